"""What workers do: crawl a source, work on a slice of a backfill; then read what came in and check what it touched.

Every job can run twice, or be killed anywhere, without harm: captures are kept first, what became of each is recorded
once, and whoever works on a source or a slice holds a lock that dies with its connection.
"""

from __future__ import annotations

import asyncio
import zlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import structlog

from crawlers.crawl import Entry, Plan, crawl
from ingest.pipeline import ingest_waiting
from ingest.store.backfills import SLICE, SOURCE, BackfillStore
from ingest.verdicts import check_touched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from crawlers.crawl import CrawlReport
    from crawlers.source import Source
    from ingest.pipeline import Outcome
    from scheduler.installation import Installation

log = structlog.get_logger()
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one job brought: the crawl's report, what became of the captures read, and how many findings changed."""

    report: CrawlReport | None
    outcomes: tuple[Outcome, ...]
    findings: int

    def count(self, kind: str) -> int:
        """Return how many captures ended as `kind`: document, unchanged or unreadable."""
        return sum(outcome.kind == kind for outcome in self.outcomes)

    @property
    def figures(self) -> int:
        """How many figures the new documents state."""
        return sum(outcome.figures for outcome in self.outcomes)


@asynccontextmanager
async def holding(installation: Installation, kind: int, number: int) -> AsyncIterator[bool]:
    """Hold a piece of work on a connection of its own; False where another holds it."""
    conn = await asyncio.to_thread(installation.database.connect, "writer")
    try:
        with BackfillStore(conn).taken(kind, number) as got:
            yield got
    finally:
        await asyncio.to_thread(conn.close)


async def fetch(installation: Installation, source: Source, plan: Plan) -> CrawlReport:
    """Do what `plan` says on `source`, under the name that this installation goes by."""
    return await crawl(source, installation.archive, plan, installation.configuration.contact)


async def crawl_source(
    installation: Installation, name: str, on_page: Callable[[], None] | None = None
) -> Harvest | None:
    """Crawl a source once and read what came in; None where another worker is at it."""
    source = installation.source(name)
    async with holding(installation, SOURCE, zlib.crc32(name.encode()) & 0x7FFFFFFF) as got:
        if not got:
            return None
        report = await fetch(installation, source, Plan(mode="crawl", on_page=on_page))
        harvest = await read_waiting(installation, name, report)
    log.info(
        "crawled",
        source=name,
        captured=report.captured,
        new=harvest.count("document"),
        figures=harvest.figures,
        findings=harvest.findings,
        faults=len(report.faults),
    )
    return harvest


async def work_slice(
    installation: Installation, number: int, on_page: Callable[[], None] | None = None
) -> Harvest | None:
    """Fetch and read the pages of one slice that are not kept yet; None where it is done or another worker is at it.

    A slice is done once every page was kept or refused for good; what may come right later leaves it for the next run.
    """
    async with holding(installation, SLICE, number) as got:
        piece = await on_backfills(installation, lambda store: store.to_work(number))
        if not got or piece is None:
            return None
        entries = [Entry(**entry) for entry in piece.entries]
        kept = await asyncio.to_thread(installation.archive.seen, piece.source, [entry.url for entry in entries])
        wanted = tuple(entry for entry in entries if entry.url not in kept)
        report = None
        if wanted:
            plan = Plan(mode="fetch", entries=wanted, on_page=on_page)
            report = await fetch(installation, installation.source(piece.source), plan)
        harvest = await read_waiting(installation, piece.source, report)
        if report is None or not any(fault.passing for fault in report.faults):
            await on_backfills(installation, lambda store: store.finish_slice(number))
    return harvest


async def read_waiting(installation: Installation, name: str | None, report: CrawlReport | None = None) -> Harvest:
    """Read every capture that waits, of one source or of all, and check the counters touched."""
    return await asyncio.to_thread(_read_waiting, installation, name, report)


def _read_waiting(installation: Installation, name: str | None, report: CrawlReport | None) -> Harvest:
    with installation.pool.connection() as conn:
        outcomes = ingest_waiting(conn, name, installation.rules)
        return Harvest(report=report, outcomes=tuple(outcomes), findings=check_touched(conn))


async def on_backfills(installation: Installation, act: Callable[[BackfillStore], T]) -> T:
    """Run `act` on the backfills, on a connection of the pool, in a thread."""

    def work() -> T:
        with installation.pool.connection() as conn:
            return act(BackfillStore(conn))

    return await asyncio.to_thread(work)
