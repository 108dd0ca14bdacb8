-- Keeps what became of one number of a document.
INSERT INTO tallywire.numeral (document, extractor, number_start, number_end, outcome)
VALUES (%(document)s, %(extractor)s, %(start)s, %(end)s, %(outcome)s)
