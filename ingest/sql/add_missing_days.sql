-- Keeps the bounds of a stretch that nobody reported; without any where they no longer hold.
INSERT INTO tallywire.missing_days (counter, first_day, last_day, low, high) VALUES (%(counter)s, %(first)s, %(last)s, %(low)s, %(high)s)
