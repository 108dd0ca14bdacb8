-- The newest good capture of an address whose bytes are others than those of its newest: what it said before.
WITH good AS (
    SELECT c.id, c.digest, c.fetched_at, c.headers
    FROM tallywire.capture c
    WHERE c.source = %(source)s AND md5(c.url) = md5(%(url)s) AND c.url = %(url)s AND c.status = 200
), newest AS (
    SELECT digest FROM good ORDER BY id DESC LIMIT 1
)
SELECT good.id, good.digest, good.fetched_at, good.headers ->> 'etag', good.headers ->> 'last-modified', b.content
FROM good
JOIN newest ON newest.digest <> good.digest
JOIN tallywire.body b ON b.digest = good.digest
ORDER BY good.id DESC
LIMIT 1
