"""The periods that a text names: what was said of when, as codes and days of the guidelines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.numerals import read_numeral
from ingest.extract.text import BREAK, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ingest.extract.dates import DateMention
    from ingest.extract.text import Tokens
    from ingest.model import Period


@dataclass(slots=True, frozen=True)
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


@dataclass(slots=True)
class Calendar:
    """What reading the periods of one text needs: its tokens, its dates by first token, its reference day."""

    tokens: Tokens
    dates: Mapping[int, DateMention]
    reference: date
    ahead: Callable[[int], bool]
    """Whether the words around a token speak of the future."""

    def date_at(self, index: int) -> DateMention | None:
        """The date that begins at a token or after the articles and prepositions there."""
        for place in range(index, min(index + _REACH, len(self.tokens))):
            if place in self.dates:
                return self.dates[place]
            if self.tokens.word[place] not in _LEADS and self.tokens.kind[place] != "t":
                return None
        return None


_REACH: Final = 6
_LEADS: Final = frozenset(
    [
        "the",
        "on",
        "of",
        "at",
        "noon",
        "midnight",
        "morning",
        "evening",
        "early",
        "late",
        "a.m",
        "p.m",
        "a",
        "m",
        "p",
        ".",
        ",",
        "'s",
        "local",
        "time",
        "hours",
        "hrs",
        "about",
    ]
)
_WINDOWS: Final = frozenset({"past", "last", "previous", "preceding", "latest", "recent", "same", "this", "next"})
_HOURS: Final[dict[int, Period]] = {24: "24h", 48: "48h", 72: "72h"}
_DAYS: Final[dict[int, Period]] = {1: "24h", 2: "48h", 3: "72h", 7: "week"}
_OPENERS: Final = frozenset({"over", "in", "within", "during", "for", "throughout", "of", "at"})
_LABEL_WORDS: Final = 10


def find_times(calendar: Calendar) -> list[Time]:
    """All periods in order; no token belongs to two."""
    found: list[Time] = []
    index, tokens = 0, calendar.tokens
    while index < len(tokens):
        reader = _READERS.get(tokens.word[index])
        time = reader(calendar, index) if reader else None
        if time is None and index in calendar.dates:
            time = _plain(calendar, calendar.dates[index], index)
        if time is None:
            index += 1
            continue
        found.append(time)
        index = max(time.last, index + 1)
    return found


def _since(calendar: Calendar, index: int) -> Time | None:
    tokens = calendar.tokens
    after = index + 1
    if tokens.word[after : after + 1] == ["then"]:
        return Time(index, after + 1, "since", running=True, again=True)
    mention = calendar.date_at(after)
    if mention:
        span = mention.resolve(calendar.reference)
        return Time(index, mention.last, "since", span[0] if span else None, running=True)
    last, words = _label_end(calendar, after)
    if last == after:
        return None
    dated = next((calendar.dates[place] for place in range(after, words) if place in calendar.dates), None)
    span = dated.resolve(calendar.reference) if dated else None
    last = max(last, dated.last) if dated else last
    return Time(index, last, "since", span[0] if span else None, running=True, label=tokens.slice(after, last))


def _label_end(calendar: Calendar, index: int) -> tuple[int, int]:
    """Where the words of an event end, and how far to look for its date (it may stand in brackets)."""
    tokens, last = calendar.tokens, index
    while last < len(tokens) and last - index < _LABEL_WORDS and (tokens.kind[last] == WORD or last in calendar.dates):
        if tokens.word[last] in _LABEL_STOPS and last > index + 1:
            break
        last = calendar.dates[last].last if last in calendar.dates else last + 1
    bracketed = last + 2 if tokens.word[last : last + 1] == ["("] else last
    return last, bracketed


_LABEL_STOPS: Final = frozenset({"and", "while", "with", "in", "as"})


def _from(calendar: Calendar, index: int) -> Time | None:
    """`from … to …`, `between … and …`, `from … to date`."""
    first = calendar.date_at(index + 1)
    if first is None or first.shift is not None:
        return None
    tokens, joint = calendar.tokens, first.last
    if tokens.word[joint : joint + 2] in (["to", "date"], ["until", "now"]):
        start = first.resolve(calendar.reference)
        return Time(index, joint + 2, "since", start[0] if start else None, running=True)
    second = calendar.date_at(joint + 1) if tokens.word[joint : joint + 1] in _TO else None
    ahead = calendar.ahead(index)
    if second is None:
        span = first.resolve(calendar.reference, ahead=ahead) if first.until else None
        return Time(index, first.last, "span", span[0], span[1]) if span else None
    end = second.resolve(calendar.reference, ahead=ahead)
    if end is None:
        return None
    if first.month is None and first.weekday is not None:
        start = first.resolve(end[1])
    else:
        year = first.year or (second.year or None)
        start = replace(first, year=year).resolve(end[1])
    return Time(index, second.last, "span", start[0] if start else None, end[1])


_TO: Final = (["to"], ["and"], ["until"], ["till"], ["through"], ["-"], ["–"])


def _as_of(calendar: Calendar, index: int) -> Time | None:
    if calendar.tokens.word[index + 1 : index + 2] not in (["of"], ["at"]):
        return None
    place = index + 2
    for step in range(place, min(place + _REACH, len(calendar.tokens))):
        if step in calendar.dates:
            span = calendar.dates[step].resolve(calendar.reference)
            return Time(index, calendar.dates[step].last, "asof", None, span[1] if span else None)
        if calendar.tokens.kind[step] == BREAK:
            break
    return None


def _window(calendar: Calendar, index: int) -> Time | None:
    """`past 24 hours`, `last week`, `the same period`, `this month`."""
    tokens, word = calendar.tokens, calendar.tokens.word[index]
    count, place = 1, index + 1
    if place < len(tokens) and tokens.word[place] in ("few", "several", "couple"):
        return None
    numeral = read_numeral(tokens, place) if place < len(tokens) and tokens.word[place] not in _UNITS else None
    if numeral:
        place, count = numeral[0], int(min(numeral[1], 1000))
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
    reference = calendar.reference
    if unit == "period":
        return Time(*span, "24h", again=True) if word == "same" else None
    if unit == "hour":
        code = _HOURS.get(count)
        return Time(*span, code, reference - timedelta(hours=count), reference) if code else None
    if unit == "day":
        code = _DAYS.get(count)
        if word == "same" or (
            word in ("previous", "preceding") and count == 1 and calendar.tokens.word[span[0]] not in _OPENERS
        ):
            return Time(
                *span, "24h", reference - timedelta(days=2), reference - timedelta(days=1), again=word == "same"
            )
        if word == "this" or word == "next":
            return None
        return Time(*span, code, reference - timedelta(days=count), reference) if code else None
    if unit == "week" and count == 1 and word != "next":
        return Time(*span, "week", reference - timedelta(days=7), reference)
    if unit == "month" and count == 1:
        return _month(calendar, span, word)
    if unit == "year" and count == 1 and word != "next":
        start = date(reference.year, 1, 1) if word == "this" else _year_before(reference)
        if word in ("last", "previous"):
            return Time(*span, "year", date(reference.year - 1, 1, 1), date(reference.year - 1, 12, 31))
        return Time(*span, "year", start, reference)
    return None


def _month(calendar: Calendar, span: tuple[int, int], word: str) -> Time:
    reference = calendar.reference
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


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28 if day.month == 2 else day.day))  # noqa: PLR2004 - February


def _over_day(calendar: Calendar, index: int) -> Time | None:
    """`over the day`, `in a day`, `in 24 hours`, `within the 24-hour window`, `overnight`."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index] == "overnight":
        return Time(index, index + 1, "24h", reference - timedelta(days=1), reference)
    place = index + 1
    if tokens.word[place : place + 3] == ["the", "course", "of"]:
        place += 3
    if place < len(tokens) and tokens.word[place] in ("the", "a", "one"):
        place += 1
    if place >= len(tokens):
        return None
    if tokens.word[place] == "day" and place > index + 1:
        if tokens.word[place + 1 : place + 2] in (["before"], ["earlier"], ["after"]):
            return None
        return Time(index, place + 1, "24h", reference - timedelta(days=1), reference)
    if tokens.kind[place] != NUMERAL:
        return None
    unit = place + 2 if tokens.word[place + 1 : place + 2] == ["-"] else place + 1
    if (
        tokens.word[unit : unit + 1] in (["hours"], ["hour"], ["hrs"])
        and tokens.word[place].isdecimal()
        and len(tokens.word[place]) < len("100")
    ):
        return _sized(calendar, (index, unit + 1), "past", int(tokens.word[place]), "hour")
    return None


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


def _plain(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """A date by itself: a day, a month, a year."""
    span = mention.resolve(calendar.reference, ahead=calendar.ahead(index))
    if span is None:
        return None
    start, end = span
    first = index - 1 if index and calendar.tokens.word[index - 1] in ("on", "in", "during", "at") else index
    if mention.until:
        return Time(first, mention.last, "span", start, end)
    if mention.day is not None or mention.weekday is not None or mention.shift is not None:
        return Time(first, mention.last, "day", start, end)
    code: Period = "month" if mention.month is not None else "year"
    return Time(
        first, mention.last, code, start, end if calendar.ahead(index) else min(end, max(calendar.reference, start))
    )


_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    "since": _since,
    "from": _from,
    "between": _from,
    "as": _as_of,
    **dict.fromkeys(_WINDOWS, _window),
    **dict.fromkeys(("over", "in", "within", "during", "overnight", "for"), _over_day),
    "day": _day_before,
    "week": _day_before,
}
