"""A stretch of a source's past: listed once, cut into slices that PostgreSQL keeps, worked on until none is left."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from crawlers.crawl import Frontier, Plan, day_of, roots_of
from crawlers.middleware.budget import host_of
from ingest.errors import TallywireError
from ingest.store.backfills import LISTING, BackfillStore
from scheduler.jobs import fetch, holding, on_backfills, work_slice
from scheduler.queue import defer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from procrastinate import App

    from crawlers.crawl import IndexPage
    from crawlers.source import Source, Way
    from ingest.store.backfills import Progress
    from scheduler.installation import Installation

PAGES_A_SLICE: Final = 20
"""Small enough that a killed worker loses seconds, large enough that starting a crawl (5 ms) does not show."""

POLL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which past is wanted: days of publication, both included, and the way by which its pages are found."""

    first: date
    last: date
    via: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a backfill would find: pages listed, on how many pages of the index; how many of them are kept already.

    `undated` pages are listed without a day; `silent` are the days for which nothing is listed, where all are dated.
    `seconds` is the least that fetching the others takes, at the pace of the hosts that they are on.
    """

    pages: int
    index_pages: int
    kept: int
    undated: int
    seconds: float
    silent: tuple[date, ...]


async def look_ahead(
    installation: Installation, source: Source, request: Request, on_index: Callable[[IndexPage], None]
) -> Outlook:
    """Return what a backfill would find, without fetching a page or keeping a plan.

    Raises:
        TallywireError: the source's index could not be read to its end.
    """
    read: list[str] = []

    def count(page: IndexPage) -> None:
        read.append(page.url)
        on_index(page)

    plan = Plan(mode="enumerate", via=request.via, window=(request.first, request.last), on_index=count)
    report = await fetch(installation, source, plan)
    if report.faults:
        raise TallywireError(f"The index of {source.id} could not be read to its end: {report.faults[0].sentence}")
    pages = [(entry.key, entry.url, entry.window) for entry in report.entries]
    kept = await asyncio.to_thread(installation.archive.kept, source.id, pages)
    days = [day_of(entry, source) for entry in report.entries]
    every = (request.first + timedelta(days=n) for n in range((request.last - request.first).days + 1))
    return Outlook(
        pages=len(pages),
        index_pages=len(read),
        kept=len(kept),
        undated=days.count(None),
        seconds=_least_seconds(source, [key for key, *_ in pages if key not in kept]),
        silent=() if None in days else tuple(day for day in every if day not in days),
    )


def _least_seconds(source: Source, urls: Sequence[str]) -> float:
    hosts = Counter(host_of(url) for url in urls)
    return max((count * source.pace_of(host) for host, count in hosts.items()), default=0.0)


async def list_backfill(
    installation: Installation, source: Source, request: Request, on_progress: Callable[[Progress], None]
) -> int:
    """Return the number of the backfill, its pages listed and sliced; one begun earlier goes on where it stood.

    Raises:
        TallywireError: the source's index could not be read to its end; what was listed is kept.
    """
    number = await on_backfills(
        installation, lambda store: store.open(source.id, request.first, request.last, request.via)
    )
    while not (await on_backfills(installation, lambda store: store.progress(number))).listed:
        async with holding(installation, LISTING, number) as got:
            if got and not (await on_backfills(installation, lambda store: store.progress(number))).listed:
                await _list(installation, source, request, number, on_progress)
        await asyncio.sleep(0 if got else POLL_SECONDS)
    return number


async def work_backfill(
    installation: Installation,
    number: int,
    on_progress: Callable[[Progress], None],
    on_page: Callable[[], None],
    app: App | None = None,
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
            if await work_slice(installation, piece, on_page) is not None:
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


async def _list(
    installation: Installation, source: Source, request: Request, number: int, on_progress: Callable[[Progress], None]
) -> None:
    window = (request.first, request.last)
    roots = roots_of(source, request.via, window)
    frontier = await on_backfills(installation, lambda store: _open_frontier(store, number, roots))

    def keep(page: IndexPage) -> None:
        with installation.pool.connection() as conn:
            store = BackfillStore(conn)
            _keep_page(store, number, page)
            on_progress(store.progress(number))

    plan = Plan(mode="enumerate", via=request.via, window=window, frontier=frontier, on_index=keep)
    report = await fetch(installation, source, plan)
    if report.faults:
        raise TallywireError(
            f"The index of {source.id} could not be read to its end: {report.faults[0].sentence}"
            " What it listed so far is kept: run the same backfill again to go on."
        )
    await on_backfills(installation, lambda store: store.finish_listing(number))


def _open_frontier(store: BackfillStore, number: int, roots: Sequence[str]) -> Frontier:
    if not store.index_pages(number):
        with store.conn.transaction():
            store.add_index_pages(number, roots)
    pages = store.index_pages(number)
    return Frontier(
        waiting=tuple(url for url, read in pages.items() if not read),
        read=frozenset(url for url, read in pages.items() if read),
        listed=frozenset(store.listed(number)),
    )


def _keep_page(store: BackfillStore, number: int, page: IndexPage) -> None:
    with store.conn.transaction():
        store.add_index_pages(number, page.following)
        store.finish_index_page(number, page.url, [entry.as_row() for entry in page.entries], PAGES_A_SLICE)
