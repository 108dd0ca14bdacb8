"""A period as the guidelines code it, and what is needed to read periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.extract.datemention import DateMention
from ingest.extract.text import Tokens
from ingest.model import Period


@dataclass(slots=True)  # many are made, and freezing one costs more than reading it
class Time:
    """A period at tokens `first` up to `last`; `end` None stands for the reference day.

    `running` says that the words mark a running total; `label` keeps an event that a total counts from; `again` refers
    back to the period before ("the same 24 hours").
    """

    first: int
    last: int
    period: Period
    start: date | None = None
    end: date | None = None
    running: bool = False
    label: str | None = None
    again: bool = False
    back: int = 0
    """How many years before the period of the figure that it is compared with: `the same period last year`."""
    later: int | None = None
    """How many days after the day that was named last, where the words say no more: `the next day`, `the same day`."""
    before: int = 0
    """How many days before the period of the figure that it is compared with: `a week earlier`."""
    onward: bool = False
    """Whether it dates only what is told behind it: `a day after the earthquake that killed 60`."""
    against: bool = False
    """Whether what it counts only stands against another count: `fewer than in April (55,420)`."""
    relative: bool = False
    """Whether it stands in a clause about somebody or something: `experts, who arrived three days ago`."""
    idle: bool = False
    """Whether the words are of time but say nothing of what is counted: `the worst since 2008`."""


@dataclass(slots=True)
class Calendar:
    """What reading the periods of one text needs: its tokens, its dates by first token, its reference day."""

    tokens: Tokens
    dates: dict[int, DateMention]
    reference: date
    ahead: Callable[[int], bool]
    """Whether the words around a token speak of the future."""

    def date_at(self, index: int, *, far: bool = False) -> DateMention | None:
        """The date that begins at a token or after the articles, prepositions and (`far`) clock times there."""
        for place in range(index, min(index + REACH * (1 + far), len(self.tokens))):
            if place in self.dates:
                return self.dates[place]
            if self.tokens.word[place] not in _LEADS and self.tokens.kind[place] not in ("t", "d" if far else "t"):
                return None
        return None


REACH: Final = 6
_LEADS: Final = frozenset({
    "the", "on", "of", "at", "noon", "midnight", "dawn", "daybreak",
    "sunrise", "morning", "evening", "early", "late", "a.m", "p.m", "a", "m", "p",
    ".", ",", "'s", "local", "time", "hours", "hrs", "about",
})  # fmt: skip
