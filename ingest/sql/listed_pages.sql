-- The addresses (of a page in a web archive, where that shows it) that a backfill's slices hold.
SELECT DISTINCT coalesce(nullif(page ->> 'memento', ''), page ->> 'url') FROM tallywire.backfill_slice s CROSS JOIN LATERAL jsonb_array_elements(s.entries) AS page WHERE s.backfill = %(backfill)s
