-- The series that feed a counter, in the order of fields of Observation.
SELECT s.id, s.originator, s.indicator, s.unit, s.measure, s.population, s.status, po.name, pd.name, pv.name, pl.name
FROM tallywire.series s
LEFT JOIN tallywire.place po ON po.id = s.origin
LEFT JOIN tallywire.place pd ON pd.id = s.destination
LEFT JOIN tallywire.place pv ON pv.id = s.via
LEFT JOIN tallywire.place pl ON pl.id = s.location
WHERE s.counter = %(counter)s
