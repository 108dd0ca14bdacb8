-- Tallywire: the whole database but the queue's own tables.
--
-- The way of the data:  source -> capture (bytes kept first) -> document (a version of a page) -> figure (a number, its words)
-- -> observation (one statement of one originator, however many outlets copied it) -> counter -> finding (with its proof).
--
-- What records the world is append-only: grants and triggers refuse UPDATE, DELETE and TRUNCATE on it. A correction is a new row.
-- Two times stand on every observation: `during` (what it is about) and `vintage` (when it was said); `recorded_at` adds when we learnt it.
-- Analysts read the views as role tallywire_reader; \d+ on any of them shows these comments.

-- Roles belong to the whole server, so another database of it may have made them already.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['tallywire_owner', 'tallywire_writer', 'tallywire_reader'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- made by another database's installation at the same moment
        END;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END
$$;

CREATE SCHEMA tallywire AUTHORIZATION tallywire_owner;
COMMENT ON SCHEMA tallywire IS 'Figures that ministries and wires stated, with their sources, and the checks on them. Start with the views observation_latest, finding_open and figure_evidence.';
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: % is refused; a correction is a new row', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
COMMENT ON FUNCTION refuse_change() IS 'Trigger of every append-only table: whoever asks, rows are never changed or removed.';

CREATE TABLE migration (
    version     integer PRIMARY KEY CHECK (version >= 0),
    name        text NOT NULL,
    checksum    text NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE migration IS 'Which changes of the schema this database has had. Version 0 is schema.sql itself.';
COMMENT ON COLUMN migration.version IS 'Number of the migration, from its file name.';
COMMENT ON COLUMN migration.name IS 'File name of the migration.';
COMMENT ON COLUMN migration.checksum IS 'SHA-256 of the file as it was applied, in hexadecimal.';
COMMENT ON COLUMN migration.applied_at IS 'When it was applied.';

CREATE TABLE indicator (
    code    text PRIMARY KEY CHECK (code ~ '^[a-z_]{2,40}$'),
    counts  text NOT NULL
);
COMMENT ON TABLE indicator IS 'What can happen to what is counted: the codes that figures and series use.';
COMMENT ON COLUMN indicator.code IS 'The code, such as departures, deaths, aid_weight.';
COMMENT ON COLUMN indicator.counts IS 'What a figure of this code counts.';

CREATE TABLE source (
    id          text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    title       text NOT NULL,
    publisher   text NOT NULL,
    originator  text,
    standing    text NOT NULL CHECK (standing IN ('primary', 'wire')),
    kind        text NOT NULL,
    language    text NOT NULL,
    zone        text NOT NULL,
    licence     text NOT NULL,
    schedule    text NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    enabled     boolean NOT NULL DEFAULT true,
    expected_per_day double precision CHECK (expected_per_day > 0)
);
COMMENT ON TABLE source IS 'The outlets that are read, as their files declare them; brought up to date whenever a command loads the files.';
COMMENT ON COLUMN source.id IS 'Name of the source: that of its file.';
COMMENT ON COLUMN source.title IS 'Title for people.';
COMMENT ON COLUMN source.publisher IS 'Who publishes it.';
COMMENT ON COLUMN source.originator IS 'Whose figures it carries where a text names nobody; null for outlets that quote many.';
COMMENT ON COLUMN source.standing IS 'primary: it publishes its own figures; wire: it reports those of others.';
COMMENT ON COLUMN source.kind IS 'How it is crawled: feed, listing, sitemap, api, telegram.';
COMMENT ON COLUMN source.language IS 'Language of its texts, ISO 639-1.';
COMMENT ON COLUMN source.zone IS 'IANA time zone of its days.';
COMMENT ON COLUMN source.licence IS 'Under what terms its texts may be kept.';
COMMENT ON COLUMN source.schedule IS 'When it is crawled: cron in its zone, or an interval.';
COMMENT ON COLUMN source.first_seen_at IS 'When this database first heard of it.';
COMMENT ON COLUMN source.enabled IS 'Whether the daemon crawls it.';
COMMENT ON COLUMN source.expected_per_day IS 'How many new pages a day it is expected to give; null where its file does not say.';

CREATE TABLE originator_name (
    key         text PRIMARY KEY,
    originator  text NOT NULL
);
COMMENT ON TABLE originator_name IS 'Spellings of those whose figures are reported, as source files declare them, each with the name they are kept under.';
COMMENT ON COLUMN originator_name.key IS 'The spelling, folded: lower case, no articles, no punctuation.';
COMMENT ON COLUMN originator_name.originator IS 'The name that series use.';

CREATE TABLE body (
    digest      bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    size        bigint NOT NULL CHECK (size >= 0),
    content     bytea NOT NULL,
    kept_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (octet_length(content) = size)
);
COMMENT ON TABLE body IS 'Raw bytes that were fetched, once for each digest, apart from the record of fetching them.';
COMMENT ON COLUMN body.digest IS 'SHA-256 of the bytes.';
COMMENT ON COLUMN body.size IS 'How many bytes.';
COMMENT ON COLUMN body.content IS 'The bytes, after the content encoding (gzip and such) was undone.';
COMMENT ON COLUMN body.kept_at IS 'When they were first kept.';

CREATE TABLE capture (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL REFERENCES source,
    url         text NOT NULL,
    role        text NOT NULL CHECK (role IN ('index', 'item', 'other')),
    fetched_at  timestamptz NOT NULL,
    status      integer NOT NULL CHECK (status BETWEEN 0 AND 999),
    media_type  text,
    headers     jsonb NOT NULL DEFAULT '{}',
    hint        jsonb NOT NULL DEFAULT '{}',
    digest      bytea REFERENCES body,
    revisit_of  bigint REFERENCES capture,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((status = 304) = (revisit_of IS NOT NULL)),
    CHECK (status <> 304 OR digest IS NULL)
);
CREATE INDEX capture_by_address ON capture (source, md5(url), id DESC);
CREATE INDEX capture_items ON capture (source, id) WHERE role = 'item';
COMMENT ON TABLE capture IS 'Every answer that a request brought, kept before anybody looked inside. Append-only.';
COMMENT ON COLUMN capture.id IS 'Number of the capture, in order of recording.';
COMMENT ON COLUMN capture.source IS 'The source it was fetched for.';
COMMENT ON COLUMN capture.url IS 'The address asked for; for a file that somebody handed in, file: and its name.';
COMMENT ON COLUMN capture.role IS 'index: a feed or listing; item: a page to read; other: robots.txt, errors.';
COMMENT ON COLUMN capture.fetched_at IS 'When the answer came; of a page from a web archive, when that took it.';
COMMENT ON COLUMN capture.status IS 'HTTP status; 200 for a file handed in.';
COMMENT ON COLUMN capture.media_type IS 'Content-Type as stated.';
COMMENT ON COLUMN capture.headers IS 'Headers of the answer, names in lower case.';
COMMENT ON COLUMN capture.hint IS 'What the index said of this page: title, published, updated, guid; of one from a web archive, where it stands there (memento, or warc and offset), archived_at, and the days of publication it was asked for (window).';
COMMENT ON COLUMN capture.digest IS 'Digest of the bytes, in table body; null where there were none.';
COMMENT ON COLUMN capture.revisit_of IS 'The capture whose bytes a 304 (not modified) confirmed.';
COMMENT ON COLUMN capture.recorded_at IS 'When this row was written.';

CREATE TABLE document (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    capture         bigint NOT NULL REFERENCES capture,
    source          text NOT NULL REFERENCES source,
    canonical_url   text NOT NULL,
    version         integer NOT NULL CHECK (version >= 1),
    guid            text,
    title           text NOT NULL,
    text            text NOT NULL,
    text_digest     bytea NOT NULL CHECK (octet_length(text_digest) = 32),
    language        text NOT NULL,
    published_at    timestamptz NOT NULL,
    published_precision text NOT NULL CHECK (published_precision IN ('instant', 'day')),
    reference_day   date NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX document_version ON document (md5(canonical_url), version DESC);
CREATE INDEX document_of_day ON document (reference_day, source);
CREATE INDEX document_of_source ON document (source, published_at) INCLUDE (recorded_at, version);
COMMENT ON TABLE document IS 'One version of a page, as it was read: the same page fetched twice is one document, a changed page a new version. Append-only.';
COMMENT ON COLUMN document.id IS 'Number of the document.';
COMMENT ON COLUMN document.capture IS 'The capture it was read from.';
COMMENT ON COLUMN document.source IS 'The outlet.';
COMMENT ON COLUMN document.canonical_url IS 'Address without tracking parameters and such; for a file its source, :sha256: and the digest of its bytes.';
COMMENT ON COLUMN document.version IS '1 for the first text seen at this address, counting up with every change.';
COMMENT ON COLUMN document.guid IS 'The identity that its feed gave it, if any.';
COMMENT ON COLUMN document.title IS 'Headline.';
COMMENT ON COLUMN document.text IS 'Text without the furniture of the page. Offsets of figures count in: title, two line feeds, text.';
COMMENT ON COLUMN document.text_digest IS 'SHA-256 of title, two line feeds, text (UTF-8).';
COMMENT ON COLUMN document.language IS 'ISO 639-1.';
COMMENT ON COLUMN document.published_at IS 'When it was published, as it says; local midnight where it states a day only.';
COMMENT ON COLUMN document.published_precision IS 'instant or day: how exactly published_at is known.';
COMMENT ON COLUMN document.reference_day IS 'The day on which the report was made, in the publisher''s zone.';
COMMENT ON COLUMN document.recorded_at IS 'When this row was written.';

CREATE TABLE capture_outcome (
    capture     bigint NOT NULL REFERENCES capture,
    extractor   text NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN ('document', 'unchanged', 'unreadable', 'outside')),
    document    bigint REFERENCES document,
    sentence    text,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (capture, extractor),
    CHECK ((outcome IN ('unreadable', 'outside')) = (document IS NULL)),
    CHECK ((outcome IN ('unreadable', 'outside')) = (sentence IS NOT NULL))
);
COMMENT ON TABLE capture_outcome IS 'What became of each item capture: a new document, one already known, or nothing readable. A capture without a row waits to be read. Append-only.';
COMMENT ON COLUMN capture_outcome.capture IS 'The capture.';
COMMENT ON COLUMN capture_outcome.extractor IS 'Version of the extractor that read it.';
COMMENT ON COLUMN capture_outcome.outcome IS 'document: a new version; unchanged: a text already kept; unreadable: put aside, see sentence; outside: published on none of the days it was asked for.';
COMMENT ON COLUMN capture_outcome.document IS 'The document it made or confirmed.';
COMMENT ON COLUMN capture_outcome.sentence IS 'Why it is no document.';
COMMENT ON COLUMN capture_outcome.recorded_at IS 'When this row was written.';

CREATE TABLE figure (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document    bigint NOT NULL REFERENCES document,
    extractor   text NOT NULL,
    ordinal     integer NOT NULL CHECK (ordinal >= 0),
    value       numeric NOT NULL CHECK (value >= 0 AND value < 1e18),
    value_high  numeric CHECK (value_high >= value AND value_high < 1e18),
    qualifier   text NOT NULL CHECK (qualifier IN ('exact', 'about', 'over', 'at_least', 'under', 'up_to', 'range')),
    indicator   text NOT NULL REFERENCES indicator,
    unit        text NOT NULL,
    population  text,
    measure     text NOT NULL CHECK (measure IN ('flow', 'cumulative', 'stock')),
    period      text NOT NULL CHECK (period IN ('24h', '48h', '72h', 'day', 'week', 'month', 'year', 'since', 'span', 'total', 'asof', 'unspecified')),
    start_day   date,
    end_day     date NOT NULL,
    origin      text,
    destination text,
    via         text,
    location    text,
    part_of     numeric,
    status      text NOT NULL CHECK (status IN ('actual', 'planned', 'denied')),
    quote       text NOT NULL CHECK (quote <> ''),
    quote_start integer NOT NULL CHECK (quote_start >= 0),
    quote_end   integer NOT NULL,
    number_start integer NOT NULL CHECK (number_start >= 0),
    number_end  integer NOT NULL,
    originator  text NOT NULL,
    since_label text,
    basis       text,
    confidence  real NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (document, extractor, ordinal),
    CHECK (quote_start < quote_end AND number_start < number_end),
    CHECK (start_day IS NULL OR start_day <= end_day)
);
CREATE INDEX figure_as_evidence ON figure (originator, indicator, unit, value);
COMMENT ON TABLE figure IS 'A number as one document states it: one row each time somebody states it, with the words that do. Append-only.';
COMMENT ON COLUMN figure.id IS 'Number of the figure.';
COMMENT ON COLUMN figure.document IS 'The document that states it.';
COMMENT ON COLUMN figure.extractor IS 'Version of the extractor that read it.';
COMMENT ON COLUMN figure.ordinal IS 'Its place among the figures of the document, from 0.';
COMMENT ON COLUMN figure.value IS 'The number in base units of unit ("1.2 million people" is 1200000).';
COMMENT ON COLUMN figure.value_high IS 'Upper end of a range; else null.';
COMMENT ON COLUMN figure.qualifier IS 'exact, about, over, at_least, under, up_to, range: what the words before the number say.';
COMMENT ON COLUMN figure.indicator IS 'What happened to what is counted: see table indicator.';
COMMENT ON COLUMN figure.unit IS 'The counted noun, singular: person, family, kit, tonne, house …';
COMMENT ON COLUMN figure.population IS 'Which people: civilians, children, idps …; null for people in general.';
COMMENT ON COLUMN figure.measure IS 'flow: happened within the period; cumulative: running total at its end; stock: how many there are at its end.';
COMMENT ON COLUMN figure.period IS 'Code of the period: 24h, day, week, since, total, asof …';
COMMENT ON COLUMN figure.start_day IS 'First day of the period in the publisher''s zone; null where none is stated.';
COMMENT ON COLUMN figure.end_day IS 'Last day of the period.';
COMMENT ON COLUMN figure.origin IS 'Where they left or it came from, as written.';
COMMENT ON COLUMN figure.destination IS 'Where they went, as written.';
COMMENT ON COLUMN figure.via IS 'Through what they passed, as written.';
COMMENT ON COLUMN figure.location IS 'Where it happened, as written.';
COMMENT ON COLUMN figure.part_of IS 'Value of the whole that this figure is said to be part of.';
COMMENT ON COLUMN figure.status IS 'actual, planned (expected, capacity) or denied.';
COMMENT ON COLUMN figure.quote IS 'The words, letter by letter.';
COMMENT ON COLUMN figure.quote_start IS 'Where the quote begins, in characters.';
COMMENT ON COLUMN figure.quote_end IS 'Where it ends.';
COMMENT ON COLUMN figure.number_start IS 'Where the number begins.';
COMMENT ON COLUMN figure.number_end IS 'Where it ends.';
COMMENT ON COLUMN figure.originator IS 'Whose figure it is, under the name that series use.';
COMMENT ON COLUMN figure.since_label IS 'What a running total counts from, in the words of the text, where no date is stated.';
COMMENT ON COLUMN figure.basis IS 'The words that fixed the period.';
COMMENT ON COLUMN figure.confidence IS 'How sure the reading is, 0 to 1.';
COMMENT ON COLUMN figure.recorded_at IS 'When this row was written.';

CREATE TABLE numeral (
    document    bigint NOT NULL REFERENCES document,
    extractor   text NOT NULL,
    number_start integer NOT NULL CHECK (number_start >= 0),
    number_end  integer NOT NULL,
    outcome     text NOT NULL CHECK (outcome <> ''),
    PRIMARY KEY (document, extractor, number_start),
    CHECK (number_start < number_end)
);
CREATE INDEX numeral_unread ON numeral (document) WHERE outcome = 'unread';
COMMENT ON TABLE numeral IS 'Every number that a document holds, in digits or words, and what became of it, so that none is missed in silence. Append-only.';
COMMENT ON COLUMN numeral.document IS 'The document.';
COMMENT ON COLUMN numeral.extractor IS 'Version of the extractor that read it.';
COMMENT ON COLUMN numeral.number_start IS 'Where the number begins, in characters of title, two line feeds, text.';
COMMENT ON COLUMN numeral.number_end IS 'Where it ends.';
COMMENT ON COLUMN numeral.outcome IS 'figure; the reason why it is none (date, name, rate, measure …); repeated: said in other words of the document, too; unread: nothing could be made of it.';

CREATE TABLE place (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL,
    parent      bigint REFERENCES place,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE place IS 'Places that reports name. A place need not be in any gazetteer. Append-only: spellings and joins are rows of their own.';
COMMENT ON COLUMN place.id IS 'Number of the place.';
COMMENT ON COLUMN place.name IS 'The spelling under which it was first met, or its name in a gazetteer.';
COMMENT ON COLUMN place.parent IS 'The place it lies in, if known.';
COMMENT ON COLUMN place.recorded_at IS 'When this row was written.';

CREATE TABLE place_name (
    key         text PRIMARY KEY CHECK (key <> ''),
    spelling    text NOT NULL,
    place       bigint NOT NULL REFERENCES place,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE place_name IS 'Spellings of places. Append-only.';
COMMENT ON COLUMN place_name.key IS 'The spelling, folded: lower case, no accents, articles or punctuation.';
COMMENT ON COLUMN place_name.spelling IS 'A spelling with this key, as written.';
COMMENT ON COLUMN place_name.place IS 'The place.';
COMMENT ON COLUMN place_name.recorded_at IS 'When this row was written.';

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

CREATE TABLE counter (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    originator  text NOT NULL,
    indicator   text NOT NULL REFERENCES indicator,
    unit        text NOT NULL,
    scope       bigint REFERENCES place,
    UNIQUE NULLS NOT DISTINCT (originator, indicator, unit, scope)
);
COMMENT ON TABLE counter IS 'What one running count is kept of: everything an originator says of one indicator, unit and place is checked together. Append-only.';
COMMENT ON COLUMN counter.id IS 'Number of the counter.';
COMMENT ON COLUMN counter.originator IS 'Whose figures.';
COMMENT ON COLUMN counter.indicator IS 'What is counted.';
COMMENT ON COLUMN counter.unit IS 'In what unit.';
COMMENT ON COLUMN counter.scope IS 'The place counted at: origin of departures, destination of returns and arrivals, else location; null where none is stated.';

CREATE TABLE series (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counter     bigint NOT NULL REFERENCES counter,
    originator  text NOT NULL,
    indicator   text NOT NULL REFERENCES indicator,
    unit        text NOT NULL,
    population  text,
    measure     text NOT NULL CHECK (measure IN ('flow', 'cumulative', 'stock')),
    status      text NOT NULL CHECK (status IN ('actual', 'planned', 'denied')),
    origin      bigint REFERENCES place,
    destination bigint REFERENCES place,
    via         bigint REFERENCES place,
    location    bigint REFERENCES place,
    UNIQUE NULLS NOT DISTINCT (originator, indicator, unit, population, measure, status, origin, destination, via, location)
);
CREATE INDEX series_of_counter ON series (counter);
COMMENT ON TABLE series IS 'A line of comparable numbers: one originator, indicator, unit, population, measure, status and set of places. Append-only.';
COMMENT ON COLUMN series.id IS 'Number of the series.';
COMMENT ON COLUMN series.counter IS 'The counter that its numbers feed.';
COMMENT ON COLUMN series.originator IS 'Whose figures.';
COMMENT ON COLUMN series.indicator IS 'What is counted.';
COMMENT ON COLUMN series.unit IS 'In what unit.';
COMMENT ON COLUMN series.population IS 'Which people; null for people in general.';
COMMENT ON COLUMN series.measure IS 'flow, cumulative or stock.';
COMMENT ON COLUMN series.status IS 'actual, planned or denied.';
COMMENT ON COLUMN series.origin IS 'Place left.';
COMMENT ON COLUMN series.destination IS 'Place reached.';
COMMENT ON COLUMN series.via IS 'Place passed through.';
COMMENT ON COLUMN series.location IS 'Place where it happened.';

CREATE TABLE observation (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series      bigint NOT NULL REFERENCES series,
    figure      bigint NOT NULL UNIQUE REFERENCES figure,
    period      text NOT NULL,
    start_day   date,
    end_day     date NOT NULL,
    during      tstzrange NOT NULL CHECK (NOT isempty(during)),
    reference_day date NOT NULL,
    since_label text,
    value       numeric NOT NULL CHECK (value >= 0 AND value < 1e18),
    value_high  numeric CHECK (value_high >= value AND value_high < 1e18),
    qualifier   text NOT NULL,
    part_of     numeric,
    observation_status text NOT NULL DEFAULT 'A' CHECK (observation_status IN ('A', 'E', 'P')),
    vintage     timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX observation_of_series ON observation (series, end_day, vintage);
COMMENT ON TABLE observation IS 'One statement of one originator: a value of a series over a period, as the best of its witnesses describes it. Append-only; see observation_superseded.';
COMMENT ON COLUMN observation.id IS 'Number of the observation.';
COMMENT ON COLUMN observation.series IS 'The series it belongs to.';
COMMENT ON COLUMN observation.figure IS 'The figure whose description is canonical: that of the primary source where there is one.';
COMMENT ON COLUMN observation.period IS 'Code of the period: 24h, day, week, since, total, asof …';
COMMENT ON COLUMN observation.start_day IS 'First day, in the publisher''s zone; null where none is stated.';
COMMENT ON COLUMN observation.end_day IS 'Last day.';
COMMENT ON COLUMN observation.during IS 'From the first instant of the first day to the last of the last day in the publisher''s zone: the widest that the words allow.';
COMMENT ON COLUMN observation.reference_day IS 'The day on which the report was made.';
COMMENT ON COLUMN observation.since_label IS 'What a running total counts from, where no date is stated.';
COMMENT ON COLUMN observation.value IS 'The value as stated. It is never changed, only answered.';
COMMENT ON COLUMN observation.value_high IS 'Upper end of a range; else null.';
COMMENT ON COLUMN observation.qualifier IS 'exact, about, over, at_least, under, up_to, range.';
COMMENT ON COLUMN observation.part_of IS 'Value of the whole that it is said to be part of.';
COMMENT ON COLUMN observation.observation_status IS 'SDMX observation status: A stated, E estimated or derived, P provisional.';
COMMENT ON COLUMN observation.vintage IS 'When it was said: publication of the canonical document.';
COMMENT ON COLUMN observation.recorded_at IS 'When we learnt it.';

CREATE TABLE observation_superseded (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    observation bigint NOT NULL REFERENCES observation,
    by_observation bigint REFERENCES observation,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (observation <> by_observation)
);
CREATE INDEX observation_superseded_newest ON observation_superseded (observation, id DESC);
COMMENT ON TABLE observation_superseded IS 'Observations whose statement is now described by a better witness (a bulletin that arrived after the wires that copied it): the newest row of an observation holds. Append-only.';
COMMENT ON COLUMN observation_superseded.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN observation_superseded.observation IS 'The earlier description.';
COMMENT ON COLUMN observation_superseded.by_observation IS 'The better one of the same statement; null where the earlier one describes it again.';
COMMENT ON COLUMN observation_superseded.recorded_at IS 'When this row was written.';

CREATE TABLE witness (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    figure      bigint NOT NULL REFERENCES figure,
    observation bigint NOT NULL REFERENCES observation,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX witness_of_figure ON witness (figure, id DESC);
CREATE INDEX witness_of_observation ON witness (observation);
COMMENT ON TABLE witness IS 'Which figures state which observation: the newest row of a figure holds. Append-only.';
COMMENT ON COLUMN witness.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN witness.figure IS 'The figure: an outlet''s copy of the statement, or the original.';
COMMENT ON COLUMN witness.observation IS 'The statement.';
COMMENT ON COLUMN witness.recorded_at IS 'When this row was written.';

CREATE TABLE story_member (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document    bigint NOT NULL REFERENCES document,
    story       bigint NOT NULL REFERENCES document,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX story_of_document ON story_member (document, id DESC);
CREATE INDEX story_members ON story_member (story);
COMMENT ON TABLE story_member IS 'Which documents tell one story: the newest row of a document holds. Append-only.';
COMMENT ON COLUMN story_member.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN story_member.document IS 'The document.';
COMMENT ON COLUMN story_member.story IS 'The story, named by the lowest document number in it.';
COMMENT ON COLUMN story_member.recorded_at IS 'When this row was written.';

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

CREATE TABLE counter_dirty (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counter     bigint NOT NULL REFERENCES counter,
    marked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    observation bigint REFERENCES observation
);
CREATE INDEX counter_dirty_of_counter ON counter_dirty (counter);
COMMENT ON TABLE counter_dirty IS 'Counters touched since they were last checked; rows go when the check commits.';
COMMENT ON COLUMN counter_dirty.id IS 'Number of the row.';
COMMENT ON COLUMN counter_dirty.counter IS 'The counter to check.';
COMMENT ON COLUMN counter_dirty.marked_at IS 'When it was touched.';
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

CREATE TABLE finding (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counter     bigint NOT NULL REFERENCES counter,
    rule        text NOT NULL,
    subject     bigint NOT NULL REFERENCES observation,
    verdict     text NOT NULL CHECK (verdict IN ('balanced', 'unbalanced', 'open', 'withdrawn')),
    assumptions text[] NOT NULL DEFAULT '{}',
    stated      numeric,
    low         numeric,
    high        numeric,
    difference  numeric,
    suspect     bigint REFERENCES observation,
    slip        text,
    would_be    numeric,
    explanation text NOT NULL,
    closes      bigint REFERENCES finding,
    closed_by   bigint REFERENCES observation,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((verdict = 'withdrawn') = (stated IS NULL)),
    CHECK (closed_by IS NULL OR closes IS NOT NULL)
);
CREATE INDEX finding_of_subject ON finding (counter, rule, subject, id DESC);
COMMENT ON TABLE finding IS 'What the checks proved, when: the newest row for a counter, rule and subject holds. Append-only.';
COMMENT ON COLUMN finding.id IS 'Number of the finding.';
COMMENT ON COLUMN finding.counter IS 'The counter checked.';
COMMENT ON COLUMN finding.rule IS 'The rule: balance, parts …';
COMMENT ON COLUMN finding.subject IS 'The observation judged.';
COMMENT ON COLUMN finding.verdict IS 'balanced: the other statements pin the stated value; unbalanced: they contradict it; open: they leave it room; withdrawn: what was found no longer holds.';
COMMENT ON COLUMN finding.assumptions IS 'What the words alone do not say and the verdict needs: report_days, nothing_before_start, parts_exhaustive.';
COMMENT ON COLUMN finding.stated IS 'The value that was stated.';
COMMENT ON COLUMN finding.low IS 'The least that the other statements allow; null: no bound.';
COMMENT ON COLUMN finding.high IS 'The most that they allow; null: no bound.';
COMMENT ON COLUMN finding.difference IS 'The stated value less the nearest that the others allow.';
COMMENT ON COLUMN finding.suspect IS 'The observation most likely wrong.';
COMMENT ON COLUMN finding.slip IS 'The likeliest slip of the pen: digits swapped …';
COMMENT ON COLUMN finding.would_be IS 'The value that would close the contradiction.';
COMMENT ON COLUMN finding.explanation IS 'The whole in one sentence.';
COMMENT ON COLUMN finding.closes IS 'The contradiction that this row closes, of the same rule and subject; null where it closes none.';
COMMENT ON COLUMN finding.closed_by IS 'The observation that closed it: a correction, or a bulletin that came late; null where a new reading did.';
COMMENT ON COLUMN finding.recorded_at IS 'When this row was written.';

CREATE TABLE finding_proof (
    finding     bigint NOT NULL REFERENCES finding,
    ordinal     integer NOT NULL,
    observation bigint NOT NULL REFERENCES observation,
    PRIMARY KEY (finding, ordinal)
);
COMMENT ON TABLE finding_proof IS 'The observations that prove a finding. Append-only.';
COMMENT ON COLUMN finding_proof.finding IS 'The finding.';
COMMENT ON COLUMN finding_proof.ordinal IS 'Place in the proof, from 0.';
COMMENT ON COLUMN finding_proof.observation IS 'The observation.';

CREATE TABLE finding_acknowledged (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    finding     bigint NOT NULL REFERENCES finding,
    note        text NOT NULL CHECK (note <> ''),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX finding_acknowledged_of_finding ON finding_acknowledged (finding, id DESC);
COMMENT ON TABLE finding_acknowledged IS 'Contradictions that somebody has looked at: the newest note holds, for later rows with the same proof too. Append-only.';
COMMENT ON COLUMN finding_acknowledged.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN finding_acknowledged.finding IS 'The finding.';
COMMENT ON COLUMN finding_acknowledged.note IS 'What was made of it.';
COMMENT ON COLUMN finding_acknowledged.recorded_at IS 'When it was acknowledged.';

CREATE TABLE missing_days (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counter     bigint NOT NULL REFERENCES counter,
    first_day   date NOT NULL,
    last_day    date NOT NULL CHECK (last_day >= first_day),
    low         numeric CHECK (low >= 0),
    high        numeric CHECK (high >= low),
    observation_status text NOT NULL DEFAULT 'E' CHECK (observation_status = 'E'),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX missing_days_of_counter ON missing_days (counter, first_day, last_day, id DESC);
COMMENT ON TABLE missing_days IS 'What other statements leave for days of which nobody reported; derived by the checks, never stated. The newest row of a counter and stretch holds. Append-only.';
COMMENT ON COLUMN missing_days.id IS 'Number of the row, in order of recording.';
COMMENT ON COLUMN missing_days.counter IS 'The counter.';
COMMENT ON COLUMN missing_days.first_day IS 'First day without a report.';
COMMENT ON COLUMN missing_days.last_day IS 'Last day of the stretch; each of its days is bounded alike.';
COMMENT ON COLUMN missing_days.low IS 'The least that each of the days can have been; null: no longer derived, a report came or the bounds fell.';
COMMENT ON COLUMN missing_days.high IS 'The most that each can have been; null: no bound.';
COMMENT ON COLUMN missing_days.observation_status IS 'SDMX observation status: E, estimated.';
COMMENT ON COLUMN missing_days.recorded_at IS 'When this row was written.';

CREATE TABLE fault (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text REFERENCES source,
    step        text NOT NULL,
    code        text NOT NULL,
    sentence    text NOT NULL,
    url         text,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX fault_of_source ON fault (source, happened_at);
COMMENT ON TABLE fault IS 'What went wrong, one row each time. Append-only.';
COMMENT ON COLUMN fault.id IS 'Number of the fault.';
COMMENT ON COLUMN fault.source IS 'The source it happened to.';
COMMENT ON COLUMN fault.step IS 'The step: fetch, parse, ingest, check, or the way by which an index was read: feed, listing, sitemap, api, telegram.';
COMMENT ON COLUMN fault.code IS 'A short code, the same for the same kind of fault.';
COMMENT ON COLUMN fault.sentence IS 'What happened, in one sentence.';
COMMENT ON COLUMN fault.url IS 'The address concerned.';
COMMENT ON COLUMN fault.happened_at IS 'When.';

CREATE TABLE crawl (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL REFERENCES source,
    mode        text NOT NULL CHECK (mode IN ('crawl', 'sweep', 'backfill')),
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    listed      integer NOT NULL CHECK (listed >= 0),
    known       integer NOT NULL CHECK (known >= 0),
    captured    integer NOT NULL CHECK (captured >= 0),
    unchanged   integer NOT NULL CHECK (unchanged >= 0),
    documents   integer NOT NULL CHECK (documents >= 0),
    figures     integer NOT NULL CHECK (figures >= 0),
    faults      integer NOT NULL CHECK (faults >= 0),
    outcome     text NOT NULL CHECK (outcome IN ('good', 'partial', 'failed')),
    error       text CHECK (error IN ('network', 'robots', 'http', 'moved', 'private', 'layout', 'refused', 'archive', 'internal', 'other')),
    drift       text[] NOT NULL DEFAULT '{}' CHECK (drift <@ ARRAY['index', 'reading', 'length', 'figures', 'indicators']),
    due_at      timestamptz,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((outcome = 'good') = (error IS NULL))
);
CREATE INDEX crawl_of_source ON crawl (source, mode, id DESC);
CREATE INDEX crawl_answered ON crawl (source, id DESC) WHERE outcome <> 'failed';
COMMENT ON TABLE crawl IS 'One row for each time that a source was looked at, well or not. Append-only.';
COMMENT ON COLUMN crawl.id IS 'Number of the crawl, in order of recording.';
COMMENT ON COLUMN crawl.source IS 'The source.';
COMMENT ON COLUMN crawl.mode IS 'crawl: its index and what is new in it; sweep: pages of the last days once more; backfill: some pages of its past.';
COMMENT ON COLUMN crawl.started_at IS 'When it began.';
COMMENT ON COLUMN crawl.ended_at IS 'When all that came was read.';
COMMENT ON COLUMN crawl.listed IS 'Entries that the index listed.';
COMMENT ON COLUMN crawl.known IS 'Entries listed that were kept before.';
COMMENT ON COLUMN crawl.captured IS 'Pages whose bytes came.';
COMMENT ON COLUMN crawl.unchanged IS 'Pages that the server said have not changed.';
COMMENT ON COLUMN crawl.documents IS 'New documents and new versions read from them.';
COMMENT ON COLUMN crawl.figures IS 'Figures that those state.';
COMMENT ON COLUMN crawl.faults IS 'What went wrong: how many rows of table fault.';
COMMENT ON COLUMN crawl.outcome IS 'good; partial: something came and something failed; failed: nothing came.';
COMMENT ON COLUMN crawl.error IS 'Class of the fault that weighs most; null where there was none.';
COMMENT ON COLUMN crawl.drift IS 'In which ways the source has ceased to look as it did: index (lists much less), reading (pages cannot be read), length (texts much shorter), figures or indicators (those it always had are missing).';
COMMENT ON COLUMN crawl.due_at IS 'When it is to be crawled next, as its schedule and rhythm stood then; null for other modes.';
COMMENT ON COLUMN crawl.recorded_at IS 'When this row was written.';

CREATE TABLE backfill (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text NOT NULL REFERENCES source,
    first_day   date NOT NULL,
    last_day    date NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    listed_at   timestamptz,
    finished_at timestamptz,
    way         text NOT NULL,
    CHECK (first_day <= last_day)
);
CREATE UNIQUE INDEX backfill_unfinished ON backfill (source, first_day, last_day, way) WHERE finished_at IS NULL;
COMMENT ON TABLE backfill IS 'Requests to read a source''s past: days of publication, both ends included. Asking again while one is unfinished continues it.';
COMMENT ON COLUMN backfill.id IS 'Number of the backfill.';
COMMENT ON COLUMN backfill.source IS 'The source.';
COMMENT ON COLUMN backfill.first_day IS 'First day of publication wanted.';
COMMENT ON COLUMN backfill.last_day IS 'Last day of publication wanted.';
COMMENT ON COLUMN backfill.requested_at IS 'When it was asked for.';
COMMENT ON COLUMN backfill.listed_at IS 'When the list of its pages was complete and cut into slices.';
COMMENT ON COLUMN backfill.finished_at IS 'When the last slice was done.';
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

CREATE TABLE backfill_slice (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    backfill    bigint NOT NULL REFERENCES backfill,
    ordinal     integer NOT NULL CHECK (ordinal >= 0),
    entries     jsonb NOT NULL,
    pages       integer NOT NULL CHECK (pages > 0),
    done_at     timestamptz,
    UNIQUE (backfill, ordinal)
);
COMMENT ON TABLE backfill_slice IS 'A backfill''s pages, some at a time. Whoever works on a slice holds an advisory lock on it, which dies with the process.';
COMMENT ON COLUMN backfill_slice.id IS 'Number of the slice.';
COMMENT ON COLUMN backfill_slice.backfill IS 'The backfill.';
COMMENT ON COLUMN backfill_slice.ordinal IS 'Its place in the backfill, from 0.';
COMMENT ON COLUMN backfill_slice.entries IS 'The pages: url, title, published, guid.';
COMMENT ON COLUMN backfill_slice.pages IS 'How many pages.';
COMMENT ON COLUMN backfill_slice.done_at IS 'When all its pages were fetched and read.';

CREATE UNLOGGED TABLE host_turn (
    host        text PRIMARY KEY,
    turn_at     timestamptz NOT NULL,
    pace        double precision NOT NULL CHECK (pace BETWEEN 0 AND 3600),
    paced_by    text NOT NULL CHECK (paced_by IN ('source', 'robots', 'latency')),
    closed_until timestamptz,
    reason      text
);
COMMENT ON TABLE host_turn IS 'When each host was, or will be, asked last, whichever process asks. Unlogged: after a crash of the server every host simply begins anew.';
COMMENT ON COLUMN host_turn.host IS 'The host, in lower case, whatever the port.';
COMMENT ON COLUMN host_turn.turn_at IS 'The newest turn that was given: the next one comes a pace later.';
COMMENT ON COLUMN host_turn.pace IS 'Seconds between two requests, as the taker of the newest turn wanted it.';
COMMENT ON COLUMN host_turn.paced_by IS 'Where the pace comes from: the source''s file, Crawl-delay in robots.txt, or the time that the host takes to answer.';
COMMENT ON COLUMN host_turn.closed_until IS 'Nobody asks the host before; null where it never was busy.';
COMMENT ON COLUMN host_turn.reason IS 'Why it is left alone.';

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

-- Append-only, whoever asks.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['migration', 'body', 'capture', 'document', 'capture_outcome', 'figure', 'numeral', 'place', 'place_name', 'place_within', 'counter', 'series',
                                'observation', 'observation_superseded', 'witness', 'story_member', 'document_key', 'finding', 'finding_proof', 'finding_acknowledged', 'missing_days', 'fault', 'crawl'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
        EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO tallywire_writer', kept);
    END LOOP;
END
$$;
REVOKE INSERT ON migration FROM tallywire_writer;
GRANT SELECT, INSERT, UPDATE ON indicator, source, originator_name, host_turn TO tallywire_writer;
GRANT SELECT, INSERT, DELETE ON counter_dirty TO tallywire_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON counter_checked TO tallywire_writer;
GRANT SELECT, INSERT, UPDATE (listed_at, finished_at) ON backfill TO tallywire_writer;
GRANT SELECT, INSERT, UPDATE (entries, pages, done_at) ON backfill_slice TO tallywire_writer;
GRANT SELECT, INSERT, UPDATE (read_at) ON backfill_index TO tallywire_writer;
GRANT SELECT, INSERT, UPDATE (frame, within, records, kept, finished_at) ON archive_file TO tallywire_writer;

CREATE VIEW story AS
SELECT s.story, d.id AS document, d.source AS outlet, d.published_at, d.reference_day, d.title, d.canonical_url AS url, d.version,
       row_number() OVER (PARTITION BY s.story ORDER BY d.published_at, d.id) AS place
FROM (SELECT DISTINCT ON (m.document) m.document, m.story FROM story_member m ORDER BY m.document, m.id DESC) s
JOIN document d ON d.id = s.document;
COMMENT ON VIEW story IS 'Which documents tell one story, and who was first: a row a document, place 1 the earliest published.';
COMMENT ON COLUMN story.story IS 'The story, named by the lowest document number in it.';
COMMENT ON COLUMN story.place IS 'Its place in the story, in order of publication.';

CREATE VIEW witness_current AS
SELECT DISTINCT ON (w.figure) w.figure, w.observation, w.recorded_at
FROM witness w
ORDER BY w.figure, w.id DESC;
COMMENT ON VIEW witness_current IS 'Which statement each figure is a witness of, as known now.';
COMMENT ON COLUMN witness_current.figure IS 'The figure.';
COMMENT ON COLUMN witness_current.observation IS 'The observation it states.';
COMMENT ON COLUMN witness_current.recorded_at IS 'Since when we hold this.';

CREATE VIEW observation_current AS
SELECT o.id AS observation, s.originator, s.indicator, s.unit, s.population, s.measure, s.status,
       po.name AS origin, pd.name AS destination, pv.name AS via, pl.name AS location,
       o.period, o.start_day, o.end_day, o.reference_day, o.since_label, o.value, o.value_high, o.qualifier, o.part_of,
       d.source AS outlet, t.standing, d.canonical_url AS url, f.quote, o.vintage, o.recorded_at, o.during, o.series, s.counter, o.figure, f.document
FROM observation o
JOIN series s ON s.id = o.series
JOIN figure f ON f.id = o.figure
JOIN document d ON d.id = f.document
JOIN source t ON t.id = d.source
LEFT JOIN place po ON po.id = s.origin
LEFT JOIN place pd ON pd.id = s.destination
LEFT JOIN place pv ON pv.id = s.via
LEFT JOIN place pl ON pl.id = s.location
WHERE NOT EXISTS (SELECT FROM observation_superseded x
                  WHERE x.observation = o.id AND x.by_observation IS NOT NULL
                    AND NOT EXISTS (SELECT FROM observation_superseded later WHERE later.observation = o.id AND later.id > x.id));
COMMENT ON VIEW observation_current IS 'Every statement we know of, once, in the words of its best witness; several vintages of one period stand side by side. Example: SELECT end_day, value FROM tallywire.observation_current WHERE indicator = ''departures'' ORDER BY end_day;';

CREATE VIEW observation_latest AS
SELECT ranked.observation, ranked.originator, ranked.indicator, ranked.unit, ranked.population, ranked.measure, ranked.status,
       ranked.origin, ranked.destination, ranked.via, ranked.location,
       ranked.period, ranked.start_day, ranked.end_day, ranked.reference_day, ranked.since_label,
       ranked.value, ranked.value_high, ranked.qualifier, ranked.part_of, ranked.outlet, ranked.standing, ranked.url, ranked.quote, ranked.vintage, ranked.recorded_at,
       (SELECT count(DISTINCT wd.source) FROM witness w JOIN figure wf ON wf.id = w.figure JOIN document wd ON wd.id = wf.document
        WHERE w.observation = ranked.observation AND NOT EXISTS (SELECT FROM witness later WHERE later.figure = w.figure AND later.id > w.id)) AS witnesses,
       ranked.during, ranked.series, ranked.counter, ranked.figure, ranked.document
FROM (
    SELECT o.*, dense_rank() OVER (PARTITION BY o.series, o.period, o.start_day, o.end_day, o.since_label ORDER BY o.standing, o.vintage DESC) AS age
    FROM observation_current o
) ranked
WHERE ranked.age = 1;
COMMENT ON VIEW observation_latest IS 'The newest statement for each series and period (the primary source''s own before a wire''s), with the number of outlets that carried it. Example: SELECT end_day, value, witnesses FROM tallywire.observation_latest WHERE indicator = ''returns'' AND destination = ''Eastern Ghouta'' ORDER BY end_day;';

CREATE FUNCTION observation_as_of(said timestamptz, known timestamptz DEFAULT 'infinity')
RETURNS SETOF observation_current LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tallywire, pg_temp AS $$
    SELECT (ranked.row_of).*
    FROM (
        SELECT c AS row_of, dense_rank() OVER (PARTITION BY c.series, c.period, c.start_day, c.end_day, c.since_label ORDER BY c.standing, c.vintage DESC) AS age
        FROM (
            SELECT o.id AS observation, s.originator, s.indicator, s.unit, s.population, s.measure, s.status,
                   po.name AS origin, pd.name AS destination, pv.name AS via, pl.name AS location,
                   o.period, o.start_day, o.end_day, o.reference_day, o.since_label, o.value, o.value_high, o.qualifier, o.part_of,
                   d.source AS outlet, t.standing, d.canonical_url AS url, f.quote, o.vintage, o.recorded_at, o.during, o.series, s.counter, o.figure, f.document
            FROM observation o
            JOIN series s ON s.id = o.series
            JOIN figure f ON f.id = o.figure
            JOIN document d ON d.id = f.document
            JOIN source t ON t.id = d.source
            LEFT JOIN place po ON po.id = s.origin
            LEFT JOIN place pd ON pd.id = s.destination
            LEFT JOIN place pv ON pv.id = s.via
            LEFT JOIN place pl ON pl.id = s.location
            WHERE o.vintage <= said AND o.recorded_at <= known
              AND NOT EXISTS (SELECT FROM observation_superseded x JOIN observation b ON b.id = x.by_observation
                              WHERE x.observation = o.id AND x.recorded_at <= known AND b.vintage <= said
                                AND NOT EXISTS (SELECT FROM observation_superseded later
                                                WHERE later.observation = o.id AND later.id > x.id AND later.recorded_at <= known))
        ) c
    ) ranked
    WHERE ranked.age = 1
$$;
COMMENT ON FUNCTION observation_as_of(timestamptz, timestamptz) IS 'The newest statement for each series and period as of an instant: said = by publication, known = by what this database knew. Example: SELECT * FROM tallywire.observation_as_of(''2018-05-13'') WHERE indicator = ''departures'';';

CREATE VIEW revisions AS
SELECT told.observation, told.series, told.originator, told.indicator, told.unit, told.population, told.measure, told.status,
       told.origin, told.destination, told.via, told.location, told.period, told.start_day, told.end_day, told.since_label, told.vintage,
       told.before AS value_before, told.value, told.value - told.before AS change,
       told.vintage - told.vintage_before AS after_first
FROM (
    SELECT o.*,
           lag(o.value) OVER line AS before, first_value(o.vintage) OVER line AS vintage_before
    FROM observation_current o
    WINDOW line AS (PARTITION BY o.series, o.period, o.start_day, o.end_day, o.since_label ORDER BY o.vintage, o.observation)
) told
WHERE told.before IS DISTINCT FROM told.value;
COMMENT ON VIEW revisions IS 'How the value stated for a series and period changed in order of publication: the first statement (value_before null) and every one that differs from the one before it. Example: SELECT end_day, value_before, value, change FROM tallywire.revisions WHERE indicator = ''departures'' AND value_before IS NOT NULL;';

CREATE VIEW figure_evidence AS
SELECT f.id AS figure, w.observation, f.value, f.value_high, f.qualifier, f.indicator, f.unit, f.quote,
       regexp_replace(left(reading.whole, f.quote_start), '^.*\n', '') || regexp_replace(substr(reading.whole, f.quote_start + 1), '\n.*$', '') AS passage,
       f.quote_start, f.quote_end, f.number_start, f.number_end, f.basis, f.confidence,
       d.id AS document, d.source AS outlet, d.canonical_url AS url, d.version, d.title, d.published_at, d.reference_day,
       c.id AS capture, c.fetched_at, encode(c.digest, 'hex') AS digest
FROM figure f
JOIN document d ON d.id = f.document
JOIN capture c ON c.id = d.capture
LEFT JOIN witness_current w ON w.figure = f.id
CROSS JOIN LATERAL (SELECT d.title || E'\n\n' || d.text AS whole) reading;
COMMENT ON VIEW figure_evidence IS 'From a number back to its words: the paragraph, the document, the capture and the digest of the raw bytes. Example: SELECT outlet, passage FROM tallywire.figure_evidence WHERE observation = 1;';

CREATE VIEW numeral_outcome AS
SELECT n.document, d.source AS outlet, d.canonical_url AS url, d.reference_day, n.extractor, n.outcome,
       substr(reading.whole, n.number_start + 1, n.number_end - n.number_start) AS number,
       regexp_replace(left(reading.whole, n.number_start), '^.*\n', '') || regexp_replace(substr(reading.whole, n.number_start + 1), '\n.*$', '') AS passage,
       n.number_start, n.number_end
FROM numeral n
JOIN document d ON d.id = n.document
CROSS JOIN LATERAL (SELECT d.title || E'\n\n' || d.text AS whole) reading;
COMMENT ON VIEW numeral_outcome IS 'What became of every number that documents hold: a figure, a reason why it is none, or unread. Example: SELECT outcome, count(*) FROM tallywire.numeral_outcome GROUP BY outcome ORDER BY 2 DESC;';

CREATE VIEW finding_latest AS
SELECT newest.id AS finding, newest.rule, newest.verdict, newest.explanation, newest.assumptions, newest.stated, newest.low, newest.high, newest.difference,
       newest.slip, newest.would_be, newest.suspect, newest.subject, c.originator, c.indicator, c.unit, p.name AS scope,
       o.reference_day, ARRAY(SELECT fp.observation FROM finding_proof fp WHERE fp.finding = newest.id ORDER BY fp.ordinal) AS proof,
       (SELECT a.note FROM finding_acknowledged a WHERE a.finding = newest.id ORDER BY a.id DESC LIMIT 1) AS acknowledged, newest.closes, newest.closed_by, newest.recorded_at
FROM (SELECT DISTINCT ON (f.counter, f.rule, f.subject) f.* FROM finding f ORDER BY f.counter, f.rule, f.subject, f.id DESC) newest
JOIN counter c ON c.id = newest.counter
JOIN observation o ON o.id = newest.subject
LEFT JOIN place p ON p.id = c.scope
WHERE newest.verdict <> 'withdrawn';
COMMENT ON VIEW finding_latest IS 'What the checks hold now: balanced, unbalanced or open, each with its explanation, assumptions and proof (observation numbers).';

CREATE VIEW finding_open AS
SELECT * FROM finding_latest WHERE verdict = 'unbalanced' AND acknowledged IS NULL;
COMMENT ON VIEW finding_open IS 'Contradictions that hold now and nobody has acknowledged. Example: SELECT reference_day, explanation FROM tallywire.finding_open ORDER BY reference_day;';

CREATE VIEW series_daily AS
SELECT lines.series, lines.originator, lines.indicator, lines.unit, lines.population, lines.measure, lines.origin, lines.destination, lines.via, lines.location,
       coalesce(lines.line_period, o.period) AS period, lines.start_day, lines.since_label, day::date AS day, o.value, o.value_high, o.qualifier, o.observation,
       CASE WHEN o.observation IS NOT NULL THEN 'stated' WHEN derived.low IS NOT NULL THEN 'derived' ELSE 'missing' END AS state,
       derived.low, derived.high
FROM (
    SELECT series, counter, originator, indicator, unit, population, measure, origin, destination, via, location, since_label,
           CASE WHEN measure <> 'flow' THEN period END AS line_period, CASE WHEN period = 'since' THEN start_day END AS start_day, min(end_day) AS first_day, max(end_day) AS last_day
    FROM observation_latest
    WHERE status = 'actual' AND (period IN ('24h', 'day') OR (measure IN ('cumulative', 'stock') AND period IN ('since', 'total', 'asof')))
    GROUP BY series, counter, originator, indicator, unit, population, measure, origin, destination, via, location, since_label, 13, 14
) lines
CROSS JOIN LATERAL generate_series(lines.first_day::timestamp, lines.last_day::timestamp, interval '1 day') AS day
LEFT JOIN observation_latest o
       ON o.series = lines.series AND o.end_day = day::date AND o.since_label IS NOT DISTINCT FROM lines.since_label
      AND CASE WHEN lines.line_period IS NULL THEN o.period IN ('24h', 'day') ELSE o.period = lines.line_period END
      AND (lines.line_period IS DISTINCT FROM 'since' OR o.start_day IS NOT DISTINCT FROM lines.start_day)
LEFT JOIN LATERAL (
    SELECT m.low, m.high
    FROM (SELECT DISTINCT ON (d.first_day, d.last_day) d.low, d.high FROM missing_days d
          WHERE d.counter = lines.counter AND day::date BETWEEN d.first_day AND d.last_day
          ORDER BY d.first_day, d.last_day, d.id DESC) m
    WHERE o.observation IS NULL AND m.low IS NOT NULL
      AND lines.measure = 'flow' AND lines.via IS NULL AND (lines.indicator NOT IN ('departures', 'returns', 'arrivals') OR num_nulls(lines.origin, lines.destination) >= 1)
    LIMIT 1
) derived ON true;
COMMENT ON VIEW series_daily IS 'A day a row from the first to the last report of each daily or running series: the stated value; or, of a day of which nobody reported, the interval low to high that the other statements leave (derived), or nothing (missing). A day without a report is never zero. Figures of a day and of 24 hours stand in one line, as reports change their words; period says which words it were, and a day of which both were stated has a row for each.';

CREATE VIEW coverage AS
SELECT d.source, d.reference_day, count(*) AS documents, sum(n.figures) AS figures
FROM document d
CROSS JOIN LATERAL (SELECT count(*) AS figures FROM figure f WHERE f.document = d.id) n
GROUP BY d.source, d.reference_day;
COMMENT ON VIEW coverage IS 'How many documents (versions counted) and figures each source gave for each day.';

CREATE VIEW source_health AS
SELECT judged.*,
       CASE WHEN NOT enabled THEN 'disabled' WHEN last_crawl_at IS NULL THEN 'new' WHEN outcome = 'failed' THEN 'failing' WHEN drift <> '{}' THEN 'drift'
            WHEN overdue_by IS NOT NULL THEN 'overdue' WHEN quiet_for IS NOT NULL THEN 'quiet' ELSE 'ok' END AS state
FROM (
    SELECT s.id AS source, s.title, s.standing, s.kind, s.schedule, s.enabled,
           l.ended_at AS last_crawl_at, g.ended_at AS last_success_at, d.last_new_document_at, d.newest_published_at, l.outcome, l.error, coalesce(l.drift, '{}') AS drift, l.due_at,
           CASE WHEN s.enabled AND now() - l.due_at > greatest(interval '2 minutes', (l.due_at - l.started_at) / 10) THEN now() - l.due_at END AS overdue_by,
           CASE WHEN s.enabled AND e.per_day > 0 AND l.outcome <> 'failed'
                 AND now() - coalesce(d.newest_published_at, s.first_seen_at) > greatest(interval '1 day', interval '2 days' / e.per_day)
                THEN now() - coalesce(d.newest_published_at, s.first_seen_at) END AS quiet_for,
           d.documents, d.items_last_week, e.per_day AS expected_per_day,
           w.waiting, f.faults AS faults_last_day, n.sentence AS last_fault, n.happened_at AS last_fault_at
    FROM source s
    LEFT JOIN LATERAL (SELECT x.* FROM crawl x WHERE x.source = s.id AND x.mode = 'crawl' ORDER BY x.id DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT x.ended_at FROM crawl x WHERE x.source = s.id AND x.outcome <> 'failed' ORDER BY x.id DESC LIMIT 1) g ON true
    CROSS JOIN LATERAL (SELECT count(*) AS documents, max(x.recorded_at) AS last_new_document_at, max(least(x.published_at, x.recorded_at)) AS newest_published_at,
                               count(*) FILTER (WHERE x.version = 1 AND x.published_at > now() - interval '7 days') AS items_last_week,
                               count(*) FILTER (WHERE x.version = 1 AND x.published_at BETWEEN now() - interval '35 days' AND now() - interval '7 days') AS items_before,
                               min(x.recorded_at) AS first_document_at
                        FROM document x WHERE x.source = s.id) d
    CROSS JOIN LATERAL (SELECT coalesce(s.expected_per_day, CASE WHEN d.first_document_at < now() - interval '35 days' THEN d.items_before / 28.0 END) AS per_day) e
    CROSS JOIN LATERAL (SELECT count(*) AS waiting FROM capture x
                        WHERE x.source = s.id AND x.role = 'item' AND x.status = 200 AND NOT EXISTS (SELECT FROM capture_outcome r WHERE r.capture = x.id)) w
    CROSS JOIN LATERAL (SELECT count(*) AS faults FROM fault x WHERE x.source = s.id AND x.happened_at > now() - interval '1 day') f
    LEFT JOIN LATERAL (SELECT x.sentence, x.happened_at FROM fault x WHERE x.source = s.id ORDER BY x.happened_at DESC LIMIT 1) n ON true
) judged;
COMMENT ON VIEW source_health IS 'How each source is doing. state is disabled (its file says so), new (never crawled), failing (the last crawl brought nothing: see error), drift (it ceased to look as it did: see drift), overdue (not crawled although due: does the daemon run?), quiet (nothing new for twice as long as expected, and at least a day) or ok. Example: SELECT source, state, error, last_fault FROM tallywire.source_health WHERE state NOT IN (''ok'', ''disabled'');';
COMMENT ON COLUMN source_health.enabled IS 'Whether the daemon crawls it.';
COMMENT ON COLUMN source_health.last_crawl_at IS 'When it was last crawled, well or not.';
COMMENT ON COLUMN source_health.last_success_at IS 'When it last answered well, in whatever mode.';
COMMENT ON COLUMN source_health.newest_published_at IS 'When its newest document was published.';
COMMENT ON COLUMN source_health.outcome IS 'How the last crawl went: good, partial or failed.';
COMMENT ON COLUMN source_health.error IS 'Class of the fault that weighed most in the last crawl: network, robots, http, moved, private, layout, refused, archive, internal or other; null where there was none.';
COMMENT ON COLUMN source_health.drift IS 'In which ways it has ceased to look as it did: index, reading, length, figures, indicators.';
COMMENT ON COLUMN source_health.due_at IS 'When it is to be crawled next.';
COMMENT ON COLUMN source_health.overdue_by IS 'For how long it has been due; null where that is no cause for concern.';
COMMENT ON COLUMN source_health.quiet_for IS 'For how long nothing new came, where that is longer than expected; else null.';
COMMENT ON COLUMN source_health.items_last_week IS 'Pages first published in the last seven days.';
COMMENT ON COLUMN source_health.expected_per_day IS 'New pages expected a day: as its file says, else as in the four weeks before the last one; null where neither is known.';
COMMENT ON COLUMN source_health.last_fault_at IS 'When that was.';
COMMENT ON COLUMN source_health.state IS 'disabled, new, failing, drift, overdue, quiet or ok: what each means stands at the view.';
COMMENT ON COLUMN source_health.source IS 'The source.';
COMMENT ON COLUMN source_health.title IS 'Title for people.';
COMMENT ON COLUMN source_health.standing IS 'primary: the outlet publishes its own figures; wire: it reports those of others.';
COMMENT ON COLUMN source_health.kind IS 'How it is crawled.';
COMMENT ON COLUMN source_health.schedule IS 'When it is crawled.';
COMMENT ON COLUMN source_health.last_new_document_at IS 'When it last gave something new.';
COMMENT ON COLUMN source_health.documents IS 'How many documents.';
COMMENT ON COLUMN source_health.waiting IS 'Captures that wait to be read.';
COMMENT ON COLUMN source_health.faults_last_day IS 'Faults in the last 24 hours.';
COMMENT ON COLUMN source_health.last_fault IS 'The newest fault.';

CREATE VIEW crawl_log AS
SELECT id AS crawl, source, mode, started_at, ended_at, listed, known, captured, unchanged, documents, figures, faults, outcome, error, drift, due_at
FROM crawl;
COMMENT ON VIEW crawl_log IS 'Each time that a source was looked at, and what came of it.';

CREATE VIEW fault_log AS
SELECT id AS fault, source, step, code, sentence, url, happened_at
FROM fault;
COMMENT ON VIEW fault_log IS 'What went wrong, one row each time.';

CREATE VIEW crawl_gap AS
SELECT told.source, told.unread_from, told.unread_until, told.unread_until - told.unread_from AS lasted,
       EXISTS (SELECT FROM backfill b WHERE b.source = told.source AND b.finished_at > told.unread_until
               AND b.first_day <= (told.unread_from AT TIME ZONE s.zone)::date AND b.last_day >= (told.unread_until AT TIME ZONE s.zone)::date) AS filled
FROM (SELECT x.source, x.started_at AS unread_until, lag(x.ended_at) OVER line AS unread_from, lag(x.due_at) OVER line AS due_at
      FROM crawl x WHERE x.mode = 'crawl' AND x.outcome <> 'failed' WINDOW line AS (PARTITION BY x.source ORDER BY x.id)) told
JOIN source s ON s.id = told.source
WHERE told.unread_until > told.due_at + interval '1 day';
COMMENT ON VIEW crawl_gap IS 'Stretches in which a source was not read for more than a day longer than its schedule wanted (switched off, or failing), and whether a backfill has read what was published then.';
COMMENT ON COLUMN crawl_log.crawl IS 'Number of the crawl.';
COMMENT ON COLUMN crawl_log.source IS 'The source.';
COMMENT ON COLUMN crawl_log.mode IS 'crawl, sweep (pages of the last days once more) or backfill.';
COMMENT ON COLUMN crawl_log.started_at IS 'When it began.';
COMMENT ON COLUMN crawl_log.ended_at IS 'When all that came was read.';
COMMENT ON COLUMN crawl_log.listed IS 'Entries that the index listed.';
COMMENT ON COLUMN crawl_log.known IS 'Entries listed that were kept before.';
COMMENT ON COLUMN crawl_log.captured IS 'Pages whose bytes came.';
COMMENT ON COLUMN crawl_log.unchanged IS 'Pages that the server said have not changed.';
COMMENT ON COLUMN crawl_log.documents IS 'New documents and new versions.';
COMMENT ON COLUMN crawl_log.figures IS 'Figures that those state.';
COMMENT ON COLUMN crawl_log.faults IS 'How many things went wrong.';
COMMENT ON COLUMN crawl_log.outcome IS 'good, partial or failed.';
COMMENT ON COLUMN crawl_log.error IS 'Class of the fault that weighs most.';
COMMENT ON COLUMN crawl_log.drift IS 'In which ways the source has ceased to look as it did.';
COMMENT ON COLUMN crawl_log.due_at IS 'When it is to be crawled next.';
COMMENT ON COLUMN fault_log.fault IS 'Number of the fault.';
COMMENT ON COLUMN fault_log.source IS 'The source it happened to.';
COMMENT ON COLUMN fault_log.step IS 'The step: fetch, feed, listing, parse …';
COMMENT ON COLUMN fault_log.code IS 'A short code, the same for the same kind of fault.';
COMMENT ON COLUMN fault_log.sentence IS 'What happened, in one sentence.';
COMMENT ON COLUMN fault_log.url IS 'The address concerned.';
COMMENT ON COLUMN fault_log.happened_at IS 'When.';
COMMENT ON COLUMN crawl_gap.source IS 'The source.';
COMMENT ON COLUMN crawl_gap.unread_from IS 'When it was last read before.';
COMMENT ON COLUMN crawl_gap.unread_until IS 'When it was read again.';
COMMENT ON COLUMN crawl_gap.lasted IS 'How long that is.';
COMMENT ON COLUMN crawl_gap.filled IS 'Whether a backfill of these days has been finished since.';

CREATE VIEW backfill_progress AS
SELECT b.id AS backfill, b.source, b.first_day, b.last_day, b.requested_at, b.listed_at, b.finished_at,
       count(s.id) AS slices, count(s.done_at) AS slices_done, coalesce(sum(s.pages), 0) AS pages, coalesce(sum(s.pages) FILTER (WHERE s.done_at IS NOT NULL), 0) AS pages_done,
       b.way
FROM backfill b
LEFT JOIN backfill_slice s ON s.backfill = b.id
GROUP BY b.id;
COMMENT ON VIEW backfill_progress IS 'How far each backfill is, in slices and pages.';

CREATE VIEW host_pace AS
SELECT t.host, t.turn_at, t.pace, t.paced_by, t.closed_until, t.reason FROM host_turn t;
COMMENT ON VIEW host_pace IS 'How fast each host is asked, and which are left alone until when.';
COMMENT ON COLUMN host_pace.host IS 'The host.';
COMMENT ON COLUMN host_pace.turn_at IS 'The newest turn that was given.';
COMMENT ON COLUMN host_pace.pace IS 'Seconds between two requests.';
COMMENT ON COLUMN host_pace.paced_by IS 'Where the pace comes from: source, robots or latency.';
COMMENT ON COLUMN host_pace.closed_until IS 'Nobody asks the host before; null where it never was busy.';
COMMENT ON COLUMN host_pace.reason IS 'Why it is left alone.';

-- The words for the columns that many views share stand once.
DO $$
DECLARE
    said record;
BEGIN
    FOR said IN
        SELECT c.relname, a.attname, w.words
        FROM (VALUES
            ('observation', 'Number of the observation: one statement, however many outlets copied it.'),
            ('originator', 'Whose figure it is.'), ('indicator', 'What is counted: see view indicator_code.'), ('unit', 'In what unit: person, family, kit, tonne …'),
            ('population', 'Which people; null for people in general.'), ('measure', 'flow, cumulative (running total) or stock.'), ('status', 'actual, planned or denied.'),
            ('origin', 'Place left.'), ('destination', 'Place reached.'), ('via', 'Place passed through.'), ('location', 'Place where it happened.'),
            ('period', 'Code of the period: 24h, day, week, since, total, asof …'), ('start_day', 'First day of the period, in the publisher''s zone; null where none is stated.'),
            ('end_day', 'Last day of the period.'), ('reference_day', 'The day on which the report was made.'), ('since_label', 'What a running total counts from, where no date is stated.'),
            ('value', 'The value as stated.'), ('value_high', 'Upper end of a range; else null.'), ('qualifier', 'exact, about, over, at_least, under, up_to, range.'),
            ('part_of', 'Value of the whole that it is said to be part of.'), ('outlet', 'The source of the document.'), ('url', 'Address of the document.'),
            ('quote', 'The words that state it, letter by letter.'), ('vintage', 'When it was said.'), ('recorded_at', 'When we learnt it.'),
            ('during', 'The widest stretch of time that the words allow.'), ('series', 'Number of its series.'), ('counter', 'Number of its counter.'), ('figure', 'Number of the figure.'),
            ('document', 'Number of the document.'), ('witnesses', 'How many outlets carried it.'),
            ('value_before', 'The value stated before; null for the first.'), ('change', 'By how much it changed.'), ('after_first', 'How long after the first statement.'),
            ('passage', 'The paragraph that holds the quote.'), ('quote_start', 'Where the quote begins: characters from the start of title, two line feeds, text.'), ('quote_end', 'Where the quote ends.'),
            ('number_start', 'Where the number begins.'), ('number', 'The number as written.'), ('outcome', 'figure, a reason why it is none (date, name, rate …), repeated, or unread.'), ('extractor', 'Version of the extractor that read it.'), ('number_end', 'Where the number ends.'), ('basis', 'The words that fixed the period.'), ('confidence', 'How sure the reading is, 0 to 1.'),
            ('version', 'Version of the page.'), ('title', 'Headline, or title of the source.'), ('published_at', 'When the document was published.'), ('capture', 'Number of the capture.'),
            ('fetched_at', 'When the bytes were fetched.'), ('digest', 'SHA-256 of the raw bytes, in hexadecimal.'),
            ('finding', 'Number of the finding.'), ('rule', 'The rule that found it.'), ('verdict', 'balanced, unbalanced or open.'), ('explanation', 'The whole in one sentence.'),
            ('assumptions', 'What the verdict takes for granted beyond the words.'), ('stated', 'The value that was stated.'), ('low', 'The least that the other statements allow.'),
            ('high', 'The most that they allow.'), ('difference', 'Stated less the nearest value they allow.'), ('slip', 'The likeliest slip of the pen.'), ('would_be', 'The value that would close it.'),
            ('suspect', 'The observation most likely wrong.'), ('subject', 'The observation judged.'), ('scope', 'The place counted at.'), ('proof', 'Numbers of the observations that prove it.'),
            ('day', 'The day.'), ('state', 'stated, derived (see low and high) or missing.'), ('acknowledged', 'What was noted when it was acknowledged; null where nobody did.'), ('closes', 'Number of the contradiction that this row closed.'), ('closed_by', 'The observation that closed it.'), ('source', 'The source.'), ('documents', 'How many documents.'), ('figures', 'How many figures.'),
            ('standing', 'primary: the outlet publishes its own figures; wire: it reports those of others.'),
            ('backfill', 'Number of the backfill.'), ('first_day', 'First day of publication wanted.'),
            ('last_day', 'Last day of publication wanted.'), ('requested_at', 'When it was asked for.'), ('listed_at', 'When its list of pages was complete.'), ('finished_at', 'When it was done.'),
            ('slices', 'How many slices.'), ('slices_done', 'Slices done.'), ('pages', 'How many pages.'), ('pages_done', 'Pages done.'), ('way', 'By which way its pages are found.')
        ) AS w (name, words)
        JOIN pg_attribute a ON a.attname = w.name AND a.attnum > 0
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'v' AND c.relnamespace = 'tallywire'::regnamespace
        WHERE col_description(c.oid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', said.relname, said.attname, said.words);
    END LOOP;
END
$$;

CREATE VIEW indicator_code AS SELECT code, counts FROM indicator;
COMMENT ON VIEW indicator_code IS 'The codes of what can be counted.';
COMMENT ON COLUMN indicator_code.code IS 'The code.';
COMMENT ON COLUMN indicator_code.counts IS 'What a figure of this code counts.';

-- The reader sees the views and nothing else.
REVOKE ALL ON FUNCTION observation_as_of(timestamptz, timestamptz), refuse_change() FROM PUBLIC;
GRANT USAGE ON SCHEMA tallywire TO tallywire_reader, tallywire_writer;
GRANT SELECT ON witness_current, observation_current, observation_latest, revisions, figure_evidence, numeral_outcome, finding_latest, finding_open, series_daily, coverage,
                source_health, crawl_log, fault_log, crawl_gap, backfill_progress, host_pace, indicator_code, story TO tallywire_reader, tallywire_writer;
GRANT EXECUTE ON FUNCTION observation_as_of(timestamptz, timestamptz) TO tallywire_reader, tallywire_writer;

RESET ROLE;
