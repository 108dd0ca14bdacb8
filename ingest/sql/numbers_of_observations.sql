-- The observations whose canonical figure is one of these.
SELECT figure, id FROM tallywire.observation WHERE figure = ANY(%(figures)s)
