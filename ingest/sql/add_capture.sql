-- Records one answer; its number.
INSERT INTO tallywire.capture (source, url, role, fetched_at, status, media_type, headers, hint, digest, revisit_of)
VALUES (%(source)s, %(url)s, %(role)s, %(fetched_at)s, %(status)s, %(media_type)s, %(headers)s, %(hint)s, %(digest)s, %(revisit_of)s)
RETURNING id
