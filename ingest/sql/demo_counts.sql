-- How many statements are held, how often they were stated, and in how many documents.
SELECT (SELECT count(*) FROM tallywire.observation_current), count(*), count(DISTINCT document) FROM tallywire.figure_evidence
