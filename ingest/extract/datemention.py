"""A date as a text names it, and the days that it means."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ingest.extract.text import MONTHS


@dataclass(slots=True)
class DateMention:
    """A date as written, tokens `first` up to `last`; what it leaves unsaid is None.

    `until` is the day on which a run of days ends ("4 to 10 March"); `shift` counts days from the reference day.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    until: int | None = None
    back: int | None = None
    """How many years before the reference day's: `in January this year`, `December 17 last year`."""
    weeks: int = 0
    """How many weeks before the last such day: `Thursday last week`."""
    doubt: str | None = None
    """Why nobody can tell which day is meant: no calendar has it, or day and month may be swapped."""

    @property
    def whole(self) -> bool:
        """Whether it names one full date with its year."""
        return self.doubt is None and None not in (self.year, self.month, self.day)

    def resolve(self, reference: date, *, ahead: bool = False) -> tuple[date, date] | None:
        """First and last day meant; without a year the last on or before (`ahead`: after) the reference day."""
        return None if self.doubt else self._resolve(reference, ahead=ahead)

    def _resolve(self, reference: date, *, ahead: bool) -> tuple[date, date] | None:
        if self.shift is not None:
            day = reference + timedelta(days=self.shift)
            return day, day
        if self.month is None and self.day is None and self.weekday is not None:
            back = (reference.weekday() - self.weekday) % 7
            day = reference + timedelta(days=(7 - back) % 7 if ahead and not self.weeks else -back)
            if self.weeks:
                day = reference - timedelta(days=reference.weekday() - self.weekday + 7 * self.weeks)
            return day, day
        if self.back is not None:
            return self._in_year(reference.year - self.back)
        if self.year is not None:
            return self._in_year(self.year)
        for year in (reference.year, reference.year + 1) if ahead else (reference.year, reference.year - 1):
            span = self._in_year(year)
            if span and (span[self.day is None] >= reference if ahead else span[0] <= reference):
                return span
        return None

    def _in_year(self, year: int) -> tuple[date, date] | None:
        if self.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = monthrange(year, self.month)[1]
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, last)
        until = self.until or self.day
        if max(self.day, until) > last:
            return None
        return date(year, self.month, self.day), date(year, self.month, until)


def doubt_impossible(mention: DateMention) -> DateMention:
    """Doubt a day that no calendar has: 31 February, month 13."""
    if mention.month is None or not 1 <= mention.month <= max(MONTHS.values()):
        mention.doubt = IMPOSSIBLE
        return mention
    longest = monthrange(mention.year or _LEAP, mention.month)[1]
    if mention.day is not None and not (mention.day and max(mention.day, mention.until or 1) <= longest):
        mention.doubt = IMPOSSIBLE
    return mention


IMPOSSIBLE: Final = "impossible date"
AMBIGUOUS: Final = "ambiguous date"


_LEAP: Final = 2000
