-- How many statements are held, and how many totals balance, contradict and stand open.
SELECT (SELECT count(*) FROM tallywire.observation_current),
       count(*) FILTER (WHERE verdict = 'balanced'), count(*) FILTER (WHERE verdict = 'unbalanced'), count(*) FILTER (WHERE verdict = 'open')
FROM tallywire.finding_latest
