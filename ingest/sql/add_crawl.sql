-- Records that a source was looked at.
INSERT INTO tallywire.crawl (source, mode, started_at, ended_at, listed, known, captured, unchanged, documents, figures, faults, outcome, error, drift, due_at)
VALUES (%(source)s, %(mode)s, %(started_at)s, %(ended_at)s, %(listed)s, %(known)s, %(captured)s, %(unchanged)s, %(documents)s, %(figures)s, %(faults)s,
        %(outcome)s, %(error)s, %(drift)s, %(due_at)s)
