-- Keeps statements, all in one go.
COPY tallywire.observation (series, figure, period, start_day, end_day, during, reference_day, since_label, value, value_high, qualifier, part_of, vintage) FROM STDIN
