-- Marks every counter as touched.
INSERT INTO tallywire.counter_dirty (counter) SELECT c.id FROM tallywire.counter c ORDER BY c.id
