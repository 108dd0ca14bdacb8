-- Takes one counter until the transaction ends, and the marks off it; each says what was added, null: something else changed. Nothing where another worker has the counter.
WITH taken AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(2051080195, (%(counter)s %% 2147483647)::integer) AS ours)
DELETE FROM tallywire.counter_dirty d USING taken WHERE taken.ours AND d.counter = %(counter)s RETURNING d.observation
