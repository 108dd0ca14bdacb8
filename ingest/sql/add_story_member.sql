-- Puts a document into a story.
INSERT INTO tallywire.story_member (document, story) VALUES (%(document)s, %(story)s)
