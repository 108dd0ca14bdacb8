-- Puts documents into stories, all in one go.
COPY tallywire.story_member (document, story) FROM STDIN
