-- Keeps where the check of a counter ended.
INSERT INTO tallywire.counter_checked (counter, checks, imprint, bookmark) VALUES (%(counter)s, %(checks)s, %(imprint)s, %(bookmark)s)
ON CONFLICT (counter) DO UPDATE SET checks = EXCLUDED.checks, imprint = EXCLUDED.imprint, bookmark = EXCLUDED.bookmark
