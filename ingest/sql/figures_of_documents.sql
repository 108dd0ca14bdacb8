-- All figures of these documents under an extractor, with what decides which description is canonical.
SELECT f.id, f.document, f.ordinal, f.value, f.value_high, f.qualifier, f.indicator, f.unit, f.population, f.measure, f.period, f.start_day, f.end_day,
       f.origin, f.destination, f.via, f.location, f.part_of, f.status, f.originator, f.since_label,
       d.source, d.canonical_url, d.version, CASE WHEN d.version = 1 THEN d.published_at ELSE greatest(d.published_at, c.fetched_at) END, d.reference_day, s.standing, s.zone
FROM tallywire.figure f
JOIN tallywire.document d ON d.id = f.document
JOIN tallywire.capture c ON c.id = d.capture
JOIN tallywire.source s ON s.id = d.source
WHERE f.document = ANY(%(documents)s) AND f.extractor = %(extractor)s
ORDER BY f.document, f.ordinal
