-- Says that a statement is now described by a better witness; by null: that it is described by this one again.
INSERT INTO tallywire.observation_superseded (observation, by_observation) VALUES (%(observation)s, %(by)s)
