-- The hosts that are asked less often than their sources' files say, and those that are left alone.
SELECT host, pace, paced_by, closed_until, reason
FROM tallywire.host_pace
WHERE closed_until > now() OR (paced_by <> 'source' AND turn_at > now() - interval '1 day')
ORDER BY host
