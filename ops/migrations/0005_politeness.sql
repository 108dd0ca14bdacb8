-- One budget a host across all processes: who wants to ask a host takes a turn, and a host that is busy is left alone by all.
SET LOCAL ROLE tallywire_owner;
SET LOCAL search_path = tallywire, pg_temp;

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
GRANT SELECT, INSERT, UPDATE ON host_turn TO tallywire_writer;

CREATE VIEW host_pace AS
SELECT t.host, t.turn_at, t.pace, t.paced_by, t.closed_until, t.reason FROM host_turn t;
COMMENT ON VIEW host_pace IS 'How fast each host is asked, and which are left alone until when.';
COMMENT ON COLUMN host_pace.host IS 'The host.';
COMMENT ON COLUMN host_pace.turn_at IS 'The newest turn that was given.';
COMMENT ON COLUMN host_pace.pace IS 'Seconds between two requests.';
COMMENT ON COLUMN host_pace.paced_by IS 'Where the pace comes from: source, robots or latency.';
COMMENT ON COLUMN host_pace.closed_until IS 'Nobody asks the host before; null where it never was busy.';
COMMENT ON COLUMN host_pace.reason IS 'Why it is left alone.';
GRANT SELECT ON host_pace TO tallywire_reader, tallywire_writer;

RESET ROLE;
