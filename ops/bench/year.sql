-- Lets as many counters as the table bench says hold the statements of the table told.
INSERT INTO source
VALUES ('ministry', 'Ministry', 'Ministry', 'Ministry', 'primary', 'feed', 'en', 'UTC', 'free', 'every 1h');
INSERT INTO capture (source, url, role, fetched_at, status)
VALUES ('ministry', 'https://ministry.example/', 'item', now(), 200);
INSERT INTO document (capture, source, canonical_url, version, title, text, text_digest, language,
                      published_at, published_precision, reference_day)
SELECT 1, 'ministry', 'https://ministry.example/' || day, 1, 'Report', 'Report', sha256('Report'), 'en', day, 'day', day
FROM (SELECT DISTINCT reference_day AS day FROM told ORDER BY 1) days;
INSERT INTO place (name) SELECT 'Place ' || c FROM bench, generate_series(1, counters) c;
INSERT INTO counter (originator, indicator, unit, scope)
SELECT 'Ministry', 'injuries', 'person', p.id FROM place p ORDER BY p.id;
INSERT INTO series (counter, originator, indicator, unit, measure, status, location)
SELECT c.id, c.originator, c.indicator, c.unit, m, 'actual', c.scope
FROM counter c, unnest(ARRAY['flow', 'cumulative']) m;
INSERT INTO figure (id, document, extractor, ordinal, value, qualifier, indicator, unit, measure, period,
                    start_day, end_day, location, status, quote, quote_start, quote_end, number_start, number_end,
                    originator, since_label, confidence)
OVERRIDING SYSTEM VALUE
SELECT c.id * 10000 + t.n, d.id, 'bench', c.id * 10000 + t.n, t.value, 'exact', c.indicator, c.unit, t.measure, t.period,
       t.start_day, t.end_day, 'Place ' || c.scope, 'actual', 'Report', 8, 14, 8, 14,
       c.originator, t.since_label, 1
FROM told t
JOIN document d ON d.reference_day = t.reference_day
CROSS JOIN counter c;
INSERT INTO observation (series, figure, period, start_day, end_day, during, reference_day, since_label,
                         value, qualifier, vintage)
SELECT s.id, s.counter * 10000 + t.n, t.period, t.start_day, t.end_day, tstzrange(t.start_day, t.end_day + 1),
       t.reference_day, t.since_label, t.value, 'exact', t.reference_day
FROM told t
JOIN series s ON s.measure = t.measure
ORDER BY s.counter, t.n;
ANALYZE;
