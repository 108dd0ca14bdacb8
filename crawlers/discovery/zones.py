"""In which zone a site's days are, as far as its address and the offsets that it prints tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ALIKE: Final = {"UK": "GB", "EU": "BE", "SU": "RU"}
_HOUR: Final = timedelta(hours=1)


class Guess(NamedTuple):
    """A zone, and the words that say why it may be that one."""

    zone: str
    why: str


def guess_zone(url: str, printed: Iterable[str]) -> Guess:
    """Return the zone in which a site probably writes, by its country and by the offsets of the dates it prints."""
    stamps = [stamp for text in printed if (stamp := _stamp(text))]
    zones = zones_of(country_of(url))
    fitting = [name for name in zones if stamps and all(_fits(name, stamp) for stamp in stamps)]
    if fitting:
        return Guess(fitting[0], "by its country and the offsets that it prints")
    offset = stamps[0].utcoffset() if stamps else None
    if zones and not offset:
        more = f"; there are {len(zones)} in that country" if len(zones) > 1 else ""
        return Guess(zones[0], f"by its country alone{more}")
    if offset and offset % _HOUR == timedelta(0):
        # The zones of POSIX count westwards.
        return Guess(f"Etc/GMT{-(offset // _HOUR):+d}", "by the offset that it prints: write its place instead")
    return Guess("UTC", "nothing tells it")


def country_of(url: str) -> str:
    """Return the two letters of the country that an address ends with, in upper case; "" where it ends otherwise."""
    last = (urlsplit(url).hostname or "").rpartition(".")[2].upper()
    return _ALIKE.get(last, last) if len(last) == len("XX") and last.isalpha() else ""


def zones_of(country: str) -> list[str]:
    """Return the zones of a country in the order in which the time-zone database lists them."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows: Sequence[list[str]] = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return [row[2] for row in rows if row[0] == country] if country else []


def _stamp(printed: str) -> datetime | None:
    """A printed instant with an offset of its own; none for UTC, in which anybody may print."""
    try:
        moment = datetime.fromisoformat(printed) if printed[:4].isdigit() else parsedate_to_datetime(printed)
        return moment if moment.utcoffset() else None
    except (ValueError, OverflowError):
        return None


def _fits(zone: str, stamp: datetime) -> bool:
    return stamp.astimezone(ZoneInfo(zone)).utcoffset() == stamp.utcoffset()
