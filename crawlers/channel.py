"""Public previews of channels: the one page of a messenger that anybody may read."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_PREVIEW: Final = re.compile(r"/s/([A-Za-z][A-Za-z0-9_]{3,31})/?")


def channel_of(url: str) -> str | None:
    """Return the name of the channel whose preview an address is, as written there; None where it is none."""
    found = _PREVIEW.fullmatch(urlsplit(url).path)
    return found[1] if found else None
