-- Keeps one statement; its number.
INSERT INTO tallywire.observation (series, figure, period, start_day, end_day, during, reference_day, since_label, value, value_high, qualifier, part_of, vintage)
VALUES (%(series)s, %(figure)s, %(period)s, %(start_day)s, %(end_day)s, tstzrange(%(during_from)s, %(during_to)s), %(reference_day)s, %(since_label)s, %(value)s, %(value_high)s, %(qualifier)s, %(part_of)s, %(vintage)s)
RETURNING id
