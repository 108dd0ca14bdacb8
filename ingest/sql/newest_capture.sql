-- The number of the newest capture; 0 where there is none.
SELECT coalesce(max(id), 0) FROM tallywire.capture
