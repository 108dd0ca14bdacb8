-- Files of web archives are read for a source's past, some records at a time, and pages of other days are told apart.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

CREATE TABLE archive_file (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL REFERENCES source,
    first_day   date NOT NULL,
    last_day    date NOT NULL CHECK (last_day >= first_day),
    name        text NOT NULL,
    size        bigint NOT NULL CHECK (size >= 0),
    imprint     bytea NOT NULL CHECK (octet_length(imprint) = 32),
    frame       bigint NOT NULL DEFAULT 0 CHECK (frame >= 0),
    within      bigint NOT NULL DEFAULT 0 CHECK (within >= 0),
    records     bigint NOT NULL DEFAULT 0,
    kept        bigint NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz
);
CREATE UNIQUE INDEX archive_file_unfinished ON archive_file (source, first_day, last_day, imprint) WHERE finished_at IS NULL;
COMMENT ON TABLE archive_file IS 'Files of web archives (WARC) that were read for a source''s past, and how far. Asking again while one is unfinished continues it.';
COMMENT ON COLUMN archive_file.id IS 'Number of the reading.';
COMMENT ON COLUMN archive_file.source IS 'The source whose pages are taken.';
COMMENT ON COLUMN archive_file.first_day IS 'First day of publication wanted.';
COMMENT ON COLUMN archive_file.last_day IS 'Last day of publication wanted.';
COMMENT ON COLUMN archive_file.name IS 'Name of the file, without its folder.';
COMMENT ON COLUMN archive_file.size IS 'How many bytes it has.';
COMMENT ON COLUMN archive_file.imprint IS 'Digest of its size, beginning and end: a file that was moved is the same, one that grew is another.';
COMMENT ON COLUMN archive_file.frame IS 'The byte of the file from which reading goes on.';
COMMENT ON COLUMN archive_file.within IS 'How much of what is decompressed from there was read already.';
COMMENT ON COLUMN archive_file.records IS 'How many records were looked at.';
COMMENT ON COLUMN archive_file.kept IS 'How many captures came of them.';
COMMENT ON COLUMN archive_file.requested_at IS 'When it was asked for.';
COMMENT ON COLUMN archive_file.finished_at IS 'When it was read to its end.';

GRANT SELECT, INSERT, UPDATE (frame, within, records, kept, finished_at) ON archive_file TO tallywire_writer;

-- The names that PostgreSQL gave to these when the table was made.
ALTER TABLE capture_outcome DROP CONSTRAINT capture_outcome_outcome_check, DROP CONSTRAINT capture_outcome_check, DROP CONSTRAINT capture_outcome_check1;
ALTER TABLE capture_outcome ADD CHECK (outcome IN ('document', 'unchanged', 'unreadable', 'outside'));
ALTER TABLE capture_outcome ADD CHECK ((outcome IN ('unreadable', 'outside')) = (document IS NULL));
ALTER TABLE capture_outcome ADD CHECK ((outcome IN ('unreadable', 'outside')) = (sentence IS NOT NULL));
COMMENT ON COLUMN capture_outcome.outcome IS 'document: a new version; unchanged: a text already kept; unreadable: put aside, see sentence; outside: published on none of the days it was asked for.';
COMMENT ON COLUMN capture_outcome.sentence IS 'Why it is no document.';
COMMENT ON COLUMN capture.fetched_at IS 'When the answer came; of a page from a web archive, when that took it.';
COMMENT ON COLUMN capture.hint IS 'What the index said of this page: title, published, guid; of one from a web archive, where it stands there (memento, or warc and offset), archived_at, and the days of publication it was asked for (window).';

RESET ROLE;
