-- How many documents report on a day.
SELECT count(DISTINCT document) FROM tallywire.figure_evidence WHERE reference_day = %(day)s
