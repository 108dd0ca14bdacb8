"""Answers in JSON: decoded with bounds, and the words that stand in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from ingest.errors import TallywireError
from ingest.parse.characters import clean

LARGEST: Final = 16 * 1024 * 1024
LONGEST_NUMBER: Final = 18
"""In digits: a longer number is kept as it is printed, since nobody need compute it."""

_SECONDS: Final = range(10**8, 10**11)
_MILLISECONDS: Final = range(10**11, 10**14)


class UnreadableAnswer(TallywireError):  # noqa: N818 - it names what the answer is
    """The body is no JSON, or larger or deeper than answers are."""


def read_answer(body: bytes) -> Any:
    """Return what a body of JSON holds; numbers without measure as they are printed.

    Raises:
        UnreadableAnswer: it is no JSON, too large or too deep.
    """
    if len(body) > LARGEST:
        raise UnreadableAnswer(f"The answer is larger than {LARGEST >> 20} MB.")
    try:
        text = body.decode(json.detect_encoding(body), "replace").removeprefix("\ufeff")
        return json.loads(text, parse_int=_read_integer, parse_constant=str)
    except RecursionError:
        raise UnreadableAnswer("The answer is deeper than answers are.") from None
    except ValueError as error:
        raise UnreadableAnswer(f"The answer is no JSON: {error}.") from None


def text_in(value: Any) -> str:
    """Return a value as text: words and numbers as they are, the first of a list; "" for anything else."""
    if isinstance(value, list):
        return text_in(value[0]) if value else ""
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def moment_in(value: Any) -> str:
    """Return a moment as text: seconds or milliseconds since 1970 become ISO 8601, anything else is as it is."""
    text = text_in(value)
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        return text
    number = int(text)
    if number in _MILLISECONDS:
        number //= 1000
    return datetime.fromtimestamp(number, UTC).isoformat() if number in _SECONDS else text


def _read_integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits
