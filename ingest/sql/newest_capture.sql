-- The highest number of a capture.
SELECT coalesce(max(id), 0) FROM tallywire.capture
