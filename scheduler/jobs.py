"""What workers do: crawl a source, work on a slice of a backfill; then read what came in and check what it touched.

Every job can run twice, or be killed anywhere, without harm: captures are kept first, what became of each is recorded
once, and whoever works on a source or a slice holds a lock that dies with its connection.
"""

from __future__ import annotations

import asyncio
import zlib
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import psycopg
import structlog

from crawlers.crawl import CrawlReport, Entry, Fault, Plan, crawl
from ingest.pipeline import ingest_waiting
from ingest.store.backfills import SLICE, SOURCE, BackfillStore
from ingest.store.health import HealthStore
from ingest.verdicts import check_touched
from scheduler.journal import Look, enter_look

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import date

    from crawlers.source import Source
    from ingest.pipeline import Outcome
    from scheduler.installation import Installation
    from scheduler.journal import Entered, Mode

log = structlog.get_logger()
T = TypeVar("T")

CHECKED_EVERY: Final = 2000
"""So many captures are read before the counters they touched are checked: a check costs as much for one new report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one job brought: the crawl's report, what became of the captures read, and how many findings changed.

    `drift` says in which ways its source began to look unlike before, `missed` which days may have gone by unseen.
    """

    report: CrawlReport | None
    outcomes: tuple[Outcome, ...]
    findings: int
    drift: tuple[str, ...] = ()
    missed: tuple[date, date] | None = None

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

    async def work(source: Source, _: datetime) -> Harvest:
        report = await fetch(installation, source, Plan(mode="crawl", on_page=on_page))
        return await read_waiting(installation, name, report)

    return await look_at(installation, name, "crawl", work)


async def look_at(
    installation: Installation, name: str, mode: Mode, work: Callable[[Source, datetime], Awaitable[Harvest]]
) -> Harvest | None:
    """Do `work` on a source, given when it began, and enter it into the log; None where another worker is at it."""
    source = installation.source(name)
    async with holding(installation, SOURCE, zlib.crc32(name.encode()) & 0x7FFFFFFF) as got:
        if not got:
            return None
        look = await begin_look(installation, source, mode)
        try:
            harvest = await work(source, look.started_at)
        except psycopg.OperationalError:
            raise  # the database went away: the source is no wiser, and still due
        except Exception as error:
            await _note_failure(installation, look, error)
            raise
        return await note_look(installation, look, harvest)


async def begin_look(installation: Installation, source: Source, mode: Mode) -> Look:
    """Return a look at a source that begins now."""

    def newest() -> int:
        with installation.pool.connection() as conn:
            return HealthStore(conn).newest_capture()

    return Look(source=source, mode=mode, started_at=datetime.now(UTC), after=await asyncio.to_thread(newest))


async def note_look(installation: Installation, look: Look, harvest: Harvest) -> Harvest:
    """Enter into the log that a source was looked at and say so in a line; return the harvest with what that showed."""
    look = replace(look, report=harvest.report or CrawlReport())
    entered = await asyncio.to_thread(_enter, installation, look)
    log.info(
        {"crawl": "crawled", "sweep": "swept", "backfill": "read back"}[look.mode],
        source=look.source.id,
        captured=look.report.captured,
        new=entered.brought.documents,
        figures=entered.brought.figures,
        findings=harvest.findings,
        faults=len(look.report.faults),
    )
    for sentence in entered.drift:
        log.info("drift", source=look.source.id, what=sentence)
    return replace(harvest, drift=entered.drift, missed=entered.missed)


async def _note_failure(installation: Installation, look: Look, error: Exception) -> None:
    """Keep what broke a look at a source, so that it is seen to fail and waits for its turn before the next."""
    sentence = f"The {look.mode} broke off ({type(error).__name__}: {' '.join(str(error).split())[:200]})."
    fault = Fault(step=look.mode, code="internal", sentence=sentence, url=None, passing=True)
    with suppress(psycopg.Error):  # where it is the database that failed, nothing can be kept
        await asyncio.to_thread(
            installation.archive.report_fault, look.source.id, fault.step, fault.code, fault.sentence
        )
        await asyncio.to_thread(_enter, installation, replace(look, report=CrawlReport(faults=[fault])))


def _enter(installation: Installation, look: Look) -> Entered:
    with installation.pool.connection() as conn:
        return enter_look(conn, look)


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
        look = await begin_look(installation, installation.source(piece.source), "backfill")
        entries = [Entry(**entry) for entry in piece.entries]
        pages = [(entry.key, entry.url, entry.window) for entry in entries]
        kept = await asyncio.to_thread(installation.archive.kept, piece.source, pages)
        wanted = tuple(entry for entry in entries if entry.key not in kept)
        report = None
        if wanted:
            plan = Plan(mode="fetch", entries=wanted, on_page=on_page)
            report = await fetch(installation, look.source, plan)
        harvest = await read_waiting(installation, piece.source, report)
        if report is None or not any(fault.passing for fault in report.faults):
            await on_backfills(installation, lambda store: store.finish_slice(number))
        if report is not None:
            await note_look(installation, replace(look, urls=tuple(entry.url for entry in wanted)), harvest)
    return harvest


async def read_waiting(installation: Installation, name: str | None, report: CrawlReport | None = None) -> Harvest:
    """Read every capture that waits, of one source or of all, and check the counters touched."""
    return await asyncio.to_thread(_read_waiting, installation, name, report)


def _read_waiting(installation: Installation, name: str | None, report: CrawlReport | None) -> Harvest:
    with installation.pool.connection() as conn:
        outcomes, findings = [], 0
        for outcome in ingest_waiting(conn, name, installation.rules):
            outcomes.append(outcome)
            if len(outcomes) % CHECKED_EVERY == 0:
                findings += check_touched(conn)
        return Harvest(report=report, outcomes=tuple(outcomes), findings=findings + check_touched(conn))


async def on_backfills(installation: Installation, act: Callable[[BackfillStore], T]) -> T:
    """Run `act` on the backfills, on a connection of the pool, in a thread."""

    def work() -> T:
        with installation.pool.connection() as conn:
            return act(BackfillStore(conn))

    return await asyncio.to_thread(work)
