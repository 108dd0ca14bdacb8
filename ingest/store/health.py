"""The log of crawls, and what is told from it: rhythm, drift, gaps and health of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from psycopg.rows import dict_row

from ingest.store.statement import Statements, read_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from psycopg import Connection

MOST_VISITS: Final = 500
MOST_SIZES: Final = 20
MOST_READINGS: Final = 60


class LastVisit(NamedTuple):
    """A source with when it was first known, its last crawl, when that made it due again, and its last sweep.

    `failed` is whether that crawl brought nothing, by what may be over soon.
    """

    source: str
    first_seen_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    failed: bool
    swept_at: datetime | None


class LastAnswer(NamedTuple):
    """When a source was last crawled well, and when it was due after that."""

    ended_at: datetime
    due_at: datetime | None


class Brought(NamedTuple):
    """What became of captured pages: documents, figures in them, and pages that could not be read."""

    documents: int
    figures: int
    unreadable: int


class HealthStore:
    """Statements on the log of crawls."""

    def __init__(self, conn: Connection[Any]) -> None:
        self.conn = conn
        self._run = Statements(conn)

    def add_crawl(self, row: Mapping[str, object]) -> None:
        """Record that a source was looked at."""
        self._run.run("add_crawl", **row)

    def newest_capture(self) -> int:
        """Return the number of the newest capture, 0 where there is none."""
        return self._run.number("newest_capture")

    def brought(self, source: str, extractor: str, after: int, urls: Sequence[str] | None) -> Brought:
        """Return what became of the pages of a source captured beyond a number; at these addresses, or at any."""
        row = self._run.row(
            "brought_since", source=source, extractor=extractor, after=after, urls=None if urls is None else list(urls)
        )
        return Brought(*row) if row else Brought(0, 0, 0)

    def visits(self, source: str, since: datetime) -> list[tuple[datetime, bool]]:
        """Return the crawls that a source answered since an instant: when, and whether anything was new; in order."""
        return [
            (row[0], row[1]) for row in self._run.rows("rhythm_of_source", source=source, since=since, most=MOST_VISITS)
        ]

    def index_sizes(self, source: str, since: datetime) -> list[int]:
        """Return how much the index listed in the last crawls that found it as it used to be."""
        return [row[0] for row in self._run.rows("index_sizes", source=source, since=since, most=MOST_SIZES)]

    def last_drift(self, source: str) -> frozenset[str]:
        """Return in which ways a source had drifted at its last crawl."""
        row = self._run.row("last_drift", source=source)
        return frozenset(row[0]) if row else frozenset()

    def last_answer(self, source: str) -> LastAnswer | None:
        """Return when a source was last crawled well, or None."""
        row = self._run.row("last_answer", source=source)
        return LastAnswer(*row) if row else None

    def readings(self, source: str, extractor: str) -> list[tuple[datetime, int, int, frozenset[str]]]:
        """Return the newest documents, oldest first: when recorded, length, number of figures, their indicators."""
        rows = self._run.rows("newest_readings", source=source, extractor=extractor, most=MOST_READINGS)
        return [(at, length, figures, frozenset(indicators)) for at, length, figures, indicators in rows]

    def unreadable(self, source: str, oldest: datetime, newest: datetime) -> tuple[int, int]:
        """Return how many pages could not be read after `newest`, and how many between `oldest` and that."""
        row = self._run.row("unreadable_pages", source=source, oldest=oldest, newest=newest)
        return (row[0], row[1]) if row else (0, 0)

    def to_sweep(self, source: str, ages: Sequence[int], now: datetime) -> list[tuple[str, dict[str, str]]]:
        """Return the pages that came of one of these ages (days) since they were last asked for: address and hint."""
        rows = self._run.rows("pages_to_sweep", source=source, ages=list(ages), days=max(ages, default=0), now=now)
        return [(row[0], row[1]) for row in rows]

    def health(self, source: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of view source_health, of one source or of all, by column."""
        return self._dicts("health_of_sources", source=source)

    def crawls(self, source: str, most: int) -> list[dict[str, Any]]:
        """Return the last crawls of a source, the newest first."""
        return self._dicts("last_crawls", source=source, most=most)

    def faults(self, source: str, most: int) -> list[dict[str, Any]]:
        """Return the last faults of a source, the newest first."""
        return self._dicts("last_faults", source=source, most=most)

    def gaps(self, source: str) -> list[dict[str, Any]]:
        """Return the stretches in which a source was not read, the newest first."""
        return self._dicts("gaps_of_source", source=source)

    def _dicts(self, name: str, **values: object) -> list[dict[str, Any]]:
        with self.conn.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(read_statement(name), values).fetchall()
