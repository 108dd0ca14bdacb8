-- advance_archive_file
-- Says up to where an archive's file is read, and what more came of it.
UPDATE tallywire.archive_file
SET frame = %(frame)s, within = %(within)s, records = records + %(records)s, kept = kept + %(kept)s
WHERE id = %(number)s
