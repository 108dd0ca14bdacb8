-- finish_archive_file
-- Says that an archive's file was read to its end.
UPDATE tallywire.archive_file SET finished_at = clock_timestamp() WHERE id = %(number)s AND finished_at IS NULL
