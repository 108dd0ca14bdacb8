-- The newest version of a page.
SELECT id, version, text_digest, published_at
FROM tallywire.document
WHERE md5(canonical_url) = md5(%(canonical_url)s) AND canonical_url = %(canonical_url)s
ORDER BY version DESC
LIMIT 1
