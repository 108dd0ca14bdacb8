"""Backfills: their slices, and the locks of those who work on them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from psycopg.types.json import Jsonb

from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from psycopg import Connection

LISTING: Final = 2051080196
SLICE: Final = 2051080197
SOURCE: Final = 2051080198
LEADER: Final = 2051080199
ARCHIVE: Final = 2051080200


class Slice(NamedTuple):
    """A slice to work on: its source, its pages (url, title, published, guid) and its backfill."""

    source: str
    entries: list[dict[str, str]]
    backfill: int


class Progress(NamedTuple):
    """How far a backfill is: pages of the index read, pages listed and done."""

    listed: bool
    index_pages: int
    pages: int
    pages_done: int


class BackfillStore:
    """Statements on backfills."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._run = Statements(conn)

    def open(self, source: str, first_day: date, last_day: date, way: str) -> int:
        """Return the unfinished backfill of a source over these days by this way, made where there is none."""
        row = None
        while row is None:  # a row made by another session between the two halves of the statement shows the next time
            row = self._run.row("open_backfill", source=source, first_day=first_day, last_day=last_day, way=way)
        return int(row[0])

    def index_pages(self, backfill: int) -> dict[str, bool]:
        """Return the pages of the index that a backfill walks, in order of discovery, and whether each was read."""
        return dict(self._run.rows("index_pages", backfill=backfill))

    def listed(self, backfill: int) -> set[str]:
        """Return the addresses that a backfill lists."""
        return {row[0] for row in self._run.rows("listed_pages", backfill=backfill)}

    def add_index_pages(self, backfill: int, urls: Iterable[str]) -> None:
        """Keep that these pages of the index are to be read."""
        self._run.run_many("add_index_page", [{"backfill": backfill, "url": url} for url in urls])

    def finish_index_page(self, backfill: int, url: str, entries: Sequence[dict[str, str]], most: int) -> None:
        """Keep what a page of the index lists, at most so many pages to a slice, and that it was read."""
        newest = self._run.row("newest_slice", backfill=backfill)
        fitting = entries[: most - newest[1]] if newest and newest[1] < most else []
        if newest and fitting:
            self._run.run("extend_slice", slice=newest[0], entries=Jsonb(list(fitting)), pages=len(fitting))
        for n in range(len(fitting), len(entries), most):
            piece = list(entries[n : n + most])
            self._run.run("add_slice", backfill=backfill, entries=Jsonb(piece), pages=len(piece))
        self._run.run("finish_index_page", backfill=backfill, url=url)

    def finish_listing(self, backfill: int) -> None:
        """Say that the list of a backfill's pages is complete."""
        self._run.run("finish_listing", backfill=backfill)

    def unfinished(self, backfill: int) -> list[int]:
        """Return the slices that are not done, in order."""
        return [row[0] for row in self._run.rows("unfinished_slices", backfill=backfill)]

    def to_work(self, number: int) -> Slice | None:
        """Return a slice, or None once it is done."""
        row = self._run.row("slice_to_work", slice=number)
        return Slice(*row) if row else None

    def finish_slice(self, number: int) -> None:
        """Say that a slice is done."""
        self._run.run("finish_slice", slice=number)

    def finish(self, backfill: int) -> bool:
        """Say that a backfill is done, if all its slices are; return whether it is now."""
        return self._run.run("finish_backfill", backfill=backfill) > 0

    def progress(self, backfill: int) -> Progress:
        """Return how far a backfill is."""
        row = self._run.row("backfill_pages", backfill=backfill)
        return Progress(*row) if row else Progress(listed=False, index_pages=0, pages=0, pages_done=0)

    def not_had(self, backfill: int) -> list[tuple[str, str]]:
        """Return the pages that were refused for good: address and why."""
        return [
            (url, sentence or f"{url} gave no page.")
            for url, sentence in self._run.rows("pages_not_had", backfill=backfill)
        ]

    def silent_days(self, source: str, zone: str, first_day: date, last_day: date) -> list[date]:
        """Return the days on which a source published nothing that we hold."""
        rows = self._run.rows("days_without_report", source=source, zone=zone, first_day=first_day, last_day=last_day)
        return [row[0] for row in rows]

    @contextmanager
    def taken(self, kind: int, number: int) -> Iterator[bool]:
        """Take a piece of work for this session and give it back at the end; False where another session has it."""
        row = self._run.row("take_work", kind=kind, number=number)
        got = bool(row and row[0])
        try:
            yield got
        finally:
            if got:
                self._run.row("leave_work", kind=kind, number=number)
