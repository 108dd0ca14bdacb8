"""The daemon."""

from __future__ import annotations

import logging

from crawlers.reactor import run_with_reactor
from scheduler.commands import opening
from scheduler.daemon import run_daemon
from scheduler.installation import open_installation


def run() -> None:
    """Crawl every source when it is due, read and check what comes in, until told to stop.

    SIGTERM and Ctrl-C drain: what runs is finished, at most 25 seconds long. Several daemons may share one database by
    TALLYWIRE_DSN: one schedules, all work.

    Example: [bold]TALLYWIRE_DSN=postgresql://tallywire@db.example/tallywire tallywire run[/bold]
    """
    configuration = opening.configuration()
    opening.start_logging(logging.INFO)
    with open_installation(configuration) as installation:
        run_with_reactor(lambda: run_daemon(installation))
