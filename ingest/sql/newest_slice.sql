-- The newest slice of a backfill, and how many pages it holds.
SELECT id, pages FROM tallywire.backfill_slice WHERE backfill = %(backfill)s ORDER BY ordinal DESC LIMIT 1
