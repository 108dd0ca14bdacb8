-- What became of captures under an extractor.
SELECT capture, outcome, document FROM tallywire.capture_outcome WHERE capture = ANY(%(captures)s) AND extractor = %(extractor)s
