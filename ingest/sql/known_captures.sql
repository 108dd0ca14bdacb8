-- known_captures
-- Which of these captures of a source are kept: taken of one address at one instant, with one body, asked for with the same days.
SELECT DISTINCT c.url, c.fetched_at, c.digest
FROM tallywire.capture c
JOIN unnest(%(urls)s::text[], %(instants)s::timestamptz[], %(digests)s::bytea[], %(windows)s::text[]) AS wanted (url, fetched_at, digest, days)
  ON md5(c.url) = md5(wanted.url) AND c.url = wanted.url AND c.fetched_at = wanted.fetched_at AND c.digest IS NOT DISTINCT FROM wanted.digest
 AND c.hint ->> 'window' IS NOT DISTINCT FROM wanted.days
WHERE c.source = %(source)s
