-- What became of a capture under an extractor.
SELECT outcome, document FROM tallywire.capture_outcome WHERE capture = %(capture)s AND extractor = %(extractor)s
