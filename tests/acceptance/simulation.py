"""Days that pass at a newsroom of every kind while its sources are crawled, in a process of its own.

python simulation.py DAYS STEP writes the newsroom's log as JSON; the environment names the home and the database.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from crawlers.reactor import run_with_reactor
from crawlers.rehearsal import ALL, Newsroom, generated_truth, write_sources
from scheduler.commands import opening
from scheduler.jobs import crawl_source

PACE = 0.01
"""Seconds between two requests to the newsroom, whichever of its sources is crawled."""


def live(days, step):
    """Publish `step` days at a time, crawl all sources after each, and return what the newsroom noted."""
    with Newsroom(generated_truth(days)) as newsroom:
        folder = Path(os.environ["TALLYWIRE_HOME"]) / "sources"
        names = write_sources(folder, newsroom.url, ALL)
        for file in folder.glob("**/*.toml"):
            file.write_text(f"pace = {PACE}\n{file.read_text()}")
        calendar = [bulletin.day for bulletin in newsroom.truth.bulletins]
        with opening.installation() as installation:

            async def crawl_all():
                for day in [*calendar[step - 1 :: step], calendar[-1]]:
                    newsroom.publish_until(day)
                    harvests = await asyncio.gather(*(crawl_source(installation, name) for name in names))
                    assert all(harvests), day

            run_with_reactor(crawl_all)
        return [asdict(visit) for visit in newsroom.log]


if __name__ == "__main__":
    json.dump(live(int(sys.argv[1]), int(sys.argv[2])), sys.stdout, default=str)
