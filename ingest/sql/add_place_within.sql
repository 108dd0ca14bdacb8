-- Declares in which place a place lies, unless that is what holds already.
INSERT INTO tallywire.place_within (place, whole, in_partition)
SELECT %(place)s, %(whole)s, %(in_partition)s
WHERE NOT EXISTS (SELECT FROM tallywire.place_within w
                  WHERE w.place = %(place)s AND w.whole = %(whole)s AND w.in_partition = %(in_partition)s
                    AND NOT EXISTS (SELECT FROM tallywire.place_within later WHERE later.place = w.place AND later.id > w.id))
