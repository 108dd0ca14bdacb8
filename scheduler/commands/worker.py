"""A worker beside the daemon."""

from __future__ import annotations

import logging

from crawlers.reactor import run_with_reactor
from scheduler.commands import opening
from scheduler.daemon import run_worker
from scheduler.installation import open_installation


def worker() -> None:
    """Take jobs from the queue until told to stop, without scheduling any: for further machines on one database.

    Example: [bold]TALLYWIRE_DSN=postgresql://tallywire@db.example/tallywire tallywire worker[/bold]
    """
    configuration = opening.configuration()
    opening.start_logging(logging.INFO)
    with open_installation(configuration) as installation:
        run_with_reactor(lambda: run_worker(installation))
