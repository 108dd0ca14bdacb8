-- In which ways a source had drifted at its last crawl.
SELECT drift FROM tallywire.crawl WHERE source = %(source)s AND mode = 'crawl' ORDER BY id DESC LIMIT 1
