-- The observations whose canonical figure is one of these, whether each still stands, and its counter.
SELECT o.figure, o.id, NOT coalesce(
           (SELECT x.by_observation IS NOT NULL FROM tallywire.observation_superseded x WHERE x.observation = o.id ORDER BY x.id DESC LIMIT 1), false), s.counter
FROM tallywire.observation o
JOIN tallywire.series s ON s.id = o.series
WHERE o.figure = ANY(%(figures)s)
