-- Records what became of captures, all in one go.
COPY tallywire.capture_outcome (capture, extractor, outcome, document, sentence) FROM STDIN
