-- Says that the list of a backfill's pages is complete.
UPDATE tallywire.backfill SET listed_at = clock_timestamp() WHERE id = %(backfill)s AND listed_at IS NULL
