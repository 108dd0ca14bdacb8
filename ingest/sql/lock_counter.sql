-- Takes one counter until the transaction ends; false where another worker has it.
SELECT pg_try_advisory_xact_lock(2051080195, (%(counter)s %% 2147483647)::integer)
