-- Good item captures of a source (or of all) that this extractor has not read, oldest first.
SELECT c.id
FROM tallywire.capture c
WHERE c.role = 'item' AND c.status = 200 AND (%(source)s::text IS NULL OR c.source = %(source)s)
  AND NOT EXISTS (SELECT FROM tallywire.capture_outcome r WHERE r.capture = c.id AND r.extractor = %(extractor)s)
ORDER BY c.id
