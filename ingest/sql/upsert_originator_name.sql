-- Keeps one spelling of an originator.
INSERT INTO tallywire.originator_name AS n (key, originator) VALUES (%(key)s, %(originator)s)
ON CONFLICT (key) DO UPDATE SET originator = EXCLUDED.originator WHERE n.originator IS DISTINCT FROM EXCLUDED.originator
