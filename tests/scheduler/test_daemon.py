from __future__ import annotations

import asyncio

from scheduler.daemon import _revive_stalled
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
