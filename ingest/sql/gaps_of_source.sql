-- The stretches in which a source was not read, the newest first.
SELECT unread_from, unread_until, filled
FROM tallywire.crawl_gap
WHERE source = %(source)s
ORDER BY unread_from DESC
