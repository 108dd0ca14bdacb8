-- The number of a series, and of its counter.
SELECT id, counter FROM tallywire.series
WHERE originator = %(originator)s AND indicator = %(indicator)s AND unit = %(unit)s AND population IS NOT DISTINCT FROM %(population)s
  AND measure = %(measure)s AND status = %(status)s AND origin IS NOT DISTINCT FROM %(origin)s AND destination IS NOT DISTINCT FROM %(destination)s
  AND via IS NOT DISTINCT FROM %(via)s AND location IS NOT DISTINCT FROM %(location)s
