-- Records what became of a capture.
INSERT INTO tallywire.capture_outcome (capture, extractor, outcome, document, sentence)
VALUES (%(capture)s, %(extractor)s, %(outcome)s, %(document)s, %(sentence)s)
