-- Figures of a day and of 24 hours stand in one daily line: reports change their words, and the day between is not missing.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

CREATE OR REPLACE VIEW series_daily AS
SELECT lines.series, lines.originator, lines.indicator, lines.unit, lines.population, lines.measure, lines.origin, lines.destination, lines.via, lines.location,
       coalesce(lines.line_period, o.period) AS period, lines.start_day, lines.since_label, day::date AS day, o.value, o.value_high, o.qualifier, o.observation,
       CASE WHEN o.observation IS NOT NULL THEN 'stated' WHEN derived.low IS NOT NULL THEN 'derived' ELSE 'missing' END AS state,
       derived.low, derived.high
FROM (
    SELECT series, counter, originator, indicator, unit, population, measure, origin, destination, via, location, since_label,
           CASE WHEN measure <> 'flow' THEN period END AS line_period, CASE WHEN period = 'since' THEN start_day END AS start_day, min(end_day) AS first_day, max(end_day) AS last_day
    FROM observation_latest
    WHERE status = 'actual' AND (period IN ('24h', 'day') OR (measure IN ('cumulative', 'stock') AND period IN ('since', 'total', 'asof')))
    GROUP BY series, counter, originator, indicator, unit, population, measure, origin, destination, via, location, since_label, 13, 14
) lines
CROSS JOIN LATERAL generate_series(lines.first_day::timestamp, lines.last_day::timestamp, interval '1 day') AS day
LEFT JOIN observation_latest o
       ON o.series = lines.series AND o.end_day = day::date AND o.since_label IS NOT DISTINCT FROM lines.since_label
      AND CASE WHEN lines.line_period IS NULL THEN o.period IN ('24h', 'day') ELSE o.period = lines.line_period END
      AND (lines.line_period IS DISTINCT FROM 'since' OR o.start_day IS NOT DISTINCT FROM lines.start_day)
LEFT JOIN LATERAL (
    SELECT m.low, m.high
    FROM (SELECT DISTINCT ON (d.first_day, d.last_day) d.low, d.high FROM missing_days d
          WHERE d.counter = lines.counter AND day::date BETWEEN d.first_day AND d.last_day
          ORDER BY d.first_day, d.last_day, d.id DESC) m
    WHERE o.observation IS NULL AND m.low IS NOT NULL
      AND lines.measure = 'flow' AND lines.via IS NULL AND (lines.indicator NOT IN ('departures', 'returns', 'arrivals') OR num_nulls(lines.origin, lines.destination) >= 1)
    LIMIT 1
) derived ON true;
COMMENT ON VIEW series_daily IS 'A day a row from the first to the last report of each daily or running series: the stated value; or, of a day of which nobody reported, the interval low to high that the other statements leave (derived), or nothing (missing). A day without a report is never zero. Figures of a day and of 24 hours stand in one line, as reports change their words; period says which words it were, and a day of which both were stated has a row for each.';

RESET ROLE;
