-- The number of a counter.
SELECT id FROM tallywire.counter
WHERE originator = %(originator)s AND indicator = %(indicator)s AND unit = %(unit)s AND scope IS NOT DISTINCT FROM %(scope)s
