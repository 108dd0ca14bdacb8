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
_WRITTEN: Final = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
_NUMBERED: Final = {"day-first": "%d %m %Y", "month-first": "%m %d %Y"}
_CLOCKS: Final = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M%p")
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
    words = " ".join(_IDLE.sub(" ", _HALVES.sub(r"\1m", text)).replace("Sept ", "Sep ").split())
    order = "day-first" if _DOTTED.search(text) else dates  # where dots are written, the day comes first
    numbered = [_NUMBERED[order]] if order else list(_NUMBERED.values())
    for formats in (_WRITTEN, numbered):
        found = {moment for day in formats if (moment := _read_format(words, day))}
        if len(found) == 1:
            read, precision = found.pop()
            return Moment(read.replace(tzinfo=zone), precision) if EARLIEST <= read.year <= LATEST else None
    return None


def _read_format(words: str, day: str) -> Moment | None:
    for clock in _CLOCKS:
        try:
            return Moment(datetime.strptime(words, day + clock), "instant" if clock else "day")  # noqa: DTZ007 - the caller knows the zone
        except ValueError:
            continue
    return None
