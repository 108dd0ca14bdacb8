"""Bytes become characters: the declared or guessed encoding, without what no text can hold."""

from __future__ import annotations

import re
from typing import Final

from w3lib.encoding import html_to_unicode

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def decode(body: bytes, media_type: str | None) -> str:
    """Return the text of `body`: byte order mark first, then the header's charset, then the page's own, then UTF-8.

    Control characters, lone surrogates and NUL are dropped, line ends become line feeds.
    """
    _, text = html_to_unicode(media_type, body, default_encoding="utf-8")
    return clean(text)


def clean(text: str) -> str:
    """Return `text` without characters that no document can hold, its line ends as line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
