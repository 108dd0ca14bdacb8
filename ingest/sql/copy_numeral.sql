-- Keeps what became of the numbers of documents, all in one go.
COPY tallywire.numeral (document, extractor, number_start, number_end, outcome) FROM STDIN
