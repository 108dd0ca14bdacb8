-- All versions of each of these pages, in order of the instants at which they were seen first.
SELECT d.canonical_url, d.id, d.version, d.text_digest, c.fetched_at
FROM unnest(%(urls)s::text[]) AS wanted (url)
JOIN tallywire.document d ON md5(d.canonical_url) = md5(wanted.url) AND d.canonical_url = wanted.url
JOIN tallywire.capture c ON c.id = d.capture
ORDER BY d.canonical_url, c.fetched_at, d.version
