"""The daemon."""

from __future__ import annotations

import logging

from crawlers.reactor import run_with_reactor
from scheduler.commands import opening
from scheduler.daemon import run_daemon
from scheduler.installation import open_installation
from scheduler.metrics import serving_metrics


def run() -> None:
    """Crawl every source when it is due, read and check what comes in, until told to stop.

    SIGTERM and Ctrl-C drain: what runs is finished, at most 25 seconds long. Several daemons may share one database by
    TALLYWIRE_DSN: one schedules, all work.

    With TALLYWIRE_METRICS=127.0.0.1:9464 it serves the health of its sources there, as Prometheus reads it.

    Example: [bold]TALLYWIRE_DSN=postgresql://tallywire@db.example/tallywire tallywire run[/bold]
    """
    configuration = opening.configuration()
    opening.start_logging(logging.INFO)
    with (
        open_installation(configuration) as installation,
        serving_metrics(configuration.metrics, installation.database, installation.catalog),
    ):
        run_with_reactor(lambda: run_daemon(installation))
