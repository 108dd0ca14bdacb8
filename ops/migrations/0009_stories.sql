-- Documents are looked up by what their words and numbers share; those kept before have no keys and are told by their figures alone.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

CREATE TABLE document_key (
    key         integer NOT NULL,
    day         date NOT NULL,
    document    bigint NOT NULL REFERENCES document,
    PRIMARY KEY (key, day, document)
);
COMMENT ON TABLE document_key IS 'Under which keys documents are looked up, so that those of one story meet: runs of words that hash lowest, and the rarest numbers. Append-only.';
COMMENT ON COLUMN document_key.key IS 'The key: 32 bits of a hash.';
COMMENT ON COLUMN document_key.day IS 'The day on which the report was made.';
COMMENT ON COLUMN document_key.document IS 'The document.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON document_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON document_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON document_key TO tallywire_writer;

CREATE VIEW story AS
SELECT s.story, d.id AS document, d.source AS outlet, d.published_at, d.reference_day, d.title, d.canonical_url AS url, d.version,
       row_number() OVER (PARTITION BY s.story ORDER BY d.published_at, d.id) AS place
FROM (SELECT DISTINCT ON (m.document) m.document, m.story FROM story_member m ORDER BY m.document, m.id DESC) s
JOIN document d ON d.id = s.document;
COMMENT ON VIEW story IS 'Which documents tell one story, and who was first: a row a document, place 1 the earliest published.';
COMMENT ON COLUMN story.story IS 'The story, named by the lowest document number in it.';
COMMENT ON COLUMN story.place IS 'Its place in the story, in order of publication.';
COMMENT ON COLUMN story.document IS 'Number of the document.';
COMMENT ON COLUMN story.outlet IS 'The source of the document.';
COMMENT ON COLUMN story.published_at IS 'When the document was published.';
COMMENT ON COLUMN story.reference_day IS 'The day on which the report was made.';
COMMENT ON COLUMN story.title IS 'Headline, or title of the source.';
COMMENT ON COLUMN story.url IS 'Address of the document.';
COMMENT ON COLUMN story.version IS 'Version of the page.';
GRANT SELECT ON story TO tallywire_reader, tallywire_writer;

RESET ROLE;
