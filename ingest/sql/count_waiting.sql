-- How many captures wait to be read.
SELECT coalesce(sum(waiting), 0) FROM tallywire.source_health
