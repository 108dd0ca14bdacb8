-- Backfills say by which way their pages are found, and keep the pages of the index, so that listing goes on where it stood.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

ALTER TABLE backfill ADD COLUMN way text;
UPDATE backfill b SET way = s.kind FROM source s WHERE s.id = b.source;
ALTER TABLE backfill ALTER COLUMN way SET NOT NULL;
DROP INDEX backfill_unfinished;
CREATE UNIQUE INDEX backfill_unfinished ON backfill (source, first_day, last_day, way) WHERE finished_at IS NULL;
COMMENT ON COLUMN backfill.way IS 'By which way its pages are found: the kind of the source, or another that its file declares.';

CREATE TABLE backfill_index (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    backfill    bigint NOT NULL REFERENCES backfill,
    url         text NOT NULL,
    read_at     timestamptz
);
CREATE UNIQUE INDEX backfill_index_by_address ON backfill_index (backfill, md5(url));
COMMENT ON TABLE backfill_index IS 'The pages of the index that a backfill walks: those read, and those that are still to be read.';
COMMENT ON COLUMN backfill_index.id IS 'Number of the row, in order of discovery.';
COMMENT ON COLUMN backfill_index.backfill IS 'The backfill.';
COMMENT ON COLUMN backfill_index.url IS 'Address of the page.';
COMMENT ON COLUMN backfill_index.read_at IS 'When what it lists was kept; null until then.';
GRANT SELECT, INSERT, UPDATE (read_at) ON backfill_index TO tallywire_writer;
GRANT UPDATE (entries, pages) ON backfill_slice TO tallywire_writer;

CREATE OR REPLACE VIEW backfill_progress AS
SELECT b.id AS backfill, b.source, b.first_day, b.last_day, b.requested_at, b.listed_at, b.finished_at,
       count(s.id) AS slices, count(s.done_at) AS slices_done, coalesce(sum(s.pages), 0) AS pages, coalesce(sum(s.pages) FILTER (WHERE s.done_at IS NOT NULL), 0) AS pages_done,
       b.way
FROM backfill b
LEFT JOIN backfill_slice s ON s.backfill = b.id
GROUP BY b.id;
COMMENT ON COLUMN backfill_progress.way IS 'By which way its pages are found.';

RESET ROLE;
