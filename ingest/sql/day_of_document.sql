-- The day on which a document was published, in its source's zone.
SELECT (d.published_at AT TIME ZONE s.zone)::date
FROM tallywire.document d
JOIN tallywire.source s ON s.id = d.source
WHERE d.id = %(document)s
