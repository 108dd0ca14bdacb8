-- Marks a counter as touched, by a statement that was added or, without one, by something else.
INSERT INTO tallywire.counter_dirty (counter, observation) VALUES (%(counter)s, %(observation)s)
