-- Pages of a source published in the last days that were last asked for before they reached the age at which they are due to be looked at again.
SELECT p.url, p.hint
FROM (SELECT DISTINCT ON (c.url) c.url, c.hint, d.published_at
      FROM tallywire.document d
      JOIN tallywire.capture c ON c.id = d.capture
      WHERE d.source = %(source)s AND d.published_at > %(now)s - make_interval(days => %(days)s + 2)
        AND c.url LIKE 'http%%' AND c.headers <> '{}'
      ORDER BY c.url, d.id DESC) p
CROSS JOIN LATERAL (SELECT max(age) AS age FROM unnest(%(ages)s::integer[]) AS age WHERE p.published_at + make_interval(days => age) <= %(now)s) reached
CROSS JOIN LATERAL (SELECT max(x.fetched_at) AS fetched_at FROM tallywire.capture x WHERE x.source = %(source)s AND md5(x.url) = md5(p.url) AND x.url = p.url) last
WHERE last.fetched_at < p.published_at + make_interval(days => reached.age)
ORDER BY p.published_at, p.url
