-- Says that a slice is done.
UPDATE tallywire.backfill_slice SET done_at = clock_timestamp() WHERE id = %(slice)s AND done_at IS NULL
