"""Which reading of the extractor a figure is: raised with every change that may read a text differently."""

from typing import Final

EXTRACTOR: Final = "en-1"
