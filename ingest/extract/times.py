"""The periods that a text names: what was said of when, as codes and days of the guidelines."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable  # noqa: TC003 - a table of functions is typed where it stands
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import REACH, Calendar, Time
from ingest.extract.text import BREAK, WORD
from ingest.extract.windows import WINDOW_READERS

if TYPE_CHECKING:
    from ingest.extract.dates import DateMention
    from ingest.model import Period

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
    for step in range(place, min(place + REACH, len(calendar.tokens))):
        if step in calendar.dates:
            span = calendar.dates[step].resolve(calendar.reference)
            return Time(index, calendar.dates[step].last, "asof", None, span[1] if span else None)
        if calendar.tokens.kind[step] == BREAK:
            break
    return None


def _deadline(calendar: Calendar, index: int) -> Time | None:
    """`by the end of the month`, `until the end of June`: from the reference day to a day that is still to come."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index + 1 : index + 4] != ["the", "end", "of"]:
        return None
    place = index + 4
    end: date | None
    if place in calendar.dates:
        span, last = calendar.dates[place].resolve(reference, ahead=True), calendar.dates[place].last
        end = span[1] if span else None
    else:
        place += tokens.word[place : place + 1] in (["the"], ["this"])
        end, last = _end_of(reference, tokens.word[place : place + 1]), place + 1
    return Time(index, last, "span", reference, end) if end and end > reference else None


def _end_of(day: date, unit: list[str]) -> date | None:
    """The last day of the week, month or year of a day."""
    if unit == ["week"]:
        return day + timedelta(days=6 - day.weekday())
    if unit == ["month"]:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31) if unit == ["year"] else None


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
    if not calendar.ahead(index):
        end = min(end, max(calendar.reference, start))
    return Time(first, mention.last, code, start, end)


_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    "since": _since,
    "from": _from,
    "between": _from,
    "as": _as_of,
    "by": _deadline,
    "until": _deadline,
    "before": _deadline,
    **WINDOW_READERS,
}
