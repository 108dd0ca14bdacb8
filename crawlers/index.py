"""What one page of an index says: which items it lists, and which other pages of the index it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.job import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One page of an index: its entries, the newest first; `older` goes on where it ends, `parts` make it up."""

    entries: list[Entry]
    older: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def listed(self) -> int:
        """How many items it lists itself."""
        return len(self.entries)


def join(base: str, link: str) -> str:
    """Return the address that a link on a page leads to, without a login in it; "" where it is none."""
    try:
        return without_login(urljoin(base, link.strip()))
    except ValueError:
        return ""


def without_login(url: str) -> str:
    """Return an address without the name and password that may stand before its host: they are sent to nobody.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url


def keep_web(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that lead to a web page, each address once, in their order."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        if is_web(entry.url):
            kept.setdefault(entry.url, entry)
    return list(kept.values())


def is_web(url: str) -> bool:
    """Say whether an address is one of the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port beyond all ports
        return False
