-- The last faults of a source, the newest first.
SELECT happened_at, step, code, sentence, url
FROM tallywire.fault_log
WHERE source = %(source)s
ORDER BY happened_at DESC, fault DESC
LIMIT %(most)s
