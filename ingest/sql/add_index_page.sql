-- Keeps that a backfill is to read a page of the index, once.
INSERT INTO tallywire.backfill_index (backfill, url) VALUES (%(backfill)s, %(url)s)
ON CONFLICT (backfill, md5(url)) DO NOTHING
