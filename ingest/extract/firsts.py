"""First parts of a year or a month: `the first five months of 2024`, `the first ten days of May`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.numerals import read_numeral

_MOST: Final = 400


def read_first_part(calendar: Calendar, index: int) -> Time | None:
    """`the first five months of 2024`, `the first half of this year`, `the first ten days of May`."""
    words, reference = calendar.tokens.word, calendar.reference
    place, count = index + 1, 1
    before = _ORDINALS[words[index]]
    if before and words[place : place + 1] not in (["quarter"], ["half"]):
        return None
    numeral = read_numeral(calendar.tokens, place) if place < len(words) else None
    if numeral and words[numeral[0] : numeral[0] + 1] and words[numeral[0]] in _FIRST_UNITS:
        place, count = numeral[0], min(int(numeral[1]), _MOST)
    unit = _FIRST_UNITS.get(words[place]) if place < len(words) else None
    if unit is None:
        return None
    if words[place + 1 : place + 2] != ["of"]:
        return _of_this_year(calendar, index, place, unit) if words[place] in ("quarter", "half") else None
    whole = _whole(calendar, place + 2)
    if whole is None:
        return None
    start, last = whole
    start = _add_months(start, before * unit[1]) if before else start
    kind, size = unit[0], unit[1] * count
    end = _add_months(start, size) if kind == "month" else start + timedelta(days=size)
    end -= timedelta(days=1)
    return Time(index, last, "span", start, min(end, reference) if start <= reference else end)


_ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _of_this_year(calendar: Calendar, index: int, place: int, unit: tuple[str, int]) -> Time | None:
    """`the first quarter`, `the first half`: of this year, if that has begun."""
    reference = calendar.reference
    start = _add_months(date(reference.year, 1, 1), _ORDINALS[calendar.tokens.word[index]] * unit[1])
    if start > reference:
        start = start.replace(year=start.year - 1)
    end = _add_months(start, unit[1]) - timedelta(days=1)
    return Time(index, place + 1, "span", start, min(end, reference))


def _whole(calendar: Calendar, place: int) -> tuple[date, int] | None:
    """The first day of the year or month that a part is taken from, and the token after its name."""
    words, reference = calendar.tokens.word, calendar.reference
    if words[place : place + 1] in (["this"], ["the"]) and words[place + 1 : place + 2] == ["year"]:
        return date(reference.year, 1, 1), place + 2
    if words[place : place + 1] in (["this"], ["the"]) and words[place + 1 : place + 2] == ["month"]:
        return reference.replace(day=1), place + 2
    if words[place : place + 2] == ["last", "year"]:
        return date(reference.year - 1, 1, 1), place + 2
    mention = calendar.dates.get(place)
    span = mention.resolve(reference) if mention and mention.day is None and mention.shift is None else None
    return (span[0], mention.last) if span and mention else None


def _add_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


_FIRST_UNITS: Final = {
    "day": ("day", 1), "days": ("day", 1), "week": ("day", 7), "weeks": ("day", 7), "fortnight": ("day", 14),
    "month": ("month", 1), "months": ("month", 1), "quarter": ("month", 3), "half": ("month", 6),
}  # fmt: skip
