-- Brings the row of a source up to date with its file; touches nothing where they agree.
INSERT INTO tallywire.source AS s (id, title, publisher, originator, standing, kind, language, zone, licence, schedule, enabled, expected_per_day)
VALUES (%(id)s, %(title)s, %(publisher)s, %(originator)s, %(standing)s, %(kind)s, %(language)s, %(zone)s, %(licence)s, %(schedule)s, %(enabled)s, %(expected_per_day)s)
ON CONFLICT (id) DO UPDATE
SET title = EXCLUDED.title, publisher = EXCLUDED.publisher, originator = EXCLUDED.originator, standing = EXCLUDED.standing, kind = EXCLUDED.kind,
    language = EXCLUDED.language, zone = EXCLUDED.zone, licence = EXCLUDED.licence, schedule = EXCLUDED.schedule, enabled = EXCLUDED.enabled,
    expected_per_day = EXCLUDED.expected_per_day
WHERE (s.title, s.publisher, s.originator, s.standing, s.kind, s.language, s.zone, s.licence, s.schedule, s.enabled, s.expected_per_day)
      IS DISTINCT FROM
      (EXCLUDED.title, EXCLUDED.publisher, EXCLUDED.originator, EXCLUDED.standing, EXCLUDED.kind, EXCLUDED.language, EXCLUDED.zone, EXCLUDED.licence, EXCLUDED.schedule,
       EXCLUDED.enabled, EXCLUDED.expected_per_day)
