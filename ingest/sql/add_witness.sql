-- Makes a figure a witness of an observation.
INSERT INTO tallywire.witness (figure, observation) VALUES (%(figure)s, %(observation)s) ON CONFLICT (figure, observation) DO NOTHING
