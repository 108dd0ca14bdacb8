-- The days of a stretch on which a source published nothing that we hold.
SELECT day::date
FROM generate_series(%(first_day)s::timestamp, %(last_day)s::timestamp, interval '1 day') AS day
WHERE NOT EXISTS (SELECT FROM tallywire.document d WHERE d.source = %(source)s AND (d.published_at AT TIME ZONE %(zone)s)::date = day::date)
ORDER BY day
