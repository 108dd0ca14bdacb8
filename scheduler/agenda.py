"""When each source is due: by its schedule and by what the log of crawls says, so that a restart changes nothing."""

from __future__ import annotations

import math
import zlib
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from crawlers.rhythm import Visit, pause_after
from scheduler.trigger import UtcCron

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawlers.source import Source
    from ingest.store.health import LastVisit

REMEMBERED: Final = timedelta(days=28)
"""So far back a source's rhythm is looked for: four of its weeks."""

SOON: Final = timedelta(minutes=30)
"""A source that failed by what may be over soon is tried again by then, however rarely its schedule wants it."""

AGAIN: Final = timedelta(seconds=15)
WRONG_BY: Final = timedelta(hours=2)
"""An entry of the log that lies so far ahead is no matter of clocks that differ a little."""

SWEEP_EVERY: Final = timedelta(days=1)
SPREAD_OF_CRON: Final = 30.0
LONGEST_SPREAD: Final = 60.0
LEAST_SPREAD_OF_SWEEPS: Final = 3600.0


class Due(NamedTuple):
    """A job that is due: to crawl or to sweep a source."""

    job: Literal["crawl", "sweep"]
    source: str


class Agenda:
    """The sources of a catalogue and when they are due; what the log of crawls says of one is reckoned with once."""

    def __init__(self, catalog: Mapping[str, Source]) -> None:
        self._catalog = catalog
        self._known: dict[LastVisit, tuple[datetime, datetime | None]] = {}
        self._told: dict[tuple[Due, LastVisit], datetime] = {}

    def due(self, visits: Sequence[LastVisit], now: datetime) -> list[Due]:
        """Return what is due now, of the sources that are enabled: crawls first, in the order of `visits`.

        What was told and is due still is told again after a while only: it may be waiting, or be held by another.
        """
        declared = [visit for visit in visits if visit.source in self._catalog and self._catalog[visit.source].enabled]
        self._known = {visit: self._known.get(visit) or self._reckon(visit) for visit in declared}
        crawls = [
            (Due("crawl", visit.source), visit)
            for visit, (at, _) in self._known.items()
            if at <= now or _lies_ahead(visit.started_at, now)
        ]
        sweeps = [
            (Due("sweep", visit.source), visit)
            for visit, (_, at) in self._known.items()
            if at and (at <= now or _lies_ahead(visit.swept_at, now))
        ]
        due = [*crawls, *sweeps]
        told = {one: self._told[one] for one in due if one in self._told and abs(now - self._told[one]) < AGAIN}
        self._told = dict.fromkeys(due, now) | told
        return [job for job, visit in due if (job, visit) not in told]

    def _reckon(self, visit: LastVisit) -> tuple[datetime, datetime | None]:
        source = self._catalog[visit.source]
        return next_crawl(source, visit), next_sweep(source, visit)


def _lies_ahead(instant: datetime | None, now: datetime) -> bool:
    """Say whether a clock that went wrong dated an entry of the log: it would hold its source up until then."""
    return instant is not None and instant - now > WRONG_BY


def next_crawl(source: Source, visit: LastVisit) -> datetime:
    """Return when a source is due, a few seconds late so that not all sources of a minute come at once.

    How late depends on the source and the instant alone. A source that was never crawled is due within its first
    interval, or at the first time of its cron.
    """
    if source.pauses is not None:
        return _hasten(_next_by_rhythm(source.id, source.pauses, visit), visit)
    return _hasten(_next_by_clock(source, visit.started_at or visit.first_seen_at, visit), visit)


def next_sweep(source: Source, visit: LastVisit) -> datetime | None:
    """Return when a source's pages of the last days are to be looked at again; None where never."""
    if not source.sweep_days or visit.started_at is None:
        return None
    return _spread(source.id, (visit.swept_at or visit.first_seen_at) + SWEEP_EVERY, LEAST_SPREAD_OF_SWEEPS)


def plan_next(source: Source, visit: LastVisit, visits: Sequence[tuple[datetime, bool]]) -> datetime:
    """Return when a source is due after a crawl that has just ended.

    Args:
        source: the source.
        visit: the crawl that ended.
        visits: the crawls before it and itself that its index answered: when, and whether anything was new; in order.
    """
    if source.pauses is None or visit.ended_at is None or visit.failed:
        return next_crawl(source, visit)
    told = [
        Visit(at=at, seconds=(at - before).total_seconds(), changed=changed)
        for (before, _), (at, changed) in pairwise(visits)
        if at > before
    ]
    pause = pause_after(told, source.pauses, visit.ended_at, ZoneInfo(source.zone))
    due = visit.ended_at + timedelta(seconds=pause)
    return _spread(source.id, due, min(pause / 10, LONGEST_SPREAD))


def _hasten(due: datetime, visit: LastVisit) -> datetime:
    return min(due, visit.ended_at + SOON) if visit.failed and visit.ended_at else due


def _next_by_clock(source: Source, begun: datetime, visit: LastVisit) -> datetime:
    if source.every is not None:
        interval = source.every if visit.started_at else source.every * _fraction(source.id, "first")
        return _spread(source.id, begun + timedelta(seconds=interval), min(source.every / 10, LONGEST_SPREAD))
    due = UtcCron(source.schedule, ZoneInfo(source.zone)).get_next_fire_time(begun, begun)
    return _spread(source.id, due, SPREAD_OF_CRON) if due else datetime.max.replace(tzinfo=begun.tzinfo)


def _next_by_rhythm(name: str, bounds: tuple[int, int], visit: LastVisit) -> datetime:
    least, most = bounds
    if visit.ended_at is None:
        return visit.first_seen_at + timedelta(seconds=least * (1 + _fraction(name, "first")) / 2)
    # What was planned holds within the bounds that the file gives now.
    planned = (visit.due_at - visit.ended_at).total_seconds() if visit.due_at else math.sqrt(least * most)
    return visit.ended_at + timedelta(seconds=min(max(planned, least), most + LONGEST_SPREAD))


def _spread(name: str, due: datetime, seconds: float) -> datetime:
    return due + timedelta(seconds=seconds * _fraction(name, due.isoformat()))


def _fraction(*words: str) -> float:
    """Return a number from 0 to below 1 that looks like chance and is always the same for the same words."""
    return zlib.crc32(" ".join(words).encode()) / 2**32
