"""Periods that are counted back from the reference day: `past 24 hours`, `last week`, `over the day`, `overnight`."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.numerals import read_numeral

if TYPE_CHECKING:
    from ingest.model import Period

_WINDOWS: Final = frozenset({
    "past", "last", "previous", "preceding", "latest", "recent", "same", "this", "that", "next", "coming",
})  # fmt: skip
_HOURS: Final[dict[int, Period]] = {24: "24h", 48: "48h", 72: "72h"}
_DAYS: Final[dict[int, Period]] = {1: "24h", 2: "48h", 3: "72h", 7: "week"}
_OPENERS: Final = frozenset({"over", "in", "within", "during", "for", "throughout", "of", "at"})
_MANY: Final = 1000


def _window(calendar: Calendar, index: int) -> Time | None:
    """`past 24 hours`, `last week`, `the same period`, `this month`."""
    tokens, word = calendar.tokens, calendar.tokens.word[index]
    count, place = 1, index + 1
    if tokens.word[place : place + 1] and tokens.word[place] in _VAGUE:
        return _vague(calendar, index, place + 1)
    if word == "recent" or tokens.word[place : place + 1] == ["recent"]:
        return _vague(calendar, index, place + (word != "recent"))
    if tokens.word[place : place + 1] and tokens.word[place] in _HALVES and word in ("this", "last"):
        return _part_of_day(calendar, index, place)
    if tokens.word[place : place + 1] == ["weekend"]:
        return _weekend(calendar, index, place)
    numeral = read_numeral(tokens, place) if place < len(tokens) and tokens.word[place] not in _UNITS else None
    if numeral:
        place, count = numeral[0], min(int(numeral[1]), _MANY)
    if place < len(tokens) and tokens.word[place] == "-":
        place += 1
    unit = _UNITS.get(tokens.word[place]) if place < len(tokens) else None
    if unit is None or (word == "that" and unit != "period"):
        return None
    first = index - 1 if index and tokens.word[index - 1] in ("the", "a", "these", "its") else index
    first = first - 1 if first and tokens.word[first - 1] in _OPENERS else first
    if numeral is None and tokens.word[place].endswith("s"):
        return Time(first, place + 1, "unspecified", idle=word in _COMING)
    word = "next" if word in _COMING else word
    return _ending(calendar, _sized(calendar, (first, place + 1), word, count, unit))


_COMING: Final = frozenset({"next", "coming"})
_VAGUE: Final = frozenset({"few", "several", "couple"})
_HALVES: Final = frozenset({"morning", "afternoon", "evening"})
_ENDINGS: Final = frozenset({"ending", "ended", "to", "until", "till"})


def _ending(calendar: Calendar, time: Time | None) -> Time | None:
    """Take in the day on which a period is said to end: `the 24 hours ending at 6 a.m. today`."""
    if time is None or time.idle:
        return time
    words = calendar.tokens.word
    place = time.last + (words[time.last : time.last + 1] in (["that"], ["which"], ["period"], ["window"]))
    if words[place : place + 1] == ["period"] or words[place : place + 1] == ["window"]:
        place += 1
    if not words[place : place + 1] or words[place] not in _ENDINGS:
        return time
    mention = calendar.date_at(place + 1, far=True)
    span = mention.resolve(calendar.reference) if mention else None
    if mention is None or span is None:
        return time
    if words[place] in ("ending", "ended") and time.start and time.end:
        return replace(time, last=mention.last, start=span[1] - (time.end - time.start), end=span[1])
    return replace(time, last=mention.last)


def _vague(calendar: Calendar, index: int, place: int) -> Time | None:
    """`the last few days`, `in recent weeks`: no period that has a code."""
    words = calendar.tokens.word
    place += words[place : place + 1] == ["of"]
    if not words[place : place + 1] or words[place] not in _UNITS:
        return None
    return Time(index, place + 1, "unspecified")


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


_SATURDAY: Final = 5
_UNITS: Final = {
    "hour": "hour", "hours": "hour", "hrs": "hour", "day": "day", "days": "day", "week": "week", "weeks": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "period": "period", "time": "period",
    "night": "day",
}  # fmt: skip


def _sized(calendar: Calendar, span: tuple[int, int], word: str, count: int, unit: str) -> Time | None:
    """The period of `count` units up to the reference day; None where the guidelines have no code for it."""
    if unit == "period":
        return Time(*span, "24h", again=True) if word in ("same", "this", "that") else None
    if unit == "hour":
        if word == "next":
            return Time(*span, "unspecified", idle=True)
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
    if word == "this" or code is None:
        return None
    if word == "next":
        return Time(*span, "span", reference, reference + timedelta(days=count))
    return Time(*span, code, reference - timedelta(days=count), reference)


def _week(calendar: Calendar, span: tuple[int, int], word: str, count: int) -> Time | None:
    reference, week = calendar.reference, timedelta(days=7)
    if count > 1:
        return None
    if word == "next":
        monday = reference + timedelta(days=7 - reference.weekday())
        return Time(*span, "week", monday, monday + timedelta(days=6))
    if _is_compared(calendar, span[0], word):
        return Time(*span, "week", reference - 2 * week, reference - week)
    return Time(*span, "week", reference - week, reference)


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


def _weekend_over(calendar: Calendar, index: int) -> Time | None:
    """`over the weekend`, `at the weekend`."""
    words = calendar.tokens.word
    place = index + 1 + (words[index + 1 : index + 2] == ["the"])
    return _weekend(calendar, index, place) if words[place : place + 1] == ["weekend"] else None


def _over_day(calendar: Calendar, index: int) -> Time | None:
    """`over the day`, `in the course of the day`, `overnight`."""
    tokens, reference = calendar.tokens, calendar.reference
    place = index + 1
    if weekend := _weekend_over(calendar, index):
        return weekend
    if tokens.word[index] != "overnight":
        if tokens.word[place : place + 3] == ["the", "course", "of"]:
            place += 3
        if tokens.word[place : place + 1] not in (["the"], ["a"], ["one"]):
            return _in_some(calendar, index, place)
        if tokens.word[place + 1 : place + 2] == ["single"]:
            place += 1
        if tokens.word[place + 1 : place + 2] in (["week"], ["month"], ["year"]) and tokens.word[place] in ("a", "one"):
            return _sized(calendar, (index, place + 2), "past", 1, tokens.word[place + 1])
        if tokens.word[place + 1 : place + 2] != ["day"]:
            return _in_some(calendar, index, place + 1)
        if tokens.word[place + 2 : place + 3] in (["before"], ["earlier"], ["after"]):
            return None
        place += 2
    return Time(index, place, "24h", reference - timedelta(days=1), reference)


def _in_some(calendar: Calendar, index: int, place: int) -> Time | None:
    """`in 24 hours`, `over seven days`, `within the 24-hour window`, `this period`: the number stands at `place`."""
    words = calendar.tokens.word
    if words[place : place + 1] and words[place] in _AGAIN and words[place - 1] != "a":
        return _again(calendar, index, place)
    numeral = read_numeral(calendar.tokens, place) if place < len(words) else None
    if numeral is None or numeral[1] > _MANY or calendar.dates.get(place):
        return None
    unit = numeral[0] + (words[numeral[0] : numeral[0] + 1] == ["-"])
    code = _UNITS.get(words[unit]) if unit < len(words) else None
    if code not in ("hour", "day", "week") or words[unit + 1 : unit + 2] in (["of"], ["old"], ["from"]):
        return None
    if spanning := _spanning(calendar, index, unit + 1):
        return spanning
    return _ending(calendar, _sized(calendar, (index, unit + 1), "past", int(numeral[1]), code))


def _spanning(calendar: Calendar, index: int, place: int) -> Time | None:
    """`during the 50-day period spanning from D`, `over the two weeks since D`: a total since that day."""
    words = calendar.tokens.word
    place += words[place : place + 1] == ["period"]
    opened = place
    while place - opened < len(_SPANNING) and words[place : place + 1] and words[place] in _SPANNING:
        place += 1
    mention = calendar.date_at(place) if place > opened else None
    span = mention.resolve(calendar.reference) if mention else None
    if mention is None or span is None or words[mention.last : mention.last + 1] in (["to"], ["until"], ["and"]):
        return None
    return Time(index, mention.last, "since", span[0], running=True)


_SPANNING: Final = frozenset({"spanning", "starting", "beginning", "from", "since", "which", "that", "began", "on"})


def _again(calendar: Calendar, index: int, place: int) -> Time | None:
    """`during this period`, `in the operation`: the period that was named before."""
    words = calendar.tokens.word
    if words[place] in ("this", "that", "the"):
        place += 1
    return Time(index, place + 1, "24h", again=True) if words[place : place + 1] == ["period"] else None


_AGAIN: Final = frozenset({"this", "that", "period"})


def _day_before(calendar: Calendar, index: int) -> Time | None:
    """`the day before`, `a week earlier`, `two days ago`."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index + 1 : index + 2] not in (["before"], ["earlier"], ["ago"]):
        return None
    if index > 1 and tokens.word[index - 2] in ("as", "than"):
        return None
    week = tokens.word[index].startswith("week")
    size = timedelta(days=7 if week else 1)
    numeral = read_numeral(tokens, index - 1) if index else None
    count = min(int(numeral[1]), _MANY) if numeral and numeral[0] == index else 1
    if tokens.word[index + 1] == "ago" or count > 1:
        return Time(index, index + 2, "day", reference - count * size, reference - count * size)
    return Time(index, index + 2, "week" if week else "24h", reference - 2 * size, reference - size)


def _first_part(calendar: Calendar, index: int) -> Time | None:
    """`the first five months of 2024`, `the first half of this year`, `the first ten days of May`."""
    words, reference = calendar.tokens.word, calendar.reference
    place, count = index + 1, 1
    numeral = read_numeral(calendar.tokens, place) if place < len(words) else None
    if numeral and words[numeral[0] : numeral[0] + 1] and words[numeral[0]] in _FIRST_UNITS:
        place, count = numeral[0], int(min(numeral[1], _MANY))
    unit = _FIRST_UNITS.get(words[place]) if place < len(words) else None
    if unit is None or words[place + 1 : place + 2] != ["of"]:
        return None
    whole = _whole(calendar, place + 2)
    if whole is None:
        return None
    start, last = whole
    kind, size = unit[0], unit[1] * count
    if kind == "month":
        end = _add_months(start, size) - timedelta(days=1)
    else:
        end = start + timedelta(days=size - 1)
    return Time(index, last, "span", start, min(end, reference) if start <= reference else end)


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


WINDOW_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    **dict.fromkeys(_WINDOWS, _window),
    **dict.fromkeys(("over", "in", "within", "during", "overnight", "for"), _over_day),
    **dict.fromkeys(("day", "days", "week", "weeks", "night"), _day_before),
    "at": _weekend_over,
    "first": _first_part,
}
"""The readers of such periods by the word that a period begins with."""
