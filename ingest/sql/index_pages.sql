-- The pages of the index that a backfill walks, in order of discovery, and whether each was read.
SELECT url, read_at IS NOT NULL FROM tallywire.backfill_index WHERE backfill = %(backfill)s ORDER BY id
