-- Makes a counter; its number.
INSERT INTO tallywire.counter (originator, indicator, unit, scope) VALUES (%(originator)s, %(indicator)s, %(unit)s, %(scope)s) RETURNING id
