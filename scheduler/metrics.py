"""Health as Prometheus reads it: labels are ids of declared sources and words of fixed sets, never what a page says."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import structlog
from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from crawlers.drift import WAYS
from crawlers.error_class import CLASSES
from ingest.errors import TallywireError
from scheduler.health import STATES, Health, read_health

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from prometheus_client import Metric

    from ingest.database import Database

log = structlog.get_logger()

FRESH_SECONDS: Final = 10.0
"""However often it is asked for, the database is read no more often than this."""

INSTANTS: Final = {
    "last_crawl_at": "When the source was last crawled.",
    "last_success_at": "When the source last answered well.",
    "last_new_document_at": "When the source last gave something new.",
    "due_at": "When the source is to be crawled next.",
}
COUNTS: Final = {
    "documents": "Documents held of the source.",
    "items_last_week": "Pages first published in the last seven days.",
    "expected_per_day": "New pages expected a day.",
    "waiting": "Captures that wait to be read.",
    "faults_last_day": "Faults of the last 24 hours.",
}
SPANS: Final = {
    "overdue_by": "For how long the source has been due, where that is a concern; else 0.",
    "quiet_for": "For how long nothing new came, where that is longer than expected; else 0.",
}


class HealthCollector(Collector):
    """Reads health whenever it is asked for, and no more often than every few seconds."""

    def __init__(self, read: Callable[[], Health], fresh_seconds: float = FRESH_SECONDS) -> None:
        self._read = read
        self._fresh = fresh_seconds
        self._lock = threading.Lock()
        self._told: tuple[float, Health | None] = (0.0, None)

    def describe(self) -> list[Metric]:
        """Say nothing beforehand: the database need not be there yet."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield every metric; where the database does not answer, `tallywire_up` alone, as 0."""
        health = self._current()
        yield GaugeMetricFamily("tallywire_up", "Whether the database answers.", value=health is not None)
        if health is not None:
            yield from metrics_of(health)

    def _current(self) -> Health | None:
        with self._lock:
            at, health = self._told
            if not at or time.monotonic() - at >= self._fresh:
                try:
                    health = self._read()
                except Exception as error:  # noqa: BLE001 - whatever fails, its reader is told that it is down
                    log.warning("metrics", reason=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
                    health = None
                self._told = time.monotonic(), health
            return health


def metrics_of(health: Health) -> Iterator[Metric]:
    """Yield the metrics of sources, backfills and checks."""
    for column, help_ in INSTANTS.items():
        name = f"tallywire_source_{column.removesuffix('_at')}_timestamp_seconds"
        yield _of_sources(name, help_, health, column, lambda instant: instant and instant.timestamp())
    for column, help_ in COUNTS.items():
        yield _of_sources(f"tallywire_source_{column}", help_, health, column, lambda number: number)
    for column, help_ in SPANS.items():
        name = f"tallywire_source_{column}_seconds"
        yield _of_sources(name, help_, health, column, lambda span: span.total_seconds() if span else 0)
    yield _one_of("state", "Which state the source is in.", STATES, health)
    yield _one_of("error", "Class of what went wrong in the last crawl.", CLASSES, health)
    drift = GaugeMetricFamily("tallywire_source_drift", "Whether the source has drifted.", labels=["source", "way"])
    for row in health.sources:
        for way in WAYS:
            drift.add_metric([row["source"], way], float(way in row["drift"]))
    yield drift
    pages = GaugeMetricFamily("tallywire_backfill_pages_left", "Pages that backfills under way have not read.")
    pages.add_metric([], sum(row["pages"] - row["pages_read"] for row in health.backfills))
    yield pages
    yield GaugeMetricFamily("tallywire_observations", "Statements held.", value=health.totals["observations"])
    totals = GaugeMetricFamily("tallywire_totals", "Totals by verdict of the checks.", labels=["verdict"])
    for verdict in ("balanced", "unbalanced", "open"):
        totals.add_metric([verdict], health.totals[verdict])
    yield totals


def write_metrics(health: Health) -> str:
    """Return the metrics in Prometheus' text format."""
    return generate_latest(_registry(HealthCollector(lambda: health))).decode()


@contextmanager
def serving_metrics(
    address: tuple[str, int] | None, database: Database, declared: Collection[str]
) -> Iterator[tuple[str, int] | None]:
    """Serve the metrics at an address while in the block; yield where, or None where no address is given.

    Raises:
        TallywireError: the address cannot be listened at.
    """
    if address is None:
        yield None
        return

    def read() -> Health:
        with database.connect("reader") as conn:
            return read_health(conn, declared)

    try:
        server, thread = start_http_server(address[1], address[0], registry=_registry(HealthCollector(read)))
    except OSError as error:
        raise TallywireError(
            f"Metrics cannot be served at {address[0]}:{address[1]} ({error.strerror}): change TALLYWIRE_METRICS."
        ) from None
    try:
        yield address[0], server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _registry(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    return registry


def _of_sources(name: str, help_: str, health: Health, column: str, convert: Callable[[Any], Any]) -> Metric:
    metric = GaugeMetricFamily(name, help_, labels=["source"])
    for row in health.sources:
        value = convert(row[column])
        if value is not None:
            metric.add_metric([row["source"]], float(value))
    return metric


def _one_of(column: str, help_: str, words: Collection[str], health: Health) -> Metric:
    """Return a metric with a 1 at the word that holds of each source, and a 0 at each other."""
    metric = GaugeMetricFamily(f"tallywire_source_{column}", help_, labels=["source", column])
    for row in health.sources:
        for word in words:
            metric.add_metric([row["source"], word], float(row[column] == word))
    return metric
