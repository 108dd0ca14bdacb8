-- Says which statements are now described by a better witness, all in one go; by null: that it is described by this one again.
COPY tallywire.observation_superseded (observation, by_observation) FROM STDIN
