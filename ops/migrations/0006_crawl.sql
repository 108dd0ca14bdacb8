-- Each time that a source was looked at becomes a record, from which its health, its rhythm and its gaps are told.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

ALTER TABLE source ADD COLUMN enabled boolean NOT NULL DEFAULT true, ADD COLUMN expected_per_day double precision CHECK (expected_per_day > 0);
COMMENT ON COLUMN source.enabled IS 'Whether the daemon crawls it.';
COMMENT ON COLUMN source.expected_per_day IS 'How many new pages a day it is expected to give; null where its file does not say.';

CREATE INDEX document_of_source ON document (source, published_at) INCLUDE (recorded_at, version);

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

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON crawl FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON crawl FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON crawl TO tallywire_writer;

DROP VIEW source_health;
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

GRANT SELECT ON source_health, crawl_log, fault_log, crawl_gap TO tallywire_reader, tallywire_writer;

RESET ROLE;
