-- What documents say, and of which day they are.
SELECT id, title, text, reference_day FROM tallywire.document WHERE id = ANY(%(documents)s)
