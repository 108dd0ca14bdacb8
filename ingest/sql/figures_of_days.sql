-- What documents of these days that are beyond a number state.
SELECT d.reference_day, f.document, f.originator, f.indicator, f.unit, f.value, f.qualifier
FROM tallywire.document d
JOIN tallywire.figure f ON f.document = d.id AND f.extractor = %(extractor)s
WHERE d.reference_day = ANY(%(days)s) AND d.id > %(after)s
