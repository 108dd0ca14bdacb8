-- Keeps the observations of findings' proofs, all in one go.
COPY tallywire.finding_proof (finding, ordinal, observation) FROM STDIN
