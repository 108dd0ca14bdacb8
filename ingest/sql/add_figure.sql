-- Keeps one figure of a document; its number.
INSERT INTO tallywire.figure (document, extractor, ordinal, value, value_high, qualifier, indicator, unit, population, measure, period, start_day, end_day,
                              origin, destination, via, location, part_of, status, quote, quote_start, quote_end, number_start, number_end,
                              originator, since_label, basis, confidence)
VALUES (%(document)s, %(extractor)s, %(ordinal)s, %(value)s, %(value_high)s, %(qualifier)s, %(indicator)s, %(unit)s, %(population)s, %(measure)s, %(period)s, %(start_day)s, %(end_day)s,
        %(origin)s, %(destination)s, %(via)s, %(location)s, %(part_of)s, %(status)s, %(quote)s, %(quote_start)s, %(quote_end)s, %(number_start)s, %(number_end)s,
        %(originator)s, %(since_label)s, %(basis)s, %(confidence)s)
RETURNING id
