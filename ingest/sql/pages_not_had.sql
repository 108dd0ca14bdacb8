-- The pages of a backfill's finished slices of which no good answer (a page, or a redirect to a listed one) is kept, each with what its newest fault says.
SELECT page ->> 'url', (SELECT f.sentence FROM tallywire.fault f WHERE f.source = b.source AND f.url = page ->> 'url' ORDER BY f.id DESC LIMIT 1)
FROM tallywire.backfill b
JOIN tallywire.backfill_slice s ON s.backfill = b.id AND s.done_at IS NOT NULL
CROSS JOIN LATERAL jsonb_array_elements(s.entries) AS page
WHERE b.id = %(backfill)s
  AND NOT EXISTS (SELECT FROM tallywire.capture c
                  WHERE c.source = b.source AND md5(c.url) = md5(page ->> 'url') AND c.url = page ->> 'url' AND c.role = 'item' AND c.status IN (200, 301, 302, 303, 307, 308)
                    AND (coalesce(page ->> 'memento', '') = '' OR c.hint ->> 'memento' = page ->> 'memento'))
ORDER BY s.ordinal, page ->> 'url'
