-- All that is said of a counter now by statements that end on a day or later, in the order of fields of Observation; what is equal for a series stands with the series.
SELECT o.series, o.id, d.source, d.canonical_url, o.vintage, o.reference_day, o.value, o.period, o.end_day, o.start_day, o.value_high, o.qualifier, o.part_of, o.since_label, t.standing, f.number_start < length(d.title)
FROM tallywire.observation o
JOIN tallywire.figure f ON f.id = o.figure
JOIN tallywire.document d ON d.id = f.document
JOIN tallywire.source t ON t.id = d.source
WHERE o.series = ANY(%(series)s) AND o.end_day >= %(since)s
  AND NOT EXISTS (SELECT FROM tallywire.observation_superseded x
                  WHERE x.observation = o.id AND x.by_observation IS NOT NULL
                    AND NOT EXISTS (SELECT FROM tallywire.observation_superseded later WHERE later.observation = o.id AND later.id > x.id))
ORDER BY o.id
