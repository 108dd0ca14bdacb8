-- Makes a place of a name that is new; its number.
INSERT INTO tallywire.place (name) VALUES (%(name)s) RETURNING id
