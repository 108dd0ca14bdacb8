-- The place that a folded spelling names.
SELECT place FROM tallywire.place_name WHERE key = %(key)s
