-- The newest documents of a source by publication, oldest first: when recorded, the length of the text, and the figures read by an extractor.
SELECT d.recorded_at, length(d.text), coalesce(f.figures, 0), coalesce(f.indicators, '{}')
FROM (SELECT id, recorded_at, text, published_at FROM tallywire.document WHERE source = %(source)s ORDER BY published_at DESC, id DESC LIMIT %(most)s) d
CROSS JOIN LATERAL (SELECT count(*) AS figures, array_agg(DISTINCT x.indicator) AS indicators
                    FROM tallywire.figure x WHERE x.document = d.id AND x.extractor = %(extractor)s) f
ORDER BY d.published_at, d.id
