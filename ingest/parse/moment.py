"""Dates that pages and feeds print, read strictly: an impossible day is no day, never its neighbour."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ingest.model import DateOrder, Precision

LONGEST: Final = 64
EARLIEST, LATEST = 1900, 2199
"""Years outside are slips or attacks; and at the ends of the calendar, the day before or after cannot be computed."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_PATH: Final = re.compile(r"(?<![\w-])(\d{4})([/-])(\d{2})\2(\d{2})(?!\d)")
_MONTHS: Final = {
    name: number
    for number, long in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ),
        start=1,
    )
    for name in (long, long[:3], long[:4] if long == "september" else long)
}  # fmt: skip
_DIGITS: Final = re.compile(r"[0-9]{1,2}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?(?: ?([ap])m)?", re.IGNORECASE)
_WORDS_OF_DAY: Final = 3
_NOON: Final = 12
_DOTTED: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_IDLE: Final = re.compile(
    r"[,|/.()–—-]|(?<=\d)(?:st|nd|rd|th)\b|\b(?:(?:mon|tue|tues|wednes|wed|thurs|thu|fri|satur|sat|sun)(?:day)?"
    r"|published|posted|updated|update|date|on|at|hrs|hours):?(?=\W|$)",
    re.IGNORECASE,
)
"""What a written date holds beside its day and time."""
_HALVES: Final = re.compile(r"\b([ap])\.?m\b\.?", re.IGNORECASE)


class Moment(NamedTuple):
    """When something was published, and how exactly that is known."""

    at: datetime
    precision: Precision


def read_moment(text: str, zone: ZoneInfo, dates: DateOrder | None = None) -> Moment | None:
    """Return what a date says, in ISO 8601, in RFC 822, or as pages write it: `13 May 2018, 18:30`; None for no date.

    A time without an offset is `zone`'s. `dates` tells what 03/04/2026 means; without it, only what can mean one day.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    return _read_stamp(text, zone) or _read_written(text, zone, dates)


def read_address(url: str, zone: ZoneInfo) -> Moment | None:
    """Return the day that the path of an address states, as in /2018/05/13/report or /2018-05-13.html.

    None where it states none, or two. Eight digits may be a number as well as a day, so they are none.
    """
    days = {"-".join(found.group(1, 3, 4)) for found in _IN_PATH.finditer(urlsplit(url).path)}
    return read_moment(days.pop(), zone) if len(days) == 1 else None


def _read_stamp(text: str, zone: ZoneInfo) -> Moment | None:
    try:
        moment = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        if not EARLIEST <= moment.year <= LATEST:
            return None
        if _DAY.fullmatch(text):
            return Moment(moment.replace(tzinfo=zone), "day")
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return Moment(aware.astimezone(zone), "instant")
    except (ValueError, OverflowError):
        return None


def _read_written(text: str, zone: ZoneInfo, dates: DateOrder | None) -> Moment | None:
    words = _IDLE.sub(" ", _HALVES.sub(r"\1m", text)).split()
    order = "day-first" if _DOTTED.search(text) else dates  # where dots are written, the day comes first
    days = _days_in(words[:_WORDS_OF_DAY], order)
    clock = _CLOCK.fullmatch(" ".join(words[_WORDS_OF_DAY:]))
    if len(days) != 1 or (len(words) > _WORDS_OF_DAY and clock is None):
        return None
    (day,) = days
    if clock is None:
        return Moment(day.replace(tzinfo=zone), "day")
    hour = int(clock[1])
    if clock[4]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if clock[4].lower() == "p" else 0)
    at = day.replace(hour=hour, minute=int(clock[2]), second=int(clock[3] or 0), tzinfo=zone)
    return Moment(at, "instant")


def _days_in(words: list[str], order: DateOrder | None) -> set[datetime]:
    """The days that a day, a month and a year can mean, at midnight."""
    if len(words) != _WORDS_OF_DAY or not _YEAR.fullmatch(words[2]):
        return set()
    year, pairs = int(words[2]), []
    for number, name in (words[:2], words[1::-1]):
        if _DIGITS.fullmatch(number) and name.lower() in _MONTHS:
            pairs.append((_MONTHS[name.lower()], int(number)))
    if all(_DIGITS.fullmatch(word) for word in words[:2]):
        first, second = int(words[0]), int(words[1])
        pairs += [(second, first)] if order != "month-first" else []
        pairs += [(first, second)] if order != "day-first" else []
    return {found for month, day in pairs if (found := _day(year, month, day))}


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day) if EARLIEST <= year <= LATEST else None  # noqa: DTZ001 - the caller knows it
    except ValueError:
        return None
