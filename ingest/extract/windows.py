"""Periods that are counted back from the reference day: `past 24 hours`, `last week`, `over the day`, `overnight`."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.numerals import read_numeral
from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from ingest.model import Period

_WINDOWS: Final = frozenset({"past", "last", "previous", "preceding", "latest", "recent", "same", "this", "next"})
_HOURS: Final[dict[int, Period]] = {24: "24h", 48: "48h", 72: "72h"}
_DAYS: Final[dict[int, Period]] = {1: "24h", 2: "48h", 3: "72h", 7: "week"}
_OPENERS: Final = frozenset({"over", "in", "within", "during", "for", "throughout", "of", "at"})
_MANY: Final = 1000


def _window(calendar: Calendar, index: int) -> Time | None:
    """`past 24 hours`, `last week`, `the same period`, `this month`."""
    tokens, word = calendar.tokens, calendar.tokens.word[index]
    count, place = 1, index + 1
    if place < len(tokens) and tokens.word[place] in ("few", "several", "couple"):
        return None
    numeral = read_numeral(tokens, place) if place < len(tokens) and tokens.word[place] not in _UNITS else None
    if numeral:
        place, count = numeral[0], min(int(numeral[1]), _MANY)
    if place < len(tokens) and tokens.word[place] == "-":
        place += 1
    unit = _UNITS.get(tokens.word[place]) if place < len(tokens) else None
    if unit is None:
        return None
    first = index - 1 if index and tokens.word[index - 1] in ("the", "a") else index
    first = first - 1 if first and tokens.word[first - 1] in _OPENERS else first
    return _sized(calendar, (first, place + 1), word, count, unit)


_UNITS: Final = {
    "hour": "hour", "hours": "hour", "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "period": "period", "time": "period",
    "night": "day",
}  # fmt: skip


def _sized(calendar: Calendar, span: tuple[int, int], word: str, count: int, unit: str) -> Time | None:
    """The period of `count` units up to the reference day; None where the guidelines have no code for it."""
    if unit == "period":
        return Time(*span, "24h", again=True) if word == "same" else None
    if unit == "hour":
        code = _HOURS.get(count)
        return Time(*span, code, calendar.reference - timedelta(hours=count), calendar.reference) if code else None
    sized = _SIZED.get(unit)
    return sized(calendar, span, word, count) if sized else None


def _days(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference, code = calendar.reference, _DAYS.get(count)
    before = word in ("previous", "preceding") and count == 1 and calendar.tokens.word[span[0]] not in _OPENERS
    if word == "same" or before:
        start, end = reference - timedelta(days=2), reference - timedelta(days=1)
        return Time(*span, "24h", start, end, again=word == "same")
    if word in ("this", "next") or code is None:
        return None
    return Time(*span, code, reference - timedelta(days=count), reference)


def _week(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    if count > 1 or word == "next":
        return None
    return Time(*span, "week", calendar.reference - timedelta(days=7), calendar.reference)


def _month(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference = calendar.reference
    if count > 1:
        return None
    first = reference.replace(day=1)
    if word == "next":
        start = (first + timedelta(days=32)).replace(day=1)
        return Time(*span, "month", start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    if word == "this":
        return Time(*span, "month", first, reference)
    last = first - timedelta(days=1)
    if word == "last":
        return Time(*span, "month", last.replace(day=1), last)
    return Time(*span, "month", last.replace(day=min(reference.day, last.day)), reference)


def _year(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference = calendar.reference
    if count > 1 or word == "next":
        return None
    if word in ("last", "previous"):
        return Time(*span, "year", date(reference.year - 1, 1, 1), date(reference.year - 1, 12, 31))
    return Time(*span, "year", date(reference.year, 1, 1) if word == "this" else _year_before(reference), reference)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28 if day.month == 2 else day.day))  # noqa: PLR2004 - February


_SIZED: Final[dict[str, Callable[[Calendar, tuple[int, int], str, int], Time | None]]] = {
    "day": _days,
    "week": _week,
    "month": _month,
    "year": _year,
}


def _over_day(calendar: Calendar, index: int) -> Time | None:
    """`over the day`, `in the course of the day`, `overnight`."""
    tokens, reference = calendar.tokens, calendar.reference
    place = index + 1
    if tokens.word[index] != "overnight":
        if tokens.word[place : place + 3] == ["the", "course", "of"]:
            place += 3
        if tokens.word[place : place + 1] not in (["the"], ["a"], ["one"]):
            return _in_hours(calendar, index, place)
        if tokens.word[place + 1 : place + 2] != ["day"]:
            return _in_hours(calendar, index, place + 1)
        if tokens.word[place + 2 : place + 3] in (["before"], ["earlier"], ["after"]):
            return None
        place += 2
    return Time(index, place, "24h", reference - timedelta(days=1), reference)


def _in_hours(calendar: Calendar, index: int, place: int) -> Time | None:
    """`in 24 hours`, `within the 24-hour window`: the number stands at token `place`."""
    tokens = calendar.tokens
    if place >= len(tokens) or tokens.kind[place] != NUMERAL or len(tokens.word[place]) > len("72"):
        return None
    unit = place + 2 if tokens.word[place + 1 : place + 2] == ["-"] else place + 1
    if tokens.word[unit : unit + 1] not in (["hours"], ["hour"], ["hrs"]) or not tokens.word[place].isdecimal():
        return None
    return _sized(calendar, (index, unit + 1), "past", int(tokens.word[place]), "hour")


def _day_before(calendar: Calendar, index: int) -> Time | None:
    """`the day before`, `a day earlier`."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index + 1 : index + 2] not in (["before"], ["earlier"]):
        return None
    if index > 1 and tokens.word[index - 2] in ("as", "than"):
        return None
    unit = tokens.word[index]
    size = timedelta(days=1 if unit == "day" else 7)
    return Time(index, index + 2, "24h" if unit == "day" else "week", reference - 2 * size, reference - size)


WINDOW_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    **dict.fromkeys(_WINDOWS, _window),
    **dict.fromkeys(("over", "in", "within", "during", "overnight", "for"), _over_day),
    "day": _day_before,
    "week": _day_before,
}
"""The readers of such periods by the word that a period begins with."""
