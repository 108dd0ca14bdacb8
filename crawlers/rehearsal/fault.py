"""Faults that can be asked for by name: what goes wrong, where, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crawlers.rehearsal.press import Piece

NAMES: Final = {
    "late": "the page appears three days late",
    "missing": "the page never appears",
    "404": "the page is listed but not found",
    "swapped_digits": "two digits of the first large number are swapped",
    "changed_page": "the page's first large number is corrected after the first fetch",
    "429": "the first answers ask to come back a second later",
    "500": "the first answers are errors of the server",
    "slow": "the page comes a few bytes at a time",
    "toolbar": "the archive shows its pages in a frame, whatever is asked for",
    "nearby": "the archive's index is wrong by a minute, so that it leads from there to the page",
}
TIMES: Final = 2
LATE_DAYS: Final = 3
LARGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault by name; at one outlet and day, or everywhere."""

    name: str
    outlet: str | None = None
    day: date | None = None

    def __post_init__(self) -> None:
        """Refuse a name that no fault has."""
        if self.name not in NAMES:
            raise ValueError(f"there is no fault named {self.name!r}: {', '.join(NAMES)}")

    def hits(self, piece: Piece) -> bool:
        """Say whether it concerns a page."""
        return self.outlet in {None, piece.outlet.name} and self.day in {None, piece.day}


def faults_of(faults: Iterable[Fault], piece: Piece) -> set[str]:
    """Return the names of the faults that concern a page."""
    return {fault.name for fault in faults if fault.hits(piece)}


def swap_digits(piece: Piece) -> Piece:
    """Return a page in which two neighbouring digits of its first large number changed places."""
    told = []
    done = False
    for paragraph in piece.paragraphs:
        words = paragraph.split(" ")
        for n, word in enumerate(words):
            if not done and _is_large(word):
                words[n], done = _swapped(word), True
        told.append(" ".join(words))
    return replace(piece, paragraphs=tuple(told))


def _is_large(word: str) -> bool:
    digits = word.replace(",", "")
    return digits.isdigit() and int(digits) >= LARGE and _swapped(word) != word


def _swapped(word: str) -> str:
    """Swap the last two digits of `word` that differ."""
    for n in range(len(word) - 1, 0, -1):
        if word[n - 1].isdigit() and word[n].isdigit() and word[n - 1] != word[n]:
            return word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :]
    return word
