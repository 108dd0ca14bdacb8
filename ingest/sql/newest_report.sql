-- The day of the newest report of all that were read.
SELECT max(d.reference_day) FROM tallywire.document d
