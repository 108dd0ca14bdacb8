-- The newest good capture of an address, with what a conditional request needs and its bytes.
SELECT c.id, c.digest, c.fetched_at, c.headers ->> 'etag', c.headers ->> 'last-modified', b.content
FROM tallywire.capture c
JOIN tallywire.body b ON b.digest = c.digest
WHERE c.source = %(source)s AND md5(c.url) = md5(%(url)s) AND c.url = %(url)s AND c.status = 200
ORDER BY c.id DESC
LIMIT 1
