-- Takes the marks off a counter that is about to be checked; how many there were is the row count.
DELETE FROM tallywire.counter_dirty WHERE counter = %(counter)s
