-- What a story's documents state: each statement once, with the outlets that carry it, the earliest first.
WITH told AS (
    SELECT e.observation, s.outlet, min(s.place) AS place
    FROM tallywire.story s
    JOIN tallywire.figure_evidence e ON e.document = s.document
    WHERE s.story = (SELECT own.story FROM tallywire.story own WHERE own.document = %(document)s)
    GROUP BY e.observation, s.outlet
)
SELECT o.observation, o.qualifier, o.value, o.value_high, o.unit, o.indicator, o.period, o.end_day, o.origin, o.destination, o.via, o.location,
       o.originator, array_agg(told.outlet ORDER BY told.place)
FROM told
JOIN tallywire.observation_current o USING (observation)
GROUP BY o.observation, o.qualifier, o.value, o.value_high, o.unit, o.indicator, o.period, o.end_day, o.origin, o.destination, o.via, o.location, o.originator
ORDER BY o.indicator, o.unit, o.end_day, o.value, o.observation
