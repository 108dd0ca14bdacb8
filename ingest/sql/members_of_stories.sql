-- The documents that belong to these stories now, each with its story.
SELECT DISTINCT m.document, newest.story
FROM tallywire.story_member m
CROSS JOIN LATERAL (SELECT n.story FROM tallywire.story_member n WHERE n.document = m.document ORDER BY n.id DESC LIMIT 1) newest
WHERE m.story = ANY(%(stories)s) AND newest.story = ANY(%(stories)s)
