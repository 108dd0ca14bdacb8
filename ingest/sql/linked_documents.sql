-- Documents near a new one in time that state figures of the same originator with the same value, indicator and unit: candidates for one story.
SELECT other.document, d.reference_day, count(DISTINCT other.id) AS shared,
       (SELECT count(*) FROM tallywire.figure x WHERE x.document = other.document AND x.extractor = %(extractor)s) AS stated,
       max(other.value) AS largest
FROM tallywire.figure mine
JOIN tallywire.figure other
  ON (other.originator, other.indicator, other.unit, other.value) = (mine.originator, mine.indicator, mine.unit, mine.value)
 AND other.qualifier = mine.qualifier AND other.extractor = mine.extractor AND other.document <> mine.document
JOIN tallywire.document d ON d.id = other.document
WHERE mine.document = %(document)s AND mine.extractor = %(extractor)s
  AND d.reference_day BETWEEN %(reference_day)s::date - 1 AND %(reference_day)s::date + 1
GROUP BY other.document, d.reference_day
