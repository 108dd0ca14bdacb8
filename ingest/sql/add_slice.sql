-- Keeps one slice of a backfill.
INSERT INTO tallywire.backfill_slice (backfill, ordinal, entries, pages) VALUES (%(backfill)s, %(ordinal)s, %(entries)s, %(pages)s)
