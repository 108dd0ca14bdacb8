-- Which place lies in which becomes a record of its own, declared by whoever knows it, so that parts can be held against wholes.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

CREATE TABLE place_within (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place       bigint NOT NULL REFERENCES place,
    whole       bigint REFERENCES place,
    in_partition boolean NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (place <> whole)
);
CREATE INDEX place_within_newest ON place_within (place, id DESC);
CREATE INDEX place_within_whole ON place_within (whole);
COMMENT ON TABLE place_within IS 'Which place lies in which, as somebody declared it: the newest row of a place holds. Append-only.';
COMMENT ON COLUMN place_within.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN place_within.place IS 'The place.';
COMMENT ON COLUMN place_within.whole IS 'The place that it lies in; null where it is declared no longer.';
COMMENT ON COLUMN place_within.in_partition IS 'Whether it is one of the places that make up the whole without a rest.';
COMMENT ON COLUMN place_within.recorded_at IS 'When this row was written.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON place_within FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON place_within FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON place_within TO tallywire_writer;

RESET ROLE;
