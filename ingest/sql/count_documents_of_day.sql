-- How many documents report on a day.
SELECT count(*) FROM tallywire.figure_evidence WHERE reference_day = %(day)s
