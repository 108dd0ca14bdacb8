-- Notes what somebody made of a contradiction that holds; no row where there is none of that number.
INSERT INTO tallywire.finding_acknowledged (finding, note)
SELECT f.finding, %(note)s FROM tallywire.finding_latest f WHERE f.finding = %(finding)s AND f.verdict = 'unbalanced'
