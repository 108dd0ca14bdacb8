-- The places that lie in the place of a counter, and whether they are of those that make it up without a rest.
SELECT part.name, whole.name, w.in_partition
FROM tallywire.counter c
JOIN tallywire.place_within w ON w.whole = c.scope AND NOT EXISTS (SELECT FROM tallywire.place_within later WHERE later.place = w.place AND later.id > w.id)
JOIN tallywire.place part ON part.id = w.place
JOIN tallywire.place whole ON whole.id = w.whole
WHERE c.id = %(counter)s
