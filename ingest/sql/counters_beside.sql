-- The counters whose figures bear on those of one: of kinds that do, at the same place; and of its own kind, in places that lie in its own.
SELECT other.id, other.originator, other.indicator, other.unit, p.name
FROM tallywire.counter c
CROSS JOIN unnest(%(indicators)s::text[], %(units)s::text[], %(on_indicators)s::text[], %(on_units)s::text[]) AS b (indicator, unit, on_indicator, on_unit)
JOIN tallywire.counter other ON other.originator = c.originator AND other.indicator = b.indicator AND other.unit = coalesce(b.unit, c.unit)
 AND other.scope IS NOT DISTINCT FROM c.scope AND other.id <> c.id
LEFT JOIN tallywire.place p ON p.id = other.scope
WHERE c.id = %(counter)s AND c.indicator = b.on_indicator AND c.unit = coalesce(b.on_unit, c.unit)
UNION
SELECT other.id, other.originator, other.indicator, other.unit, p.name
FROM tallywire.counter c
JOIN tallywire.place_within w ON w.whole = c.scope AND NOT EXISTS (SELECT FROM tallywire.place_within later WHERE later.place = w.place AND later.id > w.id)
JOIN tallywire.counter other ON other.originator = c.originator AND other.indicator = c.indicator AND other.unit = c.unit AND other.scope = w.place
JOIN tallywire.place p ON p.id = other.scope
WHERE c.id = %(counter)s
ORDER BY 1
