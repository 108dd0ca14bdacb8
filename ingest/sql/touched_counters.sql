-- The counters that wait for a check.
SELECT DISTINCT counter FROM tallywire.counter_dirty ORDER BY counter
