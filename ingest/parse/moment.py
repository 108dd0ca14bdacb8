"""Dates that pages and feeds print, read strictly: an impossible day is no day, never its neighbour."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ingest.model import Precision

LONGEST: Final = 64
EARLIEST, LATEST = 1900, 2199
"""Years outside are slips or attacks; and at the ends of the calendar, the day before or after cannot be computed."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Moment(NamedTuple):
    """When something was published, and how exactly that is known."""

    at: datetime
    precision: Precision


def read_moment(text: str, zone: ZoneInfo) -> Moment | None:
    """Return what an ISO 8601 or RFC 822 date says; a time without an offset is `zone`'s. None where it is no date."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
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
