"""Pages in a web archive, addressed by the instant at which it took them, in the form in which it took them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
FEWEST_LINKS: Final = 3
"""A page may cite an archive now and then; one that links to little else was rewritten by it."""

_TIMESTAMP: Final = re.compile(r"[0-9]{14}")
_SCHEME: Final = re.compile(r"https?://")
_FRAMED: Final = re.compile(
    rb"BEGIN WAYBACK TOOLBAR INSERT|FILE ARCHIVED ON \d|__wm\.(?:init|wombat|bt)\b|WBWombatInit|wombat\.js"
    rb"|/_static/(?:js/bundle-playback|css/banner-styles)|\bid=[\"']?(?:wm-ipp-base|_wb_frame_top_banner)"
)
_LINK: Final = re.compile(
    rb"(?:href|src|action)\s*=\s*[\"']?\s*(?P<site>(?:https?:)?//[^/\s\"'>]+)?"
    rb"(?P<taken>/(?:[\w.-]+/){0,3}?\d{14}(?:[a-z]{2}_)?/(?:https?:)?//)?",
    re.IGNORECASE,
)


class Memento(NamedTuple):
    """A page as an archive took it: when (14 digits, UTC), and the address that it had."""

    timestamp: str
    url: str


class Replay:
    """How an archive addresses pages as it took them: `raw` holds {timestamp} and {url}."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        shape = re.escape(_SCHEME.sub("", raw, count=1))
        shape = shape.replace(re.escape("{timestamp}"), r"(?P<timestamp>[0-9]{14})")
        self._shape = re.compile("https?://" + shape.replace(re.escape("{url}"), r"(?P<url>https?://[^\s]+)"))

    def address(self, memento: Memento) -> str:
        """Return where the archive shows a page as it took it."""
        return self._raw.replace("{timestamp}", memento.timestamp).replace("{url}", memento.url)

    def read(self, address: str) -> Memento | None:
        """Return the page that such an address shows; None where it is none of a page as it was taken."""
        found = self._shape.fullmatch(address)
        return Memento(found["timestamp"], found["url"]) if found else None


def problem_of(raw: str) -> str | None:
    """Return what is wrong with how an archive is said to address pages, None where nothing is."""
    if raw.count("{timestamp}") != 1 or not raw.endswith("/{url}") or raw.count("{") != 2:  # noqa: PLR2004 - these two
        return f"is {raw!r}: write {{timestamp}} where the instant stands, and /{{url}} at the end"
    return None


def read_timestamp(text: str) -> datetime | None:
    """Return the instant that 14 digits name; None where they name none, or one before there was a web."""
    try:
        at = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if _TIMESTAMP.fullmatch(text) else None
    except ValueError:
        return None
    return at if at and at >= EARLIEST else None


def taken_at(header: str, timestamp: str) -> datetime | None:
    """Return when a page was taken: as the header Memento-Datetime says (RFC 7089), else as its address does."""
    try:
        at = parsedate_to_datetime(header.strip())
    except (ValueError, OverflowError):
        return read_timestamp(timestamp)
    return at.astimezone(UTC) if at.tzinfo and at >= EARLIEST else read_timestamp(timestamp)


def is_rewritten(body: bytes) -> bool:
    """Say whether a page is not as an archive took it: framed by the archive, or its links made to lead there."""
    if _FRAMED.search(body):
        return True
    led = [bool(found["taken"]) for found in _links(body)]
    return sum(led) >= FEWEST_LINKS and sum(led) * 2 > len(led)


def _links(body: bytes) -> Iterable[re.Match[bytes]]:
    return (found for found in _LINK.finditer(body) if found["site"] or found["taken"])
