-- The running totals and daily counts that the demo shows, in order of report.
SELECT reference_day, indicator, coalesce(population, 'people'), coalesce(origin, destination, location), via, period, coalesce(start_day::text, since_label), value, witnesses
FROM tallywire.observation_latest
WHERE indicator IN ('departures', 'returns') AND status = 'actual'
ORDER BY reference_day, indicator, 4, value
