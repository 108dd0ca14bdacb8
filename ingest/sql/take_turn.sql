-- Gives a host's next turn and the seconds until it; no row where the host is to be left alone. Turns lie as far apart as the slower of both takers wants.
INSERT INTO tallywire.host_turn AS t (host, turn_at, pace, paced_by)
VALUES (%(host)s, clock_timestamp(), %(pace)s, %(paced_by)s)
ON CONFLICT (host) DO UPDATE
SET turn_at = greatest(clock_timestamp(), t.turn_at + make_interval(secs => greatest(t.pace, excluded.pace) * %(spare)s)),
    pace = excluded.pace, paced_by = excluded.paced_by
WHERE t.closed_until IS NULL OR t.closed_until <= clock_timestamp()
RETURNING extract(epoch FROM t.turn_at - clock_timestamp())::double precision
