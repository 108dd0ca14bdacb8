-- The day of the newest report of a counter's originator.
SELECT max(o.reference_day)
FROM tallywire.observation o
JOIN tallywire.series s ON s.id = o.series
JOIN tallywire.counter c ON c.originator = s.originator
WHERE c.id = %(counter)s
