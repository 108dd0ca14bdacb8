-- Says that what a page of the index lists is kept.
UPDATE tallywire.backfill_index SET read_at = clock_timestamp()
WHERE backfill = %(backfill)s AND md5(url) = md5(%(url)s) AND url = %(url)s AND read_at IS NULL
