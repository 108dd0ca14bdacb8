-- Keeps one finding; its number.
INSERT INTO tallywire.finding (counter, rule, subject, verdict, assumptions, stated, low, high, difference, suspect, slip, would_be, explanation, closes, closed_by)
VALUES (%(counter)s, %(rule)s, %(subject)s, %(verdict)s, %(assumptions)s, %(stated)s, %(low)s, %(high)s, %(difference)s, %(suspect)s, %(slip)s, %(would_be)s, %(explanation)s, %(closes)s, %(closed_by)s)
RETURNING id
