-- Adds pages to a slice that nobody can have begun: its backfill is still being listed.
UPDATE tallywire.backfill_slice SET entries = entries || %(entries)s, pages = pages + %(pages)s WHERE id = %(slice)s AND done_at IS NULL
