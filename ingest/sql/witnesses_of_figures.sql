-- The observation that each of these figures is a witness of now.
SELECT DISTINCT ON (w.figure) w.figure, w.observation FROM tallywire.witness w WHERE w.figure = ANY(%(figures)s) ORDER BY w.figure, w.id DESC
