-- Checks go on where the last one ended: a mark names the statement that was added, and each counter keeps a bookmark.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

ALTER TABLE counter_dirty ADD COLUMN observation bigint REFERENCES observation;
COMMENT ON COLUMN counter_dirty.observation IS 'The statement that was added; null where something else changed, so that all of the counter is to be checked.';

CREATE TABLE counter_checked (
    counter     bigint PRIMARY KEY REFERENCES counter,
    checks      text NOT NULL,
    imprint     bytea NOT NULL,
    bookmark    bytea
);
COMMENT ON TABLE counter_checked IS 'Where the last check of each counter ended, so that the next one need not read what is held. Rows may be deleted at any time: the next check is then one in full.';
COMMENT ON COLUMN counter_checked.counter IS 'The counter.';
COMMENT ON COLUMN counter_checked.checks IS 'Which version of the checks it was: that of another one is not relied on.';
COMMENT ON COLUMN counter_checked.imprint IS 'Digest of all that is held of the counter: findings and bounds of missing days, in no order.';
COMMENT ON COLUMN counter_checked.bookmark IS 'What the next report is held against (MessagePack); null where it asks for a check in full.';
GRANT SELECT, INSERT, UPDATE, DELETE ON counter_checked TO tallywire_writer;

RESET ROLE;
