-- The crawls of a source that its index answered, since an instant: when each was, and whether it brought anything new. The newest ones, in their order.
SELECT started_at, documents > 0
FROM (SELECT id, started_at, documents
      FROM tallywire.crawl
      WHERE source = %(source)s AND mode = 'crawl' AND outcome <> 'failed' AND started_at BETWEEN %(since)s AND now()
      ORDER BY id DESC LIMIT %(most)s) newest
ORDER BY id
