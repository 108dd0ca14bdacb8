-- For how many seconds a host is to be left alone, and why; no row where it may be asked.
SELECT extract(epoch FROM closed_until - clock_timestamp())::double precision, coalesce(reason, '')
FROM tallywire.host_turn
WHERE host = %(host)s AND closed_until > clock_timestamp()
