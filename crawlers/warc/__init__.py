"""Web archives in files: from the bytes of a WARC to captures of one source's pages.

Read by our own code, since what must never be silent is what libraries are silent about: fastwarc and warcio give a
record that is cut off as if it were whole, end at the first wrong length, and do not say where in a compressed file a
record stands.
"""

from crawlers.warc.record import Damage, Record, read_records
from crawlers.warc.tape import Place, Tape

__all__ = ["Damage", "Place", "Record", "Tape", "read_records"]
