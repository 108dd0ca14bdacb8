-- The story that each of these documents belongs to now.
SELECT wanted.document, newest.story
FROM unnest(%(documents)s::bigint[]) AS wanted (document)
CROSS JOIN LATERAL (SELECT m.story FROM tallywire.story_member m WHERE m.document = wanted.document ORDER BY m.id DESC LIMIT 1) newest
