-- Says that a backfill is done, once all its slices are.
UPDATE tallywire.backfill b SET finished_at = clock_timestamp()
WHERE b.id = %(backfill)s AND b.finished_at IS NULL AND b.listed_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM tallywire.backfill_slice s WHERE s.backfill = b.id AND s.done_at IS NULL)
