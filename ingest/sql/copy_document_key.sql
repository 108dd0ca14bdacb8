-- Keeps under which keys documents are looked up, all in one go.
COPY tallywire.document_key (key, day, document) FROM STDIN
