"""How commands begin: the configuration from the environment, logging, and the installation."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from scheduler.configuration import read_configuration
from scheduler.installation import open_installation, open_prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.database import Database
    from scheduler.configuration import Configuration
    from scheduler.installation import Installation


def configuration() -> Configuration:
    """Return the configuration that the environment gives."""
    return read_configuration(os.environ)


@contextmanager
def installation() -> Iterator[Installation]:
    """Open the installation that the environment gives."""
    start_logging(logging.WARNING)
    with open_installation(configuration()) as opened:
        yield opened


def database() -> Database:
    """Open the database that the environment gives, without sources."""
    return open_prepared(configuration())


def start_logging(level: int) -> None:
    """Write one line an event to standard error: readable on a terminal, key=value elsewhere."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=True)
            if terminal
            else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in ("scrapy", "twisted", "trafilatura", "procrastinate", "apscheduler", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of theirs comes back to us as a fault
