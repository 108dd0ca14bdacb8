-- Makes a figure a witness of an observation, from now on.
INSERT INTO tallywire.witness (figure, observation) VALUES (%(figure)s, %(observation)s)
