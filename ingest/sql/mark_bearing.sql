-- Marks the counters on whose figures those of these counters bear.
INSERT INTO tallywire.counter_dirty (counter)
SELECT other.id
FROM tallywire.counter c
CROSS JOIN unnest(%(indicators)s::text[], %(units)s::text[], %(on_indicators)s::text[], %(on_units)s::text[]) AS b (indicator, unit, on_indicator, on_unit)
JOIN tallywire.counter other ON other.originator = c.originator AND other.indicator = b.on_indicator AND other.unit = coalesce(b.on_unit, c.unit)
 AND other.scope IS NOT DISTINCT FROM c.scope AND other.id <> c.id
WHERE c.id = ANY(%(counters)s) AND c.indicator = b.indicator AND c.unit = coalesce(b.unit, c.unit)
UNION
SELECT other.id
FROM tallywire.counter c
JOIN tallywire.place_within w ON w.place = c.scope AND NOT EXISTS (SELECT FROM tallywire.place_within later WHERE later.place = w.place AND later.id > w.id)
JOIN tallywire.counter other ON other.originator = c.originator AND other.indicator = c.indicator AND other.unit = c.unit AND other.scope = w.whole
WHERE c.id = ANY(%(counters)s)
