-- Captures with their bytes, and what their sources say of themselves.
SELECT c.id, c.source, c.url, c.fetched_at, c.media_type, c.hint, b.content, s.zone, s.language, coalesce(s.originator, ''), s.publisher, s.standing
FROM tallywire.capture c
JOIN tallywire.body b ON b.digest = c.digest
JOIN tallywire.source s ON s.id = c.source
WHERE c.id = ANY(%(captures)s)
ORDER BY c.id
