"""The way through the pages of an index: which were met, what they listed, and where it goes on or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from crawlers.index import Index
    from crawlers.job import Entry, Plan
    from crawlers.paging import Paging

    Span = tuple[date | None, date | None]


class Walk:
    """A walk by the plan of a crawl; one that was interrupted goes on from its frontier.

    `paging` says how older pages are addressed, where that is known. `on_cap` is called once, with an address that was
    not followed and the number of pages read, where a window is not covered because of that.
    """

    def __init__(self, plan: Plan, paging: Paging | None, on_cap: Callable[[str, int], None]) -> None:
        self.paging = paging
        self.patient = False
        """Whether pages that show nothing new may be followed by pages that do."""
        self._plan = plan
        self._on_cap = on_cap
        self._capped = False
        self._read = set(plan.frontier.read) if plan.frontier else set()
        self._listed = plan.frontier.listed if plan.frontier else frozenset()
        self._met: set[str] = set()

    def enter(self, url: str) -> None:
        """Take a page of the index for read."""
        self._read.add(url)

    def may_enter(self, url: str, fewest: int = 0) -> bool:
        """Say whether a page is to be read: it was not yet, and there are not too many (`fewest` are never)."""
        if url in self._read:
            return False
        most = max(self._plan.index_pages, fewest)
        if len(self._read) < most:
            return True
        if self._plan.window and not self._capped:
            self._capped = True
            self._on_cap(url, most)
        return False

    def choose(self, entries: Sequence[Entry], spans: Sequence[Span]) -> tuple[list[Entry], bool]:
        """Return the entries of the window that are not listed yet, and whether older pages can hold more of it.

        `spans` are the days on which each can have been published. A page that shows nothing which this walk has not
        met ends it: it leads in a circle.
        """
        window = self._plan.window
        new = [(entry, span) for entry, span in zip(entries, spans, strict=True) if entry.key not in self._met]
        self._met.update(entry.key for entry, _ in new)
        wanted = [
            entry for entry, span in new if entry.key not in self._listed and (window is None or _overlap(span, window))
        ]
        dated = [latest for _, (_, latest) in new if latest is not None]
        return wanted, bool(new) and (window is None or not dated or max(dated) >= window[0])

    def older(self, url: str, index: Index, *, goes_on: bool) -> str | None:
        """Return the page that follows a page of the index, if it is to be read."""
        following = index.older
        if following is None and self.paging and not self.paging.is_dated:
            following = self.paging.after(url)
        # Number 1 is the first page once more where numbers begin with it.
        repeats = self.patient or (self.paging is not None and self.paging.number_of(url) == 1)
        return following if following and (goes_on or repeats) and self.may_enter(following) else None

    def may_lack(self, url: str) -> bool:
        """Say whether nobody need have written a page: one of a day, or one numbered beyond the first."""
        return self.paging is not None and (self.paging.is_dated or (self.paging.number_of(url) or 0) > 1)


def _overlap(span: Span, window: tuple[date, date]) -> bool:
    earliest, latest = span
    return (earliest is None or earliest <= window[1]) and (latest is None or latest >= window[0])
