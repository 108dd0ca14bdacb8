-- Good item captures of a source (or of all) beyond a number that this extractor has not read, oldest first, with their sizes.
SELECT c.id, b.size
FROM tallywire.capture c
JOIN tallywire.body b ON b.digest = c.digest
WHERE c.role = 'item' AND c.status = 200 AND c.id > %(after)s AND (%(source)s::text IS NULL OR c.source = %(source)s)
  AND NOT EXISTS (SELECT FROM tallywire.capture_outcome r WHERE r.capture = c.id AND r.extractor = %(extractor)s)
ORDER BY c.id
LIMIT 1000
