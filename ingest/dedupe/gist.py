"""What a text is recognised by, whoever copied it: its runs of words with the numbers masked, and its numbers apart.

A bulletin of the next day has the same words and other numbers; a wire's copy has other words and the same numbers.
So words and numbers are compared apart. Dates, years and lengths of time are no evidence and are masked as well.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SMALLEST: Final = 3
"""One and two are articles as often as counts."""

LEAST_WEIGHT: Final = 0.3
"""What round numbers tell, and those that may be years."""

FIRST_YEAR, LAST_YEAR, LAST_OF_MONTH = 1900, 2100, 31

_TOKEN: Final = re.compile(r"\d+(?:[,.  '’]\s?\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+")
_KNOWN: Final[dict[str, list[str]]] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text("utf-8")
)
_MONTHS: Final = frozenset(_KNOWN["months"])
_BEFORE_YEARS: Final = frozenset(_KNOWN["before_years"]) | _MONTHS
_LENGTHS: Final = frozenset(_KNOWN["lengths"])
_UNITS: Final = {word: number for number, word in enumerate(_KNOWN["units"])}
_TENS: Final = {word: number * 10 for number, word in enumerate(_KNOWN["tens"]) if word}
_SPELT: Final = _UNITS | _TENS
_PLAIN: Final = re.compile(r"[\s,'’]|\.(?=\d{3}\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a text is recognised by.

    `runs` are three words each (shingles: Broder 1997), numbers masked; `weight` maps each number to how much it tells:
    about its significant digits; `day` is when it was published.
    """

    runs: frozenset[str]
    weight: dict[str, float]
    day: date | None


def gist_of(text: str, day: date | None) -> Gist:
    """Return the gist of a text in linear time; `day` is when it was published, where that is known."""
    tokens = _TOKEN.findall(_fold(text))
    weight: dict[str, float] = {}
    masked: list[str] = []
    for place, token in enumerate(tokens):
        counted = token[0].isdigit()
        masked.append("#" if counted else token)
        if counted and not _is_time(tokens, place):
            _weigh(_PLAIN.sub("", token), weight)
        elif token in _SPELT:
            _weigh(str(_read_words(tokens, place)), weight)
    runs = frozenset(map(" ".join, zip(masked, masked[1:], masked[2:], strict=False)))
    return Gist(runs=runs, weight=weight, day=day)


def _read_words(tokens: Sequence[str], place: int) -> int:
    """Return the number that ends at a place; of "thirty-one" both words are read, and 30 tells what 31 does."""
    before = _TENS.get(tokens[place - 1], 0) if place and tokens[place] in _UNITS else 0
    return before + _SPELT[tokens[place]]


def _fold(text: str) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _is_time(tokens: Sequence[str], place: int) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    if after in _LENGTHS:
        return True
    if not token.isdigit():
        return False
    number = int(token[:9])
    if number <= LAST_OF_MONTH and (after in _MONTHS or before in _MONTHS):
        return True
    return _may_be_year(token) and (before in _BEFORE_YEARS or before.isdigit())


def _may_be_year(number: str) -> bool:
    return number.isdigit() and FIRST_YEAR <= int(number[:9]) <= LAST_YEAR


def _weigh(number: str, weight: dict[str, float]) -> None:
    digits = number.replace(".", "").strip("0")
    if len(number) > 1 or (number.isdigit() and int(number) >= SMALLEST):
        weight[number] = LEAST_WEIGHT if _may_be_year(number) else max(LEAST_WEIGHT, len(digits) - 0.5)
