"""Periods that are counted back from the reference day: `past 24 hours`, `last week`, `this year`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.halves import read_part_of_days
from ingest.extract.numerals import read_numeral

if TYPE_CHECKING:
    from ingest.model import Period

WINDOWS: Final = frozenset({
    "past", "last", "previous", "preceding", "latest", "recent", "same", "this", "that", "next", "coming", "following",
})  # fmt: skip
_HOURS: Final[dict[int, Period]] = {24: "24h", 48: "48h", 72: "72h"}
_DAYS: Final[dict[int, Period]] = {1: "24h", 2: "48h", 3: "72h", 7: "week"}
OPENERS: Final = frozenset({"over", "in", "within", "during", "for", "throughout", "of", "at"})
MANY: Final = 1000


def read_window(calendar: Calendar, index: int) -> Time | None:
    """`past 24 hours`, `last week`, `the same period`, `this month`."""
    tokens, word = calendar.tokens, calendar.tokens.word[index]
    count, place = 1, index + 1
    if whole := read_part_of_days(calendar, index) or _vague(calendar, index):
        return whole
    numeral = read_numeral(tokens, place) if place < len(tokens.word) and tokens.word[place] not in UNITS else None
    if numeral:
        place, count = numeral[0], min(int(numeral[1]), MANY)
    if place < len(tokens.word) and tokens.word[place] == "-":
        place += 1
    unit = UNITS.get(tokens.word[place]) if place < len(tokens.word) else None
    if tokens.word[place : place + 1] == ["time"] and (
        index < 1 or tokens.word[index - 1] == "at" or tokens.word[index - 2 : index] == ["at", "the"]
    ):
        return None
    if unit is None or (word == "that" and unit != "period") or (word == "following" and _leads(tokens.word, index)):
        return None
    if word == "same" and (back := _year_back(calendar, place + 1)):
        return Time(index, back[0], "unspecified", back=back[1])
    first = index - 1 if index and tokens.word[index - 1] in ("the", "a", "these", "its") else index
    first = first - 1 if first and tokens.word[first - 1] in OPENERS else first
    if numeral is None and tokens.word[place].endswith("s"):
        return Time(first, place + 1, "unspecified", idle=word in _COMING)
    word = "next" if word in _COMING else word
    sized = _last_days(calendar, (first, place + 1), count) if numeral and (word, unit) == ("last", "day") else None
    return sized or end_window(calendar, size_window(calendar, (first, place + 1), word, count, unit))


def _last_days(calendar: Calendar, run: tuple[int, int], count: int) -> Time | None:
    """`the last 12 days of September`: the words before `of` are the tokens of `run`."""
    first, place = run
    mention = calendar.dates.get(place + 1) if calendar.tokens.word[place : place + 1] == ["of"] else None
    if mention is None or mention.day is not None or mention.shift is not None:
        return None
    span = mention.resolve(calendar.reference)
    return Time(first, mention.last, "span", span[1] - (count - 1) * _DAY, span[1]) if span else None


def _leads(words: list[str], index: int) -> bool:
    """Whether `following` is a preposition: `following a week of rain`."""
    return index < 1 or words[index - 1] not in ("the", "a")


def _year_back(calendar: Calendar, place: int) -> tuple[int, int] | None:
    """The token after `last year`, `of 2022`, which follow `the same period`, and how many years back that is."""
    words = calendar.tokens.word
    place += words[place : place + 1] in (["of"], ["in"])
    if words[place : place + 2] in (["last", "year"], ["previous", "year"]):
        return place + 2, 1
    if words[place : place + 3] in (["the", "previous", "year"], ["the", "preceding", "year"]):
        return place + 3, 1
    if words[place + 1 : place + 2] == ["year"] and words[place + 2 : place + 3] in (["ago"], ["earlier"], ["before"]):
        return place + 3, 1
    mention = calendar.dates.get(place)
    if mention and mention.year and mention.month is None and mention.year < calendar.reference.year:
        return mention.last, calendar.reference.year - mention.year
    return None


_COMING: Final = frozenset({"next", "coming"})
_VAGUE: Final = frozenset({"few", "several", "couple", "recent"})
_ASIDE: Final = 3
_PLAIN: Final = frozenset({"to", "until", "till"})
_ENDINGS: Final = frozenset(
    {"ending", "ended", "to", "until", "till", "concluded", "concluding", "finished", "finishing"}
)


def end_window(calendar: Calendar, time: Time | None) -> Time | None:
    """Take in the day on which a period is said to end: `the 24 hours ending at 6 a.m. today`."""
    if time is None or time.idle:
        return time
    words = calendar.tokens.word
    place = time.last
    while place - time.last < _ASIDE and words[place : place + 1] and words[place] not in _ENDINGS:
        place += 1
    if not words[place : place + 1] or words[place] not in _ENDINGS or (place > time.last and words[place] in _PLAIN):
        return time
    mention = calendar.date_at(place + 1, far=True)
    span = mention.resolve(calendar.reference) if mention else None
    if mention is None or span is None:
        return time
    if words[place] not in _PLAIN and time.start and time.end:
        return replace(time, last=mention.last, start=span[1] - (time.end - time.start), end=span[1])
    return replace(time, last=mention.last)


def _vague(calendar: Calendar, index: int) -> Time | None:
    """`the last few days`, `in recent weeks`: no period that has a code."""
    words, place = calendar.tokens.word, index + 1
    if words[index] != "recent":
        if not words[place : place + 1] or words[place] not in _VAGUE:
            return None
        place += 1
    place += words[place : place + 1] == ["of"]
    if not words[place : place + 1] or words[place] not in UNITS:
        return None
    return Time(index, place + 1, "unspecified")


UNITS: Final = {
    "hour": "hour", "hours": "hour", "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "period": "period", "time": "period",
    "night": "day",
}  # fmt: skip


def size_window(calendar: Calendar, span: tuple[int, int], word: str, count: int, unit: str) -> Time | None:
    """The period of `count` units up to the reference day; None where the guidelines have no code for it."""
    if unit == "period":
        return Time(*span, "24h", again=True) if word in ("same", "this", "that") else None
    if unit == "hour":
        if word in ("next", "following"):
            return Time(*span, "unspecified", idle=True)
        code = _HOURS.get(count)
        return Time(*span, code, calendar.reference - timedelta(hours=count), calendar.reference) if code else None
    if word in _LEANING or (word == "next" and unit == "day" and count == 1 and not calendar.ahead(span[0])):
        return _lean(calendar, span, word, count, unit)
    sized = _SIZED.get(unit)
    return sized(calendar, span, word, count) if sized else None


_LEANING: Final = frozenset({"following", "same"})


def _lean(calendar: Calendar, span: tuple[int, int], word: str, count: int, unit: str) -> Time | None:
    """`the next day`, `the following week`, `the same month`: counted from what was named last."""
    reference = calendar.reference
    if word == "same" and unit == "day":
        return Time(*span, "24h", reference - 2 * _DAY, reference - _DAY, again=True, later=0)
    if word == "same":
        sized = _SIZED[unit](calendar, span, "this", 1)
        return replace(sized, again=True, later=0) if sized else None
    if count > 1 or unit not in ("day", "week"):
        return None
    return Time(*span, "day" if unit == "day" else "week", again=True, later=1 if unit == "day" else 7)


_DAY: Final = timedelta(days=1)


def _days(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference, code = calendar.reference, _DAYS.get(count)
    before = word in ("previous", "preceding") and count == 1 and calendar.tokens.word[span[0]] not in OPENERS
    if before:
        return Time(*span, "24h", reference - timedelta(days=2), reference - timedelta(days=1))
    if word == "this":
        return None
    if word == "next":
        return Time(*span, "span", reference, reference + timedelta(days=count))
    if code is None:
        return Time(*span, "span", reference - timedelta(days=count), reference)
    return Time(*span, code, reference - timedelta(days=count), reference)


def _week(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference, week = calendar.reference, timedelta(days=7)
    if count > 1:
        return _run(calendar, span, word, count * week)
    if word == "next":
        monday = reference + timedelta(days=7 - reference.weekday())
        return Time(*span, "week", monday, monday + timedelta(days=6))
    if _is_compared(calendar, span[0], word):
        return Time(*span, "week", reference - 2 * week, reference - week)
    return Time(*span, "week", reference - week, reference)


def _run(calendar: Calendar, span: tuple[int, int], word: str, size: timedelta) -> Time | None:
    """`the past two weeks`, `the next three months`: a run of days that ends, or begins, on the reference day."""
    if word == "this":
        return None
    if word == "next":
        return Time(*span, "span", calendar.reference, calendar.reference + size)
    return Time(*span, "span", calendar.reference - size, calendar.reference)


def _is_compared(calendar: Calendar, index: int, word: str) -> bool:
    """Whether "the previous week" stands against the one that is told of: in brackets, or after a word of comparing."""
    if word not in ("previous", "preceding"):
        return False
    words = calendar.tokens.word
    return any(words[place] in _COMPARING for place in range(max(0, index - 3), index + 1))


_COMPARING: Final = frozenset({"(", "against", "than", "from", "with", "to", "vs", "versus", "in", "of"})


def _month(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference = calendar.reference
    if count > 1:
        far = _add_months(reference, count if word == "next" else -count)
        return _run(calendar, span, word, abs(far - reference))
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
    if count > 1:
        far = _add_months(reference, 12 * count if word == "next" else -12 * count)
        return _run(calendar, span, word, abs(far - reference))
    if word == "next":
        return Time(*span, "year", date(reference.year + 1, 1, 1), date(reference.year + 1, 12, 31))
    if word in ("last", "previous"):
        return Time(*span, "year", date(reference.year - 1, 1, 1), date(reference.year - 1, 12, 31))
    return Time(*span, "year", date(reference.year, 1, 1) if word == "this" else _year_before(reference), reference)


def _add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28 if day.month == 2 else day.day))  # noqa: PLR2004 - February


_SIZED: Final[dict[str, Callable[[Calendar, tuple[int, int], str, int], Time | None]]] = {
    "day": _days,
    "week": _week,
    "month": _month,
    "year": _year,
}
