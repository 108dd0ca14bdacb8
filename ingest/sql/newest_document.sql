-- The highest number of a document.
SELECT coalesce(max(id), 0) FROM tallywire.document
