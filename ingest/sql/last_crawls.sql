-- The last crawls of a source, the newest first.
SELECT mode, started_at, ended_at, listed, known, captured, unchanged, documents, figures, faults, outcome, error, drift
FROM tallywire.crawl_log
WHERE source = %(source)s
ORDER BY crawl DESC
LIMIT %(most)s
