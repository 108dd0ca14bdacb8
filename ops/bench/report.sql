-- One more daily figure of a counter, after a day that was the last.
WITH told AS (
    INSERT INTO figure (document, extractor, ordinal, value, qualifier, indicator, unit, measure, period, start_day,
                        end_day, status, quote, quote_start, quote_end, number_start, number_end, originator, confidence)
    VALUES (1, 'bench', %(counter)s, 300, 'exact', 'injuries', 'person', 'flow', '24h', %(last)s::date,
            %(last)s::date + 1, 'actual', 'Report', 8, 14, 8, 14, 'Ministry', 1)
    RETURNING id, start_day, end_day
), seen AS (
    INSERT INTO observation (series, figure, period, start_day, end_day, during, reference_day, value, qualifier, vintage)
    SELECT s.id, t.id, '24h', t.start_day, t.end_day, tstzrange(t.start_day, t.end_day), t.end_day, 300, 'exact', t.end_day
    FROM told t, series s
    WHERE s.counter = %(counter)s AND s.measure = 'flow'
    RETURNING id
)
INSERT INTO counter_dirty (counter, observation) SELECT %(counter)s, id FROM seen
