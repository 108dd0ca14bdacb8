-- Leaves a host alone for some seconds, whoever asks; a longer rest that was set before holds.
INSERT INTO tallywire.host_turn AS t (host, turn_at, pace, paced_by, closed_until, reason)
VALUES (%(host)s, clock_timestamp(), 0, 'source', clock_timestamp() + make_interval(secs => %(seconds)s), %(reason)s)
ON CONFLICT (host) DO UPDATE SET closed_until = excluded.closed_until, reason = excluded.reason
WHERE t.closed_until IS NULL OR t.closed_until < excluded.closed_until
