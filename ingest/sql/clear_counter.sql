-- Takes the marks off a counter that is about to be checked, and says what was added; null: something else changed.
DELETE FROM tallywire.counter_dirty WHERE counter = %(counter)s RETURNING observation
