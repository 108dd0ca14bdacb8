-- The stretches of a counter that nobody reported, as they are bounded now.
SELECT newest.first_day, newest.last_day, newest.low, newest.high
FROM (SELECT DISTINCT ON (m.first_day, m.last_day) m.* FROM tallywire.missing_days m
      WHERE m.counter = %(counter)s ORDER BY m.first_day, m.last_day, m.id DESC) newest
WHERE newest.low IS NOT NULL
