-- Gives a piece of work back.
SELECT pg_advisory_unlock(%(kind)s, %(number)s)
