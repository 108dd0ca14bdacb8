-- Keeps one spelling of a place.
INSERT INTO tallywire.place_name (key, spelling, place) VALUES (%(key)s, %(spelling)s, %(place)s)
