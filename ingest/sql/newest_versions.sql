-- The newest version of each of these pages.
SELECT DISTINCT ON (d.canonical_url) d.canonical_url, d.id, d.version, d.text_digest
FROM unnest(%(urls)s::text[]) AS wanted (url)
JOIN tallywire.document d ON md5(d.canonical_url) = md5(wanted.url) AND d.canonical_url = wanted.url
ORDER BY d.canonical_url, d.version DESC
