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
        if not time.idle:
            found.append(time)
        index = max(time.last, index + 1)
    return found


def _since(calendar: Calendar, index: int) -> Time | None:
    tokens = calendar.tokens
    after = index + 1
    if tokens.word[after : after + 1] == ["then"]:
        return Time(index, after + 1, "since", running=True, again=True)
    if index and tokens.word[index - 1] in _HAVE:
        return None
    mention = calendar.date_at(after, far=True)
    if mention:
        span = mention.resolve(calendar.reference)
        if span and tokens.word[mention.last : mention.last + 1] in (["when"], ["where"]):
            return Time(index, mention.last, "day", *span)
        idle = _is_superlative(calendar, index)
        return Time(index, mention.last, "since", span[0] if span else None, running=True, idle=idle)
    if begun := _beginning(calendar, after):
        return Time(index, begun[1], "since", begun[0], running=True)
    last, words = _label_end(calendar, after)
    if last == after:
        return None
    dated = next((calendar.dates[place] for place in range(after, words) if place in calendar.dates), None)
    span = dated.resolve(calendar.reference) if dated else None
    last = max(last, dated.last) if dated else last
    return Time(index, last, "since", span[0] if span else None, running=True, label=tokens.slice(after, last))


_HAVE: Final = frozenset({"has", "have", "had", "'s", "ever", "long"})


def _is_superlative(calendar: Calendar, index: int) -> bool:
    """Whether `since` only says of how long something is the greatest: `the strongest rainfall since 2008`."""
    words = calendar.tokens.word
    before = range(max(0, index - _SUPERLATIVE), index)
    return any(words[place] in _EXTREMES or words[place].endswith("iest") for place in before)


_SUPERLATIVE: Final = 9
_EXTREMES: Final = frozenset({
    "biggest", "largest", "strongest", "worst", "highest", "lowest", "most", "fewest", "greatest", "longest",
    "smallest", "hardest", "fastest", "sharpest", "best", "first", "steepest", "severest", "wettest", "hottest",
})  # fmt: skip


def _beginning(calendar: Calendar, place: int) -> tuple[date, int] | None:
    """`the start of the year`, `the beginning of this month`: the day, and the token after the words."""
    words, reference = calendar.tokens.word, calendar.reference
    place += words[place : place + 1] == ["the"]
    if words[place : place + 1] not in (["start"], ["beginning"], ["onset"]) or words[place + 1 : place + 2] != ["of"]:
        return None
    place += 2
    place += words[place : place + 1] in (["the"], ["this"])
    unit = words[place] if place < len(words) else ""
    days = {"year": reference.replace(month=1, day=1), "month": reference.replace(day=1)}
    days["week"] = reference - timedelta(days=reference.weekday())
    return (days[unit], place + 1) if unit in days else None


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
    return _at_moment(calendar, index, index + 2)


def _at_moment(calendar: Calendar, index: int, place: int) -> Time | None:
    """The day, perhaps after a clock time, up to which something is counted."""
    for step in range(place, min(place + 2 * REACH, len(calendar.tokens))):
        if step in calendar.dates:
            span = calendar.dates[step].resolve(calendar.reference)
            last = calendar.dates[step].last
            last += calendar.tokens.word[last : last + 1] in _HALVES
            return Time(index, last, "asof", None, span[1] if span else None)
        if calendar.tokens.word[step] in ("now", "writing"):
            return Time(index, step + 1, "asof")
        if calendar.tokens.kind[step] == BREAK or calendar.tokens.word[step] == ",":
            break
    return None


_HALVES: Final = (["morning"], ["afternoon"], ["evening"], ["night"], ["noon"], ["midnight"])


def _so_far(calendar: Calendar, index: int) -> Time | None:
    """`so far`, `to date`, `until now`: a total; `so far this year`, `thus far in May`: a total of that period."""
    words = calendar.tokens.word
    if words[index : index + 2] not in _SO_FAR and words[index : index + 3] != ["up", "to", "now"]:
        return _deadline(calendar, index) if words[index] == "until" else None
    place = index + 2 + (words[index] == "up")
    reader = _READERS.get(words[place]) if place < len(words) else None
    mention = calendar.dates.get(place + 1) if words[place : place + 1] == ["in"] else None
    period = _plain(calendar, mention, place + 1) if mention else reader(calendar, place) if reader else None
    if period and period.period in ("month", "year", "week", "since") and not period.idle:
        return replace(period, first=index, running=period.period != "week")
    return Time(index, place, "total", running=True)


_SO_FAR: Final = (["so", "far"], ["thus", "far"], ["this", "far"], ["to", "date"], ["until", "now"], ["till", "now"])


def _deadline(calendar: Calendar, index: int) -> Time | None:
    """`by the end of the month`, `until the end of June`: from the reference day to a day that is still to come."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index + 1 : index + 4] != ["the", "end", "of"]:
        return _by_day(calendar, index) if tokens.word[index] == "by" else None
    place = index + 4
    end: date | None
    if place in calendar.dates:
        span, last = calendar.dates[place].resolve(reference, ahead=True), calendar.dates[place].last
        end = span[1] if span else None
    else:
        place += tokens.word[place : place + 1] in (["the"], ["this"])
        end, last = _end_of(reference, tokens.word[place : place + 1]), place + 1
    return Time(index, last, "span", reference, end) if end and end > reference else None


def _by_day(calendar: Calendar, index: int) -> Time | None:
    """`by Sunday evening`: as of that day where it is past, else a deadline."""
    mention = calendar.date_at(index + 1, far=True)
    if mention is None:
        return None
    ahead = calendar.ahead(index)
    span = mention.resolve(calendar.reference, ahead=ahead)
    if span is None:
        return None
    if span[1] > calendar.reference and ahead:
        return Time(index, mention.last, "span", calendar.reference, span[1])
    return _at_moment(calendar, index, index + 1) if span[1] <= calendar.reference else None


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
    if through := _through(calendar, mention, index):
        return through
    first = index - 1 if index and calendar.tokens.word[index - 1] in ("on", "in", "during", "at") else index
    if mention.until:
        return Time(first, mention.last, "span", start, end)
    if mention.day is not None or mention.weekday is not None or mention.shift is not None:
        return Time(first, mention.last, "day", start, end)
    code: Period = "month" if mention.month is not None else "year"
    if not calendar.ahead(index):
        end = min(end, max(calendar.reference, start))
    return Time(first, mention.last, code, start, end)


def _through(calendar: Calendar, mention: DateMention, index: int) -> Time | None:
    """`31 July to 2 August`, `28 February – 4 March`: a run of days in two months."""
    words = calendar.tokens.word
    if mention.day is None or mention.until or words[mention.last : mention.last + 1] not in _RUN:
        return None
    second = calendar.date_at(mention.last + 1)
    if second is None or second.day is None or second.first > mention.last + 3:
        return None
    end = second.resolve(calendar.reference, ahead=calendar.ahead(index))
    first = replace(mention, year=mention.year or second.year)
    start = first.resolve(end[1]) if end else None
    if end is None or start is None or start[0] > end[1]:
        return None
    return Time(index, second.last, "span", start[0], end[1])


_RUN: Final = (["to"], ["until"], ["till"], ["through"], ["-"], ["–"], ["—"])
_READERS: Final[dict[str, Callable[[Calendar, int], Time | None]]] = {
    "since": _since,
    "from": _from,
    "between": _from,
    "as": _as_of,
    "by": _deadline,
    "before": _deadline,
    **WINDOW_READERS,
    **dict.fromkeys(("so", "thus", "to", "till", "until", "up"), _so_far),
}
