-- Keeps figures of documents, all in one go.
COPY tallywire.figure (document, extractor, ordinal, value, value_high, qualifier, indicator, unit, population, measure, period, start_day, end_day,
                       origin, destination, via, location, part_of, status, quote, quote_start, quote_end, number_start, number_end,
                       originator, since_label, basis, confidence) FROM STDIN
