-- Makes a series; its number and that of its counter.
INSERT INTO tallywire.series (counter, originator, indicator, unit, population, measure, status, origin, destination, via, location)
VALUES (%(counter)s, %(originator)s, %(indicator)s, %(unit)s, %(population)s, %(measure)s, %(status)s, %(origin)s, %(destination)s, %(via)s, %(location)s)
RETURNING id, counter
