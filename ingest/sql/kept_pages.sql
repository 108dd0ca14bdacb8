-- kept_pages
-- Which of these pages have a good item capture, by their keys: an address, or that of a page in a web archive, which counts where it became a document or was asked for with the same days.
SELECT DISTINCT wanted.key
FROM tallywire.capture c
JOIN unnest(%(keys)s::text[], %(urls)s::text[], %(windows)s::text[]) AS wanted (key, url, days) ON md5(c.url) = md5(wanted.url) AND c.url = wanted.url
WHERE c.source = %(source)s AND c.role = 'item' AND c.status IN (200, 301, 302, 303, 307, 308)
  AND (wanted.key = wanted.url
       OR c.hint ->> 'memento' = wanted.key
          AND (c.hint ->> 'window' = wanted.days OR EXISTS (SELECT FROM tallywire.capture_outcome r WHERE r.capture = c.id AND r.document IS NOT NULL)))
