-- The documents near in time that share most keys with each of some texts, so many of them at most.
SELECT place, document
FROM (
    SELECT wanted.place, k.document, row_number() OVER (PARTITION BY wanted.place ORDER BY count(*) DESC, k.document) AS rank
    FROM unnest(%(places)s::integer[], %(keys)s::integer[], %(days)s::date[]) AS wanted (place, key, day)
    JOIN tallywire.document_key k ON k.key = wanted.key AND k.day BETWEEN wanted.day - %(days_apart)s::integer AND wanted.day + %(days_apart)s::integer
    GROUP BY wanted.place, k.document
) AS ranked
WHERE rank <= %(most)s
ORDER BY place, document
