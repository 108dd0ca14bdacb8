-- Says that a statement is now described by a better witness.
INSERT INTO tallywire.observation_superseded (observation, by_observation) VALUES (%(observation)s, %(by)s) ON CONFLICT (observation) DO NOTHING
