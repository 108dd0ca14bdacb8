-- All versions of the page that a document is a version of, itself left out.
SELECT other.id
FROM tallywire.document mine
JOIN tallywire.document other ON md5(other.canonical_url) = md5(mine.canonical_url) AND other.canonical_url = mine.canonical_url
WHERE mine.id = %(document)s AND other.id <> mine.id
