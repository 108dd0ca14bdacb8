-- Keeps one observation of a finding's proof.
INSERT INTO tallywire.finding_proof (finding, ordinal, observation) VALUES (%(finding)s, %(ordinal)s, %(observation)s)
