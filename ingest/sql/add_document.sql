-- Keeps one version of a page; its number.
INSERT INTO tallywire.document (capture, source, canonical_url, version, guid, title, text, text_digest, language, published_at, published_precision, reference_day)
VALUES (%(capture)s, %(source)s, %(canonical_url)s, %(version)s, %(guid)s, %(title)s, %(text)s, %(text_digest)s, %(language)s, %(published_at)s, %(precision)s, %(reference_day)s)
RETURNING id
