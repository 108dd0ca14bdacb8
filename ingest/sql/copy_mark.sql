-- Marks counters as touched, by statements that were added or, without one, by something else, all in one go.
COPY tallywire.counter_dirty (counter, observation) FROM STDIN
