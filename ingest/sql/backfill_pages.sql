-- How far a backfill is: whether listed, pages of the index read, pages in all and done.
SELECT p.listed_at IS NOT NULL, (SELECT count(*) FROM tallywire.backfill_index i WHERE i.backfill = p.backfill AND i.read_at IS NOT NULL), p.pages, p.pages_done
FROM tallywire.backfill_progress p WHERE p.backfill = %(backfill)s
