-- The backfills that are not finished.
SELECT source, first_day, last_day, pages_done, pages, requested_at
FROM tallywire.backfill_progress
WHERE finished_at IS NULL
ORDER BY backfill
