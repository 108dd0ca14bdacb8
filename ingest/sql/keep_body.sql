-- Keeps the bytes of a capture once, whoever else brings the same.
INSERT INTO tallywire.body (digest, size, content) VALUES (%(digest)s, %(size)s, %(content)s) ON CONFLICT (digest) DO NOTHING
