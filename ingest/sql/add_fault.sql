-- Records what went wrong.
INSERT INTO tallywire.fault (source, step, code, sentence, url) VALUES (%(source)s, %(step)s, %(code)s, %(sentence)s, %(url)s)
