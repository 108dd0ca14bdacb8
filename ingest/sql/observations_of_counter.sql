-- All that is said of a counter, as the checks read it.
SELECT o.observation, o.originator, o.outlet, o.url, o.vintage, o.reference_day, o.value, o.value_high, o.qualifier, o.indicator, o.unit, o.population, o.measure,
       o.period, o.start_day, o.end_day, o.origin, o.destination, o.via, o.location, o.part_of, o.status, o.since_label, o.standing
FROM tallywire.observation_current o
WHERE o.counter = %(counter)s
ORDER BY o.observation
