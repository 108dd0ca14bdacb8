-- The slices of a backfill that are not done, in order.
SELECT id FROM tallywire.backfill_slice WHERE backfill = %(backfill)s AND done_at IS NULL ORDER BY ordinal
