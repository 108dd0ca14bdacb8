-- Which of these addresses have a good item capture: a page, or a redirect to one that was listed beside it.
SELECT DISTINCT c.url
FROM tallywire.capture c
JOIN unnest(%(urls)s::text[]) AS wanted (url) ON md5(c.url) = md5(wanted.url) AND c.url = wanted.url
WHERE c.source = %(source)s AND c.role = 'item' AND c.status IN (200, 301, 302, 303, 307, 308)
