-- Takes a piece of work for this session; false where another session has it. The lock dies with the session.
SELECT pg_try_advisory_lock(%(kind)s, %(number)s)
