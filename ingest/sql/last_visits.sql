-- Every source with when it was first known, its last crawl (did it fail by what may be over soon?) and its last sweep; nulls where there was none.
SELECT s.id, s.first_seen_at, c.started_at, c.ended_at, c.due_at, coalesce(c.outcome = 'failed' AND c.error IN ('network', 'http', 'robots', 'internal'), false), w.started_at
FROM tallywire.source s
LEFT JOIN LATERAL (SELECT x.started_at, x.ended_at, x.due_at, x.outcome, x.error FROM tallywire.crawl x WHERE x.source = s.id AND x.mode = 'crawl' ORDER BY x.id DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT x.started_at FROM tallywire.crawl x WHERE x.source = s.id AND x.mode = 'sweep' ORDER BY x.id DESC LIMIT 1) w ON true
