-- How far a backfill is: whether listed, pages in all and done.
SELECT listed_at IS NOT NULL, pages, pages_done FROM tallywire.backfill_progress WHERE backfill = %(backfill)s
