-- Marks a counter as touched.
INSERT INTO tallywire.counter_dirty (counter) VALUES (%(counter)s)
