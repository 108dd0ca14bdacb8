-- What a counter counts.
SELECT c.originator, c.indicator, c.unit, p.name
FROM tallywire.counter c
LEFT JOIN tallywire.place p ON p.id = c.scope
WHERE c.id = %(counter)s
