-- When a source was last crawled well, and when it was due after that.
SELECT ended_at, due_at FROM tallywire.crawl WHERE source = %(source)s AND mode = 'crawl' AND outcome <> 'failed' ORDER BY id DESC LIMIT 1
