-- How each source is doing, or one of them.
SELECT *
FROM tallywire.source_health
WHERE %(source)s::text IS NULL OR source = %(source)s
ORDER BY source
