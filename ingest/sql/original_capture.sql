-- original_capture
-- The kept page that a record of a web archive repeats, by that record's name, its payload's digest or its instant: its number, digest and media type.
SELECT c.id, c.digest, c.media_type
FROM tallywire.capture c
WHERE c.source = %(source)s AND md5(c.url) = md5(%(url)s) AND c.url = %(url)s AND c.role = 'item' AND c.status = 200 AND c.digest IS NOT NULL
  AND (c.hint ->> 'record' = nullif(%(record)s, '') OR c.hint ->> 'payload' = nullif(%(payload)s, '')
       OR (%(record)s = '' AND %(payload)s = '' AND c.hint ->> 'archived_at' = nullif(%(taken_at)s, '')))
ORDER BY c.hint ->> 'record' = %(record)s DESC NULLS LAST, c.id
LIMIT 1
