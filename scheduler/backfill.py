"""A stretch of a source's past: listed once, cut into slices that PostgreSQL keeps, worked on until none is left."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crawlers.crawl import Plan
from ingest.errors import TallywireError
from ingest.store.backfills import LISTING
from scheduler.jobs import fetch, holding, on_backfills, work_slice
from scheduler.queue import defer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from procrastinate import App

    from crawlers.crawl import Entry
    from crawlers.source import Source
    from ingest.store.backfills import BackfillStore, Progress
    from scheduler.installation import Installation

PAGES_A_SLICE: Final = 20
"""Small enough that a killed worker loses seconds, large enough that starting a crawl (5 ms) does not show."""

POLL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of publication, both included."""

    first: date
    last: date


async def list_backfill(installation: Installation, source: Source, span: Span) -> int:
    """Return the number of the backfill, its pages listed and sliced; one begun earlier goes on where it stood.

    Raises:
        TallywireError: the source's index could not be read.
    """
    number = await on_backfills(installation, lambda store: store.open(source.id, span.first, span.last))
    while not (await on_backfills(installation, lambda store: store.progress(number))).listed:
        async with holding(installation, LISTING, number) as got:
            if got and not (await on_backfills(installation, lambda store: store.progress(number))).listed:
                await _list(installation, source, span, number)
        await asyncio.sleep(0 if got else POLL_SECONDS)
    return number


async def work_backfill(
    installation: Installation, number: int, on_progress: Callable[[Progress], None], app: App | None = None
) -> bool:
    """Work on a backfill's slices beside any other worker until none is left; return whether it is finished.

    With `app` every slice is also put into the queue, so that running workers take part. Slices that cannot be finished
    now (a server that fails) are tried once and left for the next run.
    """
    waiting = await on_backfills(installation, lambda store: store.unfinished(number))
    if app is not None:
        for piece in waiting:
            await defer(app, "work_slice", key=f"slice:{piece}", number=piece)
    tried: set[int] = set()
    while waiting:
        for piece in waiting:
            if await work_slice(installation, piece) is not None:
                tried.add(piece)
            on_progress(await on_backfills(installation, lambda store: store.progress(number)))
        waiting = [
            one for one in await on_backfills(installation, lambda store: store.unfinished(number)) if one not in tried
        ]
        if waiting:
            await asyncio.sleep(POLL_SECONDS)  # another worker is at what is left
    return await on_backfills(installation, lambda store: store.finish(number)) or not await on_backfills(
        installation, lambda store: store.unfinished(number)
    )


async def _list(installation: Installation, source: Source, span: Span, number: int) -> None:
    report = await fetch(installation, source, Plan(mode="enumerate", window=(span.first, span.last)))
    if report.faults:
        raise TallywireError(f"The index of {source.id} could not be read to its end: {report.faults[0].sentence}")
    await on_backfills(installation, lambda store: _keep(store, number, report.entries))


def _keep(store: BackfillStore, number: int, entries: Sequence[Entry]) -> None:
    rows = [entry.as_row() for entry in entries]
    slices = [rows[n : n + PAGES_A_SLICE] for n in range(0, len(rows), PAGES_A_SLICE)]
    with store.conn.transaction():
        store.add_slices(number, slices)
