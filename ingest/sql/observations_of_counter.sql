-- What feeds a counter as the checks read it: the newest statement for each series and period, the primary source's own before a wire's.
SELECT o.observation, o.originator, o.outlet, o.url, o.vintage, o.reference_day, o.value, o.value_high, o.qualifier, o.indicator, o.unit, o.population, o.measure,
       o.period, o.start_day, o.end_day, o.origin, o.destination, o.via, o.location, o.part_of, o.status, o.since_label
FROM (
    SELECT c.*, dense_rank() OVER (PARTITION BY c.series, c.period, c.start_day, c.end_day, c.since_label ORDER BY c.standing, c.vintage DESC) AS age
    FROM tallywire.observation_current c
    WHERE c.counter = %(counter)s
) o
WHERE o.age = 1
ORDER BY o.observation
