-- Makes ingesting one at a time until the transaction ends: stories and statements are decided over all documents of a day.
SELECT pg_advisory_xact_lock(2051080194)
