"""A page that asks for a login, or for proof that a person reads, in the place of the page that was asked for."""

from __future__ import annotations

import re
from typing import Final

from ingest.parse.characters import decode
from ingest.parse.markup import text_of

MOST_BYTES: Final = 256 * 1024
MOST_WORDS: Final = 80
"""A gate says little: what says more is a page that merely has a box to log in."""

_LOGIN: Final = re.compile(rb"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_PERSON: Final = re.compile(
    rb"g-recaptcha|h-captcha|hcaptcha|captcha-delivery|cf-chl|/cdn-cgi/challenge|_incapsula_resource|ddos-guard"
    rb"|<(?:input|img|form)\b[^>]{0,300}captcha",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?<![\w.:/-])(?!(?:19|20)\d\d\b)\d[\d.,]*\d(?![\w:/-])")


def find_gate(body: bytes, media_type: str | None) -> str | None:
    """Return what a page asks for in the place of its text, or None.

    A page that states a number is none: a bulletin is read however little it says, and whatever box stands beside it.
    """
    if len(body) > MOST_BYTES:
        return None
    asked = "a login" if _LOGIN.search(body) else "proof that a person reads" if _PERSON.search(body) else None
    if asked is None:
        return None
    said = text_of(decode(body, media_type))
    return asked if len(said.split()) <= MOST_WORDS and not _NUMBER.search(said) else None
