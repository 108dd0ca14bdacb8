"""Which addresses of a site are pages of a source: of what an archive holds of a host, not all is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from crawlers.source import Source

LONGEST_URL: Final = 4096
"""Longer addresses are nobody's bulletins."""

_PORTS: Final = {"http": 80, "https": 443}


class Scope:
    """The addresses that a source's patterns cover; its own indexes, and their further pages, are none of them.

    A pattern is an address without its scheme in which * stands for anything: `health.example/reports/*`. Without any,
    a listing's pages stand in its folder, those of all other kinds anywhere on its host.
    """

    def __init__(self, source: Source) -> None:
        self.patterns = source.archive.match or tuple(dict.fromkeys(_around(url, source) for url in source.urls))
        self._parts = [_bare(pattern).split("*") for pattern in self.patterns]
        self._indexes = {_path(place_of(url) or "") for way in source.past for url in source.urls_of(way)}
        self._by_query = any("?" in pattern for pattern in self.patterns)

    def __contains__(self, url: str) -> bool:
        """Say whether an address is that of a page of the source."""
        place = place_of(url)
        if place is None or not any(_fits(place, parts) for parts in self._parts):
            return False
        path = _path(place)
        is_index = path in self._indexes and not (self._by_query and "?" in place)
        return not is_index and not path.endswith("/robots.txt")


def place_of(url: str) -> str | None:
    """Return host, path and query of a web address as patterns are held against them; None where it is none.

    Archives hold one page as http and https, with www and without, as sites changed.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    shown = f":{port}" if port not in {None, _PORTS[parts.scheme]} else ""
    query = f"?{parts.query}" if parts.query else ""
    return _bare(f"{host}{shown}{parts.path or '/'}{query}")


def problem_of(pattern: str) -> str | None:
    """Return what is wrong with a pattern, None where nothing is."""
    host, slash, _ = pattern.partition("/")
    if "://" in pattern:
        return f"holds {pattern!r}: leave out what stands before the host"
    if not slash or not host or "*" in host or not pattern.isprintable() or " " in pattern:
        return f"holds {pattern!r}: write a host, / and what of its addresses is meant, as health.example/reports/*"
    if host != host.lower():
        return f"holds {pattern!r}: hosts are written in lower case"
    return None


def _around(url: str, source: Source) -> str:
    place = _path(place_of(url) or "")
    return (place[: place.rindex("/") + 1] if source.kind == "listing" else place.partition("/")[0] + "/") + "*"


def _bare(place: str) -> str:
    return place.removeprefix("www.")


def _path(place: str) -> str:
    return place.partition("?")[0]


def _fits(place: str, parts: list[str]) -> bool:
    """Say whether a place holds the parts of a pattern in their order, the first at its start, the last at its end."""
    first, *between = parts
    if not between:
        return place == first
    *between, last = between
    if not place.startswith(first):
        return False
    at = len(first)
    for part in between:
        found = place.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(place) - at >= len(last) and place.endswith(last)
