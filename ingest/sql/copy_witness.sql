-- Makes figures witnesses of observations, from now on, all in one go.
COPY tallywire.witness (figure, observation) FROM STDIN
