-- One slice that is not done, with its source.
SELECT b.source, s.entries, s.backfill
FROM tallywire.backfill_slice s
JOIN tallywire.backfill b ON b.id = s.backfill
WHERE s.id = %(slice)s AND s.done_at IS NULL
