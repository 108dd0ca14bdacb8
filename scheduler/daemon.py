"""The daemon: one leader puts what is due into the queue, every daemon and worker takes jobs from it.

What is due is told by the log of crawls: however long the machine slept, each source is then due once.

Leadership is an advisory lock on a connection of its own: when the leader dies, even by kill -9, the server frees the
lock and a stand-by takes it. Only the leader schedules; so two daemons on one database crawl nothing twice.
"""

from __future__ import annotations

import asyncio
import math
import signal
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from tenacity import AsyncRetrying, retry_if_exception_type, wait_exponential_jitter

from ingest.errors import TallywireError
from ingest.store.backfills import LEADER
from ingest.store.health import HealthStore, LastVisit
from ingest.store.statement import read_statement
from scheduler.agenda import REMEMBERED, Agenda
from scheduler.backfill import Request, list_backfill, work_backfill
from scheduler.jobs import crawl_source, read_waiting, work_slice
from scheduler.queue import defer, open_queue
from scheduler.sweep import sweep_source

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence

    from procrastinate import App

    from ingest.database import Database
    from scheduler.agenda import Due
    from scheduler.installation import Installation

log = structlog.get_logger()

CONCURRENCY: Final = 4
DRAIN_SECONDS: Final = 25
STALLED_SECONDS: Final = 30
SWEEP_SECONDS: Final = 15
LEASE_SECONDS: Final = 1.0
LONGEST_PAUSE: Final = 10.0
LIVE: Final = (Status.TODO.value, Status.DOING.value)

Work: TypeAlias = "Callable[[App, Installation], Coroutine[Any, Any, None]]"


class DatabaseLost(TallywireError):  # noqa: N818 - it names what happened
    """The database went away while somebody worked on it."""


async def run_daemon(installation: Installation) -> None:
    """Schedule and work until SIGTERM or SIGINT, then drain: what runs is finished or left for the next start."""
    await _serve(installation, _work, _lead)


async def run_worker(installation: Installation) -> None:
    """Take jobs from the queue until SIGTERM or SIGINT, without scheduling any."""
    await _serve(installation, _work)


def register_tasks(app: App, installation: Installation) -> None:
    """Name what the queue's jobs do."""
    _register_tasks_of_sources(app, installation)

    @app.task(name="work_slice")
    async def _slice(number: int) -> None:
        with _telling("work_slice", slice=number):
            await work_slice(installation, number)

    @app.task(name="read_waiting")
    async def _read() -> None:
        with _telling("read_waiting"):
            await read_waiting(installation, None)


def _register_tasks_of_sources(app: App, installation: Installation) -> None:
    @app.task(name="crawl_source")
    async def _crawl(name: str) -> None:
        if name in installation.catalog:  # a source may have been taken out since
            with _telling("crawl_source", source=name):
                harvest = await crawl_source(installation, name)
                if harvest and harvest.missed:
                    await _defer_gap(app, name, harvest.missed)

    @app.task(name="sweep_source")
    async def _sweep(name: str) -> None:
        if name in installation.catalog:
            with _telling("sweep_source", source=name):
                await sweep_source(installation, name)
                for days in await asyncio.to_thread(_open_gaps, installation, name):
                    await _defer_gap(app, name, days)

    @app.task(name="fill_gap")
    async def _fill(name: str, first: str, last: str) -> None:
        if name in installation.catalog:
            with _telling("fill_gap", source=name):
                await _backfill(installation, app, name, (date.fromisoformat(first), date.fromisoformat(last)))


@contextmanager
def _telling(job: str, **what: object) -> Iterator[None]:
    """Say in one line why a job failed: the queue keeps that it did, and a later one does its work."""
    try:
        yield
    except Exception as error:
        log.error("failed", job=job, **what, reason=_reason(error))  # noqa: TRY400 - one line
        raise


def _reason(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


async def _serve(installation: Installation, *works: Work) -> None:
    """Do all `works` until a signal comes; each begins anew when the database went away under it."""
    app = open_queue(installation.database)
    register_tasks(app, installation)
    stopped = asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(_tell_unexpected)
    async with app.open_async():
        again = (_work_again(work, app, installation, stopped) for work in works)
        await _until_stopped(stopped, _keep_server(installation.database), *again)


async def _until_stopped(stopped: asyncio.Event, *works: Coroutine[Any, Any, None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    tasks = [asyncio.create_task(work) for work in works]
    waiter = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait([*tasks, waiter], return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping", drains_seconds=DRAIN_SECONDS)
    finally:
        stopped.set()
        waiter.cancel()
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def _tell_unexpected(_: object, context: Mapping[str, Any]) -> None:
    """Say in one line what a library left unhandled, such as a job that the queue could not mark as done."""
    log.error("unexpected", what=context["message"], reason=_reason(context.get("exception")))


async def _keep_server(database: Database) -> None:
    """Start the embedded server again whenever its postmaster died."""
    while True:
        await asyncio.to_thread(database.ensure)
        await asyncio.sleep(LEASE_SECONDS)


async def _work_again(work: Work, app: App, installation: Installation, stopped: asyncio.Event) -> None:
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type((psycopg.OperationalError, ConnectorException, DatabaseLost)),
        wait=wait_exponential_jitter(initial=0.5, max=LONGEST_PAUSE),
        stop=lambda _: stopped.is_set(),
        before_sleep=lambda state: log.warning(
            "database lost", work=work.__name__.strip("_"), tries=state.attempt_number
        ),
        reraise=True,
    ):
        with attempt:
            await work(app, installation)


async def _work(app: App, _: Installation) -> None:
    await app.run_worker_async(
        concurrency=CONCURRENCY,
        install_signal_handlers=False,
        fetch_job_polling_interval=1.0,
        shutdown_graceful_timeout=DRAIN_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        delete_jobs="successful",  # what they brought is in the records; their rows would pile up for ever
    )
    # It ends by itself when its listener or its heartbeat fails.
    raise DatabaseLost("The queue's worker lost the database.")


async def _lead(app: App, installation: Installation) -> None:
    conninfo = installation.database.conninfo("writer")
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as conn:
        while not await _is_leader(conn):  # noqa: ASYNC110 - the event is another process's death: it can only be polled
            await asyncio.sleep(LEASE_SECONDS)
        log.info("leading", sources=len(installation.catalog))
        agenda, swept = Agenda(installation.catalog), -math.inf
        while True:
            # It fails once the connection, and so the lock, is lost.
            visits = await (await conn.execute(read_statement("last_visits"))).fetchall()
            await _fire(app, agenda.due([LastVisit(*row) for row in visits], datetime.now(UTC)))
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                await _revive_stalled(app)
                await defer(app, "read_waiting", key="read_waiting")
            await asyncio.sleep(LEASE_SECONDS)


async def _fire(app: App, due: Sequence[Due]) -> None:
    """Put into the queue what is due, unless it waits there or is being worked on."""
    if not due:
        return
    at_work = {
        job.queueing_lock
        for task in {f"{job}_source" for job, _ in due}
        for status in LIVE
        for job in await app.job_manager.list_jobs_async(task=task, status=status)
    }
    for job, name in due:
        key = f"{job}:{name}"
        if key not in at_work and await defer(app, f"{job}_source", key=key, name=name):
            log.info("due", source=name, job=job)


async def _defer_gap(app: App, name: str, days: tuple[date, date]) -> None:
    first, last = (day.isoformat() for day in days)
    if await defer(app, "fill_gap", key=f"gap:{name}:{first}", name=name, first=first, last=last):
        log.warning("missed", source=name, first=first, last=last)


def _open_gaps(installation: Installation, name: str) -> list[tuple[date, date]]:
    """Return the stretches of the last weeks in which a source was not read, and which nobody could read later yet."""
    zone = ZoneInfo(installation.source(name).zone)
    with installation.pool.connection() as conn:
        gaps = HealthStore(conn).gaps(name)
    return [
        (gap["unread_from"].astimezone(zone).date(), gap["unread_until"].astimezone(zone).date())
        for gap in gaps
        if not gap["filled"] and datetime.now(UTC) - gap["unread_until"] < REMEMBERED
    ]


async def _backfill(installation: Installation, app: App, name: str, days: tuple[date, date]) -> None:
    """Read what a source published in days that nobody looked, as far as its index still lists it."""
    source = installation.source(name)
    request = Request(first=days[0], last=days[1], via=source.past[0])
    number = await list_backfill(installation, source, request, lambda _: None)
    await work_backfill(installation, number, lambda _: None, lambda: None, app)


async def _is_leader(conn: psycopg.AsyncConnection) -> bool:
    row = await (await conn.execute("SELECT pg_try_advisory_lock(%s, 0)", [LEADER])).fetchone()
    return bool(row and row[0])


async def _revive_stalled(app: App) -> None:
    """Give jobs whose worker died back to the queue; they are safe to run again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        log.warning("revived", job=job.id, task=job.task_name)
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # the same work waits in the queue already
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
