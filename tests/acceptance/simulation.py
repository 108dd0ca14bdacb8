"""Days that pass at a newsroom of every kind while its sources are crawled, or its past, in a process of its own.

`python simulation.py days DAYS STEP` and `python simulation.py past KIND...` write the newsroom's log as JSON; the
environment names the home and the database.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from crawlers.reactor import run_with_reactor
from crawlers.rehearsal import ALL, Newsroom, generated_truth, write_sources
from scheduler.backfill import Request, list_backfill, work_backfill
from scheduler.commands import opening
from scheduler.jobs import crawl_source

PACE = 0.01
"""Seconds between two requests to the newsroom, whichever of its sources is crawled."""

FIRST, DAYS = date(2024, 1, 25), 12
"""The past: twelve days at the turn of a month."""


@contextmanager
def opened(truth, outlets):
    """Open a newsroom that tells `truth`, an installation, and the sources of `outlets` in both; yield them."""
    with Newsroom(truth) as newsroom:
        folder = Path(os.environ["TALLYWIRE_HOME"]) / "sources"
        names = write_sources(folder, newsroom.url, outlets)
        for file in folder.glob("**/*.toml"):
            file.write_text(f"pace = {PACE}\n{file.read_text()}")
        with opening.installation() as installation:
            yield newsroom, installation, names


def live(days, step):
    """Publish `step` days at a time, crawl all sources after each, and return what the newsroom noted."""
    with opened(generated_truth(days), ALL) as (newsroom, installation, names):
        calendar = [bulletin.day for bulletin in newsroom.truth.bulletins]

        async def crawl_all():
            for day in [*calendar[step - 1 :: step], calendar[-1]]:
                newsroom.publish_until(day)
                harvests = await asyncio.gather(*(crawl_source(installation, name) for name in names))
                assert all(harvests), day

        run_with_reactor(crawl_all)
        return newsroom.log


def look_back(kinds):
    """Backfill the sources of some kinds, then crawl the first anew when its newest text was edited."""
    outlets = [next(outlet for outlet in ALL if outlet.kind == kind) for kind in kinds]
    with opened(generated_truth(DAYS, first_day=FIRST), outlets) as (newsroom, installation, names):
        last = newsroom.truth.bulletins[-1]

        async def backfill(name):
            source = installation.source(name)
            request = Request(first=FIRST, last=last.day, via=source.kind)
            number = await list_backfill(installation, source, request, lambda _: None)
            assert await work_backfill(installation, number, lambda _: None, lambda: None), name

        async def backfill_all():
            await asyncio.gather(*(backfill(name) for name in names))
            value = f"{last.statements[0].value:,}"
            newsroom.change_page(last.day, f" {value} people", " 4,444 people", outlet=outlets[0].name)
            assert await crawl_source(installation, names[0])

        run_with_reactor(backfill_all)
        return newsroom.log


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    log = live(*map(int, words)) if what == "days" else look_back(words)
    json.dump([asdict(visit) for visit in log], sys.stdout, default=str)
