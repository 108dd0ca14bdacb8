"""The parts of a date, each read at one token: day of the month, month, year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.text import Tokens

DAY_DIGITS: Final = 2
ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_LAST_DAY: Final = 31


def read_year_after(tokens: Tokens, index: int) -> tuple[int, int | None]:
    """The token after a year that may stand at `index`, and the year."""
    place = index + 1 if tokens.word[index : index + 1] in ([","], ["."], ["of"]) else index
    if place < len(tokens) and (year := read_year(tokens, place)) is not None:
        return place + 1, year
    return index, None


def read_year(tokens: Tokens, index: int) -> int | None:
    """Return the year that stands in four digits at a token."""
    word = tokens.word[index]
    if tokens.kind[index] != NUMERAL or len(word) != len("2018") or not word.isdecimal():
        return None
    return int(word) if _FIRST_YEAR <= int(word) <= _LAST_YEAR else None


def read_day(tokens: Tokens, index: int) -> int | None:
    """Return the day of the month that stands in digits at a token."""
    word = tokens.word[index] if index < len(tokens) and tokens.kind[index] == NUMERAL else ""
    if not 0 < len(word) <= DAY_DIGITS or not word.isdecimal():
        return None
    return int(word) if 0 < int(word) <= _LAST_DAY else None


def skip_ordinal(tokens: Tokens, index: int) -> int:
    """Return the token after the ending of an ordinal, `th`, that may be joined to the token before."""
    if index < len(tokens) and tokens.glued(index) and tokens.word[index] in ORDINALS:
        return index + 1
    return index


def read_month(tokens: Tokens, index: int) -> int | None:
    """Return the month that a token names."""
    if index < len(tokens) and tokens.kind[index] == WORD and tokens.capital(index):
        return MONTHS.get(tokens.word[index])
    return None
