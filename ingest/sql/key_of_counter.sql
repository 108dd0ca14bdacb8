-- What a counter counts, the day of the newest report of all, and where its last check ended.
SELECT c.originator, c.indicator, c.unit, p.name, (SELECT max(d.reference_day) FROM tallywire.document d), k.checks, k.imprint, k.bookmark
FROM tallywire.counter c
LEFT JOIN tallywire.place p ON p.id = c.scope
LEFT JOIN tallywire.counter_checked k ON k.counter = c.id
WHERE c.id = %(counter)s
