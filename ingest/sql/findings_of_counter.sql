-- The newest finding of a counter for each rule and subject, with its proof.
SELECT DISTINCT ON (f.rule, f.subject) f.id, f.rule, f.subject, f.verdict, f.assumptions, f.stated, f.low, f.high, f.difference, f.suspect, f.slip, f.would_be, f.explanation,
       ARRAY(SELECT p.observation FROM tallywire.finding_proof p WHERE p.finding = f.id ORDER BY p.ordinal)
FROM tallywire.finding f
WHERE f.counter = %(counter)s
ORDER BY f.rule, f.subject, f.id DESC
