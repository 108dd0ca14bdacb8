-- All figures of these documents under an extractor, with what decides which description is canonical.
-- A page says at its publication what it was first known to say, a correction when it was seen; what turns out to have stood there before was said just before.
SELECT f.id, f.document, f.ordinal, f.value, f.value_high, f.qualifier, f.indicator, f.unit, f.population, f.measure, f.period, f.start_day, f.end_day,
       f.origin, f.destination, f.via, f.location, f.part_of, f.status, f.originator, f.since_label,
       d.source, d.canonical_url, d.version,
       CASE WHEN d.version = 1 THEN d.published_at
            WHEN c.fetched_at < known.fetched_at
            THEN least(d.published_at, known.published_at) - interval '1 microsecond' * ceil(extract(epoch FROM known.fetched_at - c.fetched_at))
            ELSE greatest(d.published_at, c.fetched_at) END,
       d.reference_day, s.standing, s.zone
FROM tallywire.figure f
JOIN tallywire.document d ON d.id = f.document
JOIN tallywire.capture c ON c.id = d.capture
JOIN tallywire.source s ON s.id = d.source
LEFT JOIN LATERAL (SELECT x.published_at, y.fetched_at FROM tallywire.document x JOIN tallywire.capture y ON y.id = x.capture
                   WHERE md5(x.canonical_url) = md5(d.canonical_url) AND x.canonical_url = d.canonical_url AND x.version = 1 AND d.version > 1) known ON true
WHERE f.document = ANY(%(documents)s) AND f.extractor = %(extractor)s
ORDER BY f.document, f.ordinal
