"""Stretches of time by the word before them: `over the day`, `in 24 hours`, `a week ago`, `overnight`."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ingest.extract.calendars import Calendar, Time
from ingest.extract.firsts import read_first_part
from ingest.extract.halves import read_weekend
from ingest.extract.numerals import read_numeral
from ingest.extract.text import NUMERAL
from ingest.extract.windows import MANY, UNITS, WINDOWS, end_window, read_window, size_window


def _over_day(calendar: Calendar, index: int) -> Time | None:
    """`over the day`, `in the course of the day`, `overnight`."""
    tokens, reference = calendar.tokens, calendar.reference
    place = index + 1
    following = tokens.word[place] if place < len(tokens.word) else ""
    if following in ("the", "weekend") and (
        ended := _in_night(calendar, place)
        or read_weekend(calendar, index)
        or _week_to(calendar, index)
        or _of_report(calendar, index, place + 1)
    ):
        return ended
    if tokens.word[index] != "overnight":
        if tokens.word[place : place + 3] == ["the", "course", "of"]:
            place += 3
        if tokens.word[place : place + 1] not in (["the"], ["a"], ["one"]):
            return _in_some(calendar, index, place)
        if tokens.word[place + 1 : place + 2] == ["single"]:
            place += 1
        if tokens.word[place + 1 : place + 2] in (["week"], ["month"], ["year"]) and tokens.word[place] in ("a", "one"):
            return size_window(calendar, (index, place + 2), "past", 1, tokens.word[place + 1])
        closed = tokens.word[index] == "for" and tokens.word[place + 2 : place + 3] != [":"]  # "closed for the day"
        if tokens.word[place + 1 : place + 2] != ["day"] or closed:
            return _in_some(calendar, index, place + 1)
        if tokens.word[place + 2 : place + 3] in (["before"], ["earlier"], ["after"]):
            return None
        place += 2
    return Time(index, place, "24h", reference - timedelta(days=1), reference)


def _in_night(calendar: Calendar, place: int) -> Time | None:
    """`during the night`, of which no day is named."""
    words, reference = calendar.tokens.word, calendar.reference
    if words[place - 1] not in _NIGHTLY or words[place : place + 2] != ["the", "night"] or place + 2 in calendar.dates:
        return None
    named = words[place + 2 : place + 3] in (["of"], ["from"], ["to"], ["before"], ["after"])
    return None if named else Time(place - 1, place + 2, "24h", reference - timedelta(days=1), reference)


_NIGHTLY: Final = frozenset({"during", "in", "over"})


def _of_report(calendar: Calendar, index: int, unit: int) -> Time | None:
    """`in the week`, `during the same week`, `in the reporting week`: the week that a report is about."""
    words = calendar.tokens.word
    unit += words[unit : unit + 1] in (["reporting"], ["same"])
    if words[unit : unit + 1] == ["month"] and words[unit + 1 : unit + 2] not in _WEEK_OF and words[index] != "for":
        first = calendar.reference.replace(day=1)
        return Time(index, unit + 1, "month", first, calendar.reference, again=True, later=0)
    if words[unit : unit + 4] == ["course", "of", "the", "week"]:
        return size_window(calendar, (index, unit + 4), "past", 1, "week")
    if words[unit : unit + 1] != ["week"] or words[unit + 1 : unit + 2] in _WEEK_OF:
        return None
    return size_window(calendar, (index, unit + 1), "past", 1, "week")


_WEEK_OF: Final = (
    ["of"], ["to"], ["before"], ["after"], ["since"], ["that"], ["from"], ["leading"], ["following"], ["beginning"],
    ["starting"], ["ending"], ["ended"], ["until"], ["prior"], ["preceding"],
)  # fmt: skip


def _week_to(calendar: Calendar, index: int) -> Time | None:
    """`in the week to 12 May`, `in the 24 hours ending on Sunday`: the period before that day."""
    words = calendar.tokens.word
    unit = index + 2
    if words[index + 1 : index + 2] != ["the"] or words[unit : unit + 1] not in (["week"], ["month"], ["day"]):
        return None
    if words[unit + 1 : unit + 2] not in (["to"], ["ending"], ["ended"], ["until"]):
        return None
    mention = calendar.date_at(unit + 2)
    span = mention.resolve(calendar.reference) if mention else None
    sized = (
        size_window(replace(calendar, reference=span[1]), (index, unit + 1), "past", 1, words[unit]) if span else None
    )
    return replace(sized, last=mention.last) if sized and mention else None


def _in_some(calendar: Calendar, index: int, place: int) -> Time | None:
    """`in 24 hours`, `over seven days`, `within the 24-hour window`, `this period`: the number stands at `place`."""
    words = calendar.tokens.word
    if words[place : place + 1] and words[place] in _AGAIN and words[place - 1] != "a":
        return _again(calendar, index, place)
    numeral = read_numeral(calendar.tokens, place) if place < len(words) and place not in calendar.dates else None
    if numeral is None or numeral[1] > MANY:
        return None
    if words[index] == "for" and words[place - 1] not in ("the", "these"):
        return None  # "fuel for two days": how long, not when
    unit = numeral[0] + (words[numeral[0] : numeral[0] + 1] == ["-"])
    code = UNITS.get(words[unit]) if unit < len(words) else None
    if code not in ("hour", "day", "week") or words[unit + 1 : unit + 2] in (["of"], ["old"], ["from"]):
        return None
    if spanning := _spanning(calendar, index, unit + 1):
        return spanning
    return end_window(calendar, size_window(calendar, (index, unit + 1), "past", int(numeral[1]), code))


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
    place += words[place] in ("this", "that", "the")
    place += words[place : place + 1] in (["reporting"], ["review"], ["reported"], ["said"])
    dated = words[place + 1 : place + 2] == ["("] and place + 2 in calendar.dates  # the days in brackets say which
    return Time(index, place + 1, "24h", again=True) if words[place : place + 1] == ["period"] and not dated else None


_AGAIN: Final = frozenset({"this", "that", "period", "reporting", "review"})


def _day_before(calendar: Calendar, index: int) -> Time | None:
    """`the day before`, `a week earlier`, `two days ago`."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index : index + 3] == ["year", "to", "date"]:
        return Time(index, index + 3, "year", reference.replace(month=1, day=1), reference, running=True)
    following = tokens.word[index + 1 : index + 2]
    if following not in (["before"], ["earlier"], ["ago"]):
        return _days_of(calendar, index) or _day_after(calendar, index)
    if tokens.word[index] == "year":
        idle = index > 1 and tokens.word[index - 2] in ("as", "than", "from")
        return Time(index, index + 2, "unspecified", back=1, idle=idle)
    if index > 1 and tokens.word[index - 2] in ("as", "than"):
        return None
    week = tokens.word[index].startswith("week")
    size = timedelta(days=7 if week else 1)
    numeral = read_numeral(tokens, index - 1) if index else None
    count = min(int(numeral[1]), MANY) if numeral and numeral[0] == index else 1
    day = reference - count * size
    ago = tokens.word[index + 1] == "ago"
    if ago or count > 1:
        return Time(index, index + 2, "day", day, day, before=0 if ago else count * size.days)
    return Time(index, index + 2, "week" if week else "24h", day - size, day, before=size.days)


def _days_of(calendar: Calendar, index: int) -> Time | None:
    """`Three days of fighting have left 40 dead`: the days up to the report."""
    tokens = calendar.tokens
    numeral = read_numeral(tokens, index - 1) if index else None
    if numeral is None or numeral[0] != index or tokens.word[index] not in ("days", "weeks"):
        return None
    if tokens.word[index + 1 : index + 2] != ["of"] or _TRIALS.isdisjoint(tokens.word[index + 2 : index + 2 + _TRIED]):
        return None
    if tokens.word[index - 2 : index - 1] in (["after"], ["following"], ["next"]):
        return None
    return size_window(calendar, (index - 1, index + 1), "past", int(numeral[1]), tokens.word[index][:-1])


_TRIED: Final = 3
_TRIALS: Final = frozenset({
    "airstrikes", "strikes", "raids", "shelling", "bombing", "bombardment", "bombings", "attacks", "fighting",
    "clashes", "violence", "unrest", "protests", "riots", "rain", "rains", "rainfall", "downpours", "flooding",
    "floods", "storms", "snowfall", "fires", "landslides", "battles", "demonstrations",
})  # fmt: skip


def _day_after(calendar: Calendar, index: int) -> Time | None:
    """`a day later`, `the day after`, `a day after the earthquake`."""
    words = calendar.tokens.word
    after = words[index + 1 : index + 2] == ["after"]
    if words[index + 1 : index + 2] == ["later"] or (after and words[index - 1 : index] == ["the"]):
        return _days_later(calendar, index)
    return _aftermath(calendar, index) if after and words[index] in _AFTERMATH else None


def _days_later(calendar: Calendar, index: int) -> Time | None:
    """`a day later`, `two weeks later`, `the day after`: after the day that was named last."""
    tokens = calendar.tokens
    if tokens.word[index + 1] == "after" and not _ends_phrase(calendar, index + 2):
        return None
    size = 7 if tokens.word[index].startswith("week") else 1
    numeral = read_numeral(tokens, index - 1) if index else None
    count = min(int(numeral[1]), MANY) if numeral and numeral[0] == index else 1
    return Time(index, index + 2, "day", again=True, later=count * size)


def _ends_phrase(calendar: Calendar, index: int) -> bool:
    """Whether no noun follows that the day could be after."""
    word = calendar.tokens.word[index : index + 1]
    return not word or not word[0][:1].isalnum() or calendar.tokens.kind[index] == NUMERAL


def _aftermath(calendar: Calendar, index: int) -> Time | None:
    """`a day after the earthquake`: the day of what is told behind it."""
    tokens = calendar.tokens
    numeral = read_numeral(tokens, index - 1) if index else None
    single = index > 0 and tokens.word[index - 1] in ("a", "one")
    count = int(numeral[1]) if numeral and numeral[0] == index and numeral[1] <= MANY else int(single)
    day = calendar.reference - timedelta(days=count)
    return Time(index, index + 2, "day", day, day, onward=True) if count else None


_AFTERMATH: Final = frozenset({"day", "days"})

STRETCH_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    **dict.fromkeys(WINDOWS, read_window),
    **dict.fromkeys(("over", "in", "within", "during", "overnight", "for"), _over_day),
    **dict.fromkeys(("day", "days", "week", "weeks", "night", "year"), _day_before),
    "at": read_weekend,
    **dict.fromkeys(("first", "second", "third", "fourth"), read_first_part),
}
"""The readers of such periods by the word that a period begins with."""
