-- The addresses that a backfill's slices hold.
SELECT DISTINCT page ->> 'url' FROM tallywire.backfill_slice s CROSS JOIN LATERAL jsonb_array_elements(s.entries) AS page WHERE s.backfill = %(backfill)s
