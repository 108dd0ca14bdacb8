-- All spellings of originators.
SELECT key, originator FROM tallywire.originator_name
