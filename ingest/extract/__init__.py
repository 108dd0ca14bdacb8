"""Reading: a document becomes the figures that it states. Pure: no clock, no network, no database, no environment.

A grammar of our own over word lists in TOML: tokens → numbers → dates and periods → places → segments → figures.
"""

from ingest.extract.reading import extract

__all__ = ["extract"]
