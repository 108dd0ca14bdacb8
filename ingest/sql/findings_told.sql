-- What balances and what contradicts, in order of report.
SELECT reference_day, verdict, explanation, assumptions
FROM tallywire.finding_latest
WHERE verdict <> 'open'
ORDER BY reference_day, stated
