"""Parts of days and of weeks: `this morning`, `over the weekend`."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ingest.extract.calendars import Calendar, Time

_HALVES: Final = frozenset({"morning", "afternoon", "evening"})
_SATURDAY: Final = 5


def read_part_of_days(calendar: Calendar, index: int) -> Time | None:
    """`this morning`, `last weekend`: the words after the one at a token."""
    words, place = calendar.tokens.word, index + 1
    if words[place : place + 1] and words[place] in _HALVES and words[index] in ("this", "last"):
        return _part_of_day(calendar, index, place)
    return _weekend(calendar, index, place) if words[place : place + 1] == ["weekend"] else None


def _part_of_day(calendar: Calendar, index: int, place: int) -> Time:
    """`this morning`; `last evening`, which is the day before."""
    day = calendar.reference - timedelta(days=calendar.tokens.word[index] == "last")
    return Time(index, place + 1, "day", day, day)


def _weekend(calendar: Calendar, index: int, place: int) -> Time:
    """`over the weekend`: the last Saturday and Sunday; where it is not over, up to the reference day."""
    reference = calendar.reference
    saturday = reference - timedelta(days=(reference.weekday() - _SATURDAY) % 7)
    if calendar.tokens.word[index] == "next":
        saturday += timedelta(days=7)
        return Time(index, place + 1, "span", saturday, saturday + timedelta(days=1))
    return Time(index, place + 1, "span", saturday, min(saturday + timedelta(days=1), reference))


def read_weekend(calendar: Calendar, index: int) -> Time | None:
    """`over the weekend`, `at the weekend`."""
    words = calendar.tokens.word
    place = index + 1 + (words[index + 1 : index + 2] == ["the"])
    return _weekend(calendar, index, place) if words[place : place + 1] == ["weekend"] else None
