-- The documents of the story that a document belongs to, in order of publication.
SELECT s.place, s.document, s.outlet, s.published_at, s.title, s.url, s.version
FROM tallywire.story s
WHERE s.story = (SELECT own.story FROM tallywire.story own WHERE own.document = %(document)s)
ORDER BY s.place
