-- How much the index of a source listed in its last crawls that found it as it used to be.
SELECT listed
FROM tallywire.crawl
WHERE source = %(source)s AND mode = 'crawl' AND listed > 0 AND NOT 'index' = ANY (drift) AND started_at >= %(since)s
ORDER BY id DESC
LIMIT %(most)s
