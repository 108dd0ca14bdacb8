-- All versions of these pages.
SELECT d.canonical_url, d.id
FROM unnest(%(urls)s::text[]) AS wanted (url)
JOIN tallywire.document d ON md5(d.canonical_url) = md5(wanted.url) AND d.canonical_url = wanted.url
ORDER BY d.id
