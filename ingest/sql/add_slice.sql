-- Keeps one slice of a backfill, behind those that it has.
INSERT INTO tallywire.backfill_slice (backfill, ordinal, entries, pages)
SELECT %(backfill)s, coalesce(max(ordinal) + 1, 0), %(entries)s, %(pages)s FROM tallywire.backfill_slice WHERE backfill = %(backfill)s
