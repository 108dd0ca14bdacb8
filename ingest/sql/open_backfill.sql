-- The unfinished backfill of a source over these days, made where there is none; its number and when its pages were listed.
WITH made AS (
    INSERT INTO tallywire.backfill (source, first_day, last_day) VALUES (%(source)s, %(first_day)s, %(last_day)s)
    ON CONFLICT (source, first_day, last_day) WHERE finished_at IS NULL DO NOTHING
    RETURNING id, listed_at
)
SELECT id, listed_at FROM made
UNION ALL
SELECT id, listed_at FROM tallywire.backfill
WHERE source = %(source)s AND first_day = %(first_day)s AND last_day = %(last_day)s AND finished_at IS NULL
LIMIT 1
