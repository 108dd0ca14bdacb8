from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from psycopg_pool import ConnectionPool

from ingest.store import CaptureStore
from ingest.store.health import HealthStore
from scheduler.agenda import Due
from scheduler.daemon import _fire, _open_gaps, _revive_stalled
from scheduler.queue import SCHEMA, defer, open_queue


def test_stalled_jobs_of_one_kind_are_revived_once(database):
    """Of jobs that died at the same work one waits again, and the others do not hold up the sweep."""

    def jobs(query):
        with database.connect("writer") as conn:
            conn.execute(f"SET search_path = {SCHEMA}")
            return conn.execute(query).rowcount

    async def work():
        app = open_queue(database)
        async with app.open_async():
            for _ in range(3):
                await defer(app, "crawl_source", key="crawl:ministry", name="ministry")
                await asyncio.to_thread(jobs, "UPDATE procrastinate_jobs SET status = 'doing'")
            await _revive_stalled(app)

    asyncio.run(work())
    assert jobs("SELECT FROM procrastinate_jobs WHERE status = 'todo'") == 1
    assert jobs("SELECT FROM procrastinate_jobs WHERE status = 'doing'") == 0


def test_what_waits_or_is_at_work_is_not_put_into_the_queue_again(database):
    """A source that is due is one job, however often that is found, also while it is being crawled."""

    def jobs(query):
        with database.connect("writer") as conn:
            conn.execute(f"SET search_path = {SCHEMA}")
            return conn.execute(query).rowcount

    async def work():
        app, due = open_queue(database), [Due("crawl", "ministry"), Due("sweep", "ministry")]
        async with app.open_async():
            await _fire(app, due)
            await _fire(app, due)
            await asyncio.to_thread(jobs, "UPDATE procrastinate_jobs SET status = 'doing'")
            await _fire(app, due)

    asyncio.run(work())
    assert jobs("SELECT FROM procrastinate_jobs") == 2


def test_gaps_that_nobody_filled_are_found_in_the_days_of_the_source(database):
    """A stretch of the last weeks without a crawl is days in the source's zone; one of long ago is left alone."""
    now = datetime.now(UTC).replace(hour=23, minute=30)
    with database.connect("writer") as conn:
        fields = dict.fromkeys(("title", "publisher", "kind", "language", "licence", "schedule"), "x")
        CaptureStore(conn).declare_source(
            fields | {"id": "ministry", "originator": None, "standing": "wire", "zone": "Europe/Kyiv"}
        )
        for days in (90, 50, 9, 5):
            at = now - timedelta(days=days)
            counts = dict.fromkeys(("listed", "known", "captured", "unchanged", "documents", "figures", "faults"), 0)
            row = {"source": "ministry", "mode": "crawl", "started_at": at, "ended_at": at, "outcome": "good"}
            HealthStore(conn).add_crawl(counts | row | {"error": None, "drift": [], "due_at": at + timedelta(hours=1)})
    with ConnectionPool(database.conninfo("writer"), min_size=1) as pool:
        installation = SimpleNamespace(pool=pool, source=lambda _: SimpleNamespace(zone="Europe/Kyiv"))
        found = _open_gaps(installation, "ministry")
    told = [(first - now.date(), last - now.date()) for first, last in found]
    assert isinstance(found[0][0], date)
    assert told == [(timedelta(-8), timedelta(-4)), (timedelta(-49), timedelta(-8))]
