-- open_archive_file
-- The unfinished reading of an archive's file for a source and days, made where there is none: its number, and how far it is.
WITH made AS (
    INSERT INTO tallywire.archive_file (source, first_day, last_day, name, size, imprint)
    VALUES (%(source)s, %(first_day)s, %(last_day)s, %(name)s, %(size)s, %(imprint)s)
    ON CONFLICT (source, first_day, last_day, imprint) WHERE finished_at IS NULL DO NOTHING
    RETURNING id, frame, within, records, kept
)
SELECT id, frame, within, records, kept FROM made
UNION ALL
SELECT id, frame, within, records, kept FROM tallywire.archive_file
WHERE source = %(source)s AND first_day = %(first_day)s AND last_day = %(last_day)s AND imprint = %(imprint)s AND finished_at IS NULL
LIMIT 1
