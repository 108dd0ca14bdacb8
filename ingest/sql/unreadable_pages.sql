-- How many pages of a source could not be read after an instant, and how many between another and that.
SELECT count(*) FILTER (WHERE happened_at > %(newest)s), count(*) FILTER (WHERE happened_at <= %(newest)s)
FROM tallywire.fault
WHERE source = %(source)s AND step = 'parse' AND code = 'unreadable' AND happened_at >= %(oldest)s
