-- Lets the note on an earlier contradiction of the same subject hold for one with the same proof: nothing is opened twice for one cause.
INSERT INTO tallywire.finding_acknowledged (finding, note)
SELECT new.id, a.note
FROM tallywire.finding new
JOIN tallywire.finding old ON old.counter = new.counter AND old.rule = new.rule AND old.subject = new.subject AND old.id < new.id AND old.verdict = 'unbalanced'
JOIN tallywire.finding_acknowledged a ON a.finding = old.id
WHERE new.id = %(finding)s AND new.verdict = 'unbalanced'
  AND ARRAY(SELECT p.observation FROM tallywire.finding_proof p WHERE p.finding = old.id ORDER BY 1)
    = ARRAY(SELECT p.observation FROM tallywire.finding_proof p WHERE p.finding = new.id ORDER BY 1)
ORDER BY a.id DESC
LIMIT 1
