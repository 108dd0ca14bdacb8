-- The newest robots.txt that was fetched for a source and is young enough to be believed; none where the server failed.
SELECT c.status, coalesce(b.content, ''::bytea)
FROM tallywire.capture c
LEFT JOIN tallywire.body b ON b.digest = c.digest
WHERE c.source = %(source)s AND md5(c.url) = md5(%(url)s) AND c.url = %(url)s AND c.role = 'other'
  AND c.status BETWEEN 200 AND 499 AND c.fetched_at > now() - make_interval(secs => %(seconds)s)
ORDER BY c.id DESC
LIMIT 1
