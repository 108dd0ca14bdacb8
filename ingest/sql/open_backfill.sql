-- The unfinished backfill of a source over these days by this way, made where there is none; its number.
WITH made AS (
    INSERT INTO tallywire.backfill (source, first_day, last_day, way) VALUES (%(source)s, %(first_day)s, %(last_day)s, %(way)s)
    ON CONFLICT (source, first_day, last_day, way) WHERE finished_at IS NULL DO NOTHING
    RETURNING id
)
SELECT id FROM made
UNION ALL
SELECT id FROM tallywire.backfill
WHERE source = %(source)s AND first_day = %(first_day)s AND last_day = %(last_day)s AND way = %(way)s AND finished_at IS NULL
LIMIT 1
