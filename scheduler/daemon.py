"""The daemon: one leader fires schedules into the queue, every daemon and worker takes jobs from it.

Leadership is an advisory lock on a connection of its own: when the leader dies, even by kill -9, the server frees the
lock and a stand-by takes it. Only the leader schedules; so two daemons on one database crawl nothing twice.
"""

from __future__ import annotations

import asyncio
import math
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import psycopg
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from tenacity import AsyncRetrying, retry_if_exception_type, wait_exponential_jitter

from ingest.errors import TallywireError
from ingest.store.backfills import LEADER
from scheduler.jobs import crawl_source, read_waiting, work_slice
from scheduler.queue import defer, open_queue
from scheduler.trigger import UtcCron

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping

    from apscheduler.triggers.base import BaseTrigger
    from procrastinate import App

    from crawlers.source import Source
    from ingest.database import Database
    from scheduler.installation import Installation

log = structlog.get_logger()

CONCURRENCY: Final = 4
DRAIN_SECONDS: Final = 25
STALLED_SECONDS: Final = 30
SWEEP_SECONDS: Final = 15
LEASE_SECONDS: Final = 1.0
LONGEST_PAUSE: Final = 10.0
GRACE_SECONDS: Final = 3600
"""A schedule missed by up to an hour (a suspended machine) still fires, once."""

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

    @app.task(name="crawl_source")
    async def _crawl(name: str) -> None:
        if name in installation.catalog:  # a source may have been taken out since
            with _telling("crawl_source", source=name):
                await crawl_source(installation, name)

    @app.task(name="work_slice")
    async def _slice(number: int) -> None:
        with _telling("work_slice", slice=number):
            await work_slice(installation, number)

    @app.task(name="read_waiting")
    async def _read() -> None:
        with _telling("read_waiting"):
            await read_waiting(installation, None)


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


def trigger_of(source: Source) -> BaseTrigger:
    """Return when a source is due: its interval, or its cron in its own zone, each local time once."""
    if source.every is not None:
        return IntervalTrigger(seconds=source.every, timezone="UTC", jitter=min(source.every / 10, 60))
    if source.pauses is not None:
        return IntervalTrigger(seconds=math.sqrt(math.prod(source.pauses)), timezone="UTC", jitter=1)
    return UtcCron(source.schedule, ZoneInfo(source.zone))


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
        schedule = _schedule(app, installation)
        schedule.start()
        try:
            while True:
                await conn.execute("SELECT 1")  # fails once the connection, and so the lock, is lost
                await asyncio.sleep(LEASE_SECONDS)
        finally:
            schedule.shutdown(wait=False)


async def _is_leader(conn: psycopg.AsyncConnection) -> bool:
    row = await (await conn.execute("SELECT pg_try_advisory_lock(%s, 0)", [LEADER])).fetchone()
    return bool(row and row[0])


def _schedule(app: App, installation: Installation) -> AsyncIOScheduler:
    schedule = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS}
    )

    async def fire(name: str) -> None:
        if await defer(app, "crawl_source", key=f"crawl:{name}", name=name):
            log.info("due", source=name)

    async def sweep() -> None:
        await _revive_stalled(app)
        await defer(app, "read_waiting", key="read_waiting")

    for name, source in installation.catalog.items():
        schedule.add_job(fire, trigger_of(source), args=[name], id=f"crawl:{name}")
    schedule.add_job(sweep, IntervalTrigger(seconds=SWEEP_SECONDS, timezone="UTC"), id="sweep")
    return schedule


async def _revive_stalled(app: App) -> None:
    """Give jobs whose worker died back to the queue; they are safe to run again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        log.warning("revived", job=job.id, task=job.task_name)
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # the same work waits in the queue already
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
