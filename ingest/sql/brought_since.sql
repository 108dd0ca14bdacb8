-- What an extractor made of the pages of a source captured beyond a number, at these addresses or (null) at any: documents, figures in them, pages it could not read.
SELECT count(*) FILTER (WHERE r.outcome = 'document'), coalesce(sum(f.figures) FILTER (WHERE r.outcome = 'document'), 0)::bigint, count(*) FILTER (WHERE r.outcome = 'unreadable')
FROM tallywire.capture c
JOIN tallywire.capture_outcome r ON r.capture = c.id AND r.extractor = %(extractor)s
CROSS JOIN LATERAL (SELECT count(*) AS figures FROM tallywire.figure x WHERE x.document = r.document AND x.extractor = %(extractor)s) f
WHERE c.source = %(source)s AND c.role = 'item' AND c.id > %(after)s AND (%(urls)s::text[] IS NULL OR c.url = ANY (%(urls)s))
