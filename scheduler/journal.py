"""Enters into the log that a source was looked at: what came, did it drift, when is it due again, what was missed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from crawlers.drift import Reading, Unreadable, find_index_drift, find_reading_drift
from crawlers.error_class import chief_class, class_of
from crawlers.job import CrawlReport
from ingest.extract.version import EXTRACTOR
from ingest.store import CaptureStore
from ingest.store.health import HealthStore, LastVisit
from scheduler.agenda import REMEMBERED, plan_next

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection

    from crawlers.source import Source
    from ingest.store.health import Brought, LastAnswer

READ: Final = "en"
Mode: TypeAlias = Literal["crawl", "sweep", "backfill"]

LONGEST_MISSED: Final = timedelta(days=1)
"""A source that was due for longer than this and not read may have published more than its index still lists."""

PASSING: Final = frozenset({"network", "http", "robots", "internal"})
"""What made a crawl fail that may be over soon, as also the statement last_visits says."""

USUAL: Final = timedelta(days=30)
"""After so long an index that has shrunken is taken for what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a source, its report, and what tells its pages from others': captured beyond `after`, at `urls`.

    Without `urls` the pages are those that the report lists; in a sweep, all of the source.
    """

    source: Source
    mode: Mode
    started_at: datetime
    report: CrawlReport = field(default_factory=CrawlReport)
    after: int = 0
    urls: tuple[str, ...] | None = None

    @property
    def outcome(self) -> Literal["good", "partial", "failed"]:
        """How it went: what brought nothing that could be read has failed."""
        if not self.report.faults:
            return "good"
        index_failed = any(fault.step != "fetch" for fault in self.report.faults)
        came = self.report.captured or self.report.unchanged or (self.report.known and not index_failed)
        return "partial" if came else "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a look brought and showed: drift that began with it, and the days that may have been missed before."""

    brought: Brought
    drift: tuple[str, ...] = ()
    missed: tuple[date, date] | None = None


def enter_look(conn: Connection, look: Look) -> Entered:
    """Record a look at a source on `conn` (autocommit); a drift that began with it becomes a fault, once."""
    store = HealthStore(conn)
    ended_at = datetime.now(UTC)
    # Whoever read them: the pages of a long crawl are read beside it, too.
    brought = store.brought(look.source.id, EXTRACTOR, look.after, _urls(look))
    drift, due_at, missed = {}, None, None
    before: frozenset[str] = frozenset()
    if look.mode == "crawl":
        answer, before = store.last_answer(look.source.id), store.last_drift(look.source.id)
        drift = _find_drift(store, look, brought, before)
        due_at = _plan(store, look, brought, ended_at)
        missed = find_missed(look, answer)
    began = {way: sentence for way, sentence in drift.items() if way not in before}
    with conn.transaction():
        for sentence in began.values():
            _add_fault(conn, look, sentence)
        store.add_crawl(_as_row(look, brought, ended_at) | {"drift": sorted(drift), "due_at": due_at})
    return Entered(brought=brought, drift=tuple(began.values()), missed=missed)


def find_missed(look: Look, answer: LastAnswer | None) -> tuple[date, date] | None:
    """Return the days of publication that may have gone by unseen before a look; None where none have.

    They have where the source was not read for long although due, and where its index has nothing in common with what
    it listed the last time.
    """
    if answer is None or look.outcome == "failed":
        return None
    late = answer.due_at is not None and look.started_at - answer.due_at > LONGEST_MISSED
    gone_by = bool(look.report.entries) and not look.report.known
    if not late and not gone_by:
        return None
    zone = ZoneInfo(look.source.zone)
    return answer.ended_at.astimezone(zone).date(), look.started_at.astimezone(zone).date()


def _urls(look: Look) -> Sequence[str] | None:
    if look.urls is not None or look.mode == "sweep":
        return look.urls
    return [entry.url for entry in look.report.entries]


def _find_drift(store: HealthStore, look: Look, brought: Brought, before: frozenset[str]) -> dict[str, str]:
    """Return in which ways the source has drifted; what this look tells nothing about stays as it was."""
    found = {}
    index_faults = {class_of(fault.code) for fault in look.report.faults if fault.step != "fetch"}
    if index_faults <= {"layout"}:
        sizes = store.index_sizes(look.source.id, look.started_at - USUAL)
        sentence = find_index_drift(len(look.report.entries), sizes)
        if sentence:
            found["index"] = sentence
    elif "index" in before:
        found["index"] = ""
    if brought.documents or brought.unreadable:
        return found | _find_reading_drift(store, look)
    return found | {way: "" for way in before if way != "index"}


def _find_reading_drift(store: HealthStore, look: Look) -> dict[str, str]:
    rows = store.readings(look.source.id, EXTRACTOR)
    recorded = [at for at, *_ in rows] or [look.started_at - REMEMBERED]
    unreadable = Unreadable(*store.unreadable(look.source.id, min(recorded), max(recorded)))
    readings = [Reading(length, figures, indicators) for _, length, figures, indicators in rows]
    # In other languages no figure is read, whatever its file expects.
    expected = look.source.expect.indicators if look.source.language == READ else ()
    return find_reading_drift(readings, unreadable, expected)


def _plan(store: HealthStore, look: Look, brought: Brought, ended_at: datetime) -> datetime:
    name, answered = look.source.id, look.outcome != "failed"
    visits = store.visits(name, look.started_at - REMEMBERED) if look.source.pauses else []
    visits += [(look.started_at, brought.documents > 0)] if answered else []
    passing = not answered and chief_class(look.report.faults) in PASSING
    visit = LastVisit(name, look.started_at, look.started_at, ended_at, None, passing, None)
    return plan_next(look.source, visit, visits)


def _as_row(look: Look, brought: Brought, ended_at: datetime) -> dict[str, object]:
    return {
        "source": look.source.id,
        "mode": look.mode,
        "started_at": look.started_at,
        "ended_at": ended_at,
        "listed": len(look.report.entries),
        "known": look.report.known,
        "captured": look.report.captured,
        "unchanged": look.report.unchanged,
        "documents": brought.documents,
        "figures": brought.figures,
        "faults": len(look.report.faults),
        "outcome": look.outcome,
        "error": chief_class(look.report.faults),
    }


def _add_fault(conn: Connection, look: Look, sentence: str) -> None:
    row = {"source": look.source.id, "step": look.source.kind, "code": "drift", "sentence": sentence, "url": None}
    CaptureStore(conn).add_fault(row)
