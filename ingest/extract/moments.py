"""Moments up to which something is counted, and deadlines: `as of 6 p.m. Saturday`, `by the end of the month`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import REACH, Calendar, Time
from ingest.extract.text import BREAK

if TYPE_CHECKING:
    from ingest.extract.datemention import DateMention


def read_as_of(calendar: Calendar, index: int) -> Time | None:
    """`as of 6 p.m. Saturday`, `as at 3 May`."""
    if calendar.tokens.word[index + 1 : index + 2] not in (["of"], ["at"]):
        return None
    return _at_moment(calendar, index, index + 2)


def read_until(calendar: Calendar, index: int, place: int) -> Time | None:
    """`up to 14 May`: as of that day."""
    return _at_moment(calendar, index, place)


def _at_moment(calendar: Calendar, index: int, place: int) -> Time | None:
    """The day, perhaps after a clock time, up to which something is counted."""
    for step in range(place, min(place + 2 * REACH, len(calendar.tokens))):
        if step in calendar.dates:
            span = calendar.dates[step].resolve(calendar.reference)
            last = calendar.dates[step].last
            last += calendar.tokens.word[last : last + 1] in _HALVES
            return Time(index, last, "asof", None, span[1] if span else None)
        if calendar.tokens.word[step] == "this" and calendar.tokens.word[step + 1 : step + 2] in _HALVES:
            return Time(index, step + 2, "asof", None, calendar.reference)
        if calendar.tokens.word[step] in ("same", "that") and calendar.tokens.word[step + 1 : step + 2] == ["day"]:
            return Time(index, step + 2, "asof", again=True, later=0)
        if calendar.tokens.word[step] in ("now", "writing"):
            return Time(index, step + 1, "asof")
        if calendar.tokens.kind[step] == BREAK or calendar.tokens.word[step] in (",", ";"):
            break
    return None


_HALVES: Final = (["morning"], ["afternoon"], ["evening"], ["night"], ["noon"], ["midnight"])


def read_deadline(calendar: Calendar, index: int) -> Time | None:
    """`by the end of the month`, `until the end of June`: from the reference day to a day that is still to come."""
    tokens, reference = calendar.tokens, calendar.reference
    if tokens.word[index + 1 : index + 4] != ["the", "end", "of"]:
        by = tokens.word[index] == "by" or (tokens.word[index] == "until" and calendar.ahead(index))
        return _by_day(calendar, index) if by else None
    place = index + 4
    end: date | None
    if place in calendar.dates and not calendar.ahead(index):
        return _by_past(calendar, index, calendar.dates[place])
    if place in calendar.dates:
        span, last = calendar.dates[place].resolve(reference, ahead=True), calendar.dates[place].last
        end = span[1] if span else None
    else:
        place += tokens.word[place : place + 1] in (["the"], ["this"])
        end, last = _end_of(reference, tokens.word[place : place + 1]), place + 1
    return Time(index, last, "span", reference, end) if end and end > reference else None


def _by_past(calendar: Calendar, index: int, mention: DateMention) -> Time | None:
    """`by the end of April`, told of in the past: as of its last day; a deadline where that is still to come."""
    span = mention.resolve(calendar.reference)
    if span and span[1] < calendar.reference:
        year = mention.month is None
        return Time(index, mention.last, "year" if year else "asof", span[0] if year else None, span[1])
    ahead = mention.resolve(calendar.reference, ahead=True)
    end = ahead[1] if ahead else None
    return Time(index, mention.last, "span", calendar.reference, end) if end and end > calendar.reference else None


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
