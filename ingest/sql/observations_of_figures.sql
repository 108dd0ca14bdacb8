-- The observations whose canonical figure is one of these, whether each still stands, and its counter.
SELECT o.figure, o.id, NOT EXISTS (SELECT FROM tallywire.observation_superseded x WHERE x.observation = o.id), s.counter
FROM tallywire.observation o
JOIN tallywire.series s ON s.id = o.series
WHERE o.figure = ANY(%(figures)s)
