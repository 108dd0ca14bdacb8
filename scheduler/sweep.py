"""Looks again at what a source published in the last days: bulletins that came late, and those that were edited."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from crawlers.crawl import Entry, Plan
from ingest.store.health import HealthStore
from scheduler.jobs import fetch, look_at, read_waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crawlers.job import CrawlReport
    from crawlers.source import Source
    from scheduler.installation import Installation
    from scheduler.jobs import Harvest

MOST_INDEX_PAGES: Final = 30


def ages_of(days: int) -> tuple[int, ...]:
    """Return the ages, in days, at which a page is looked at again: rarer the older it is, the last at `days`."""
    powers = (1 << n for n in range(days.bit_length()))
    return (*(age for age in powers if age < days), days) if days > 0 else ()


async def sweep_source(
    installation: Installation, name: str, on_page: Callable[[], None] | None = None
) -> Harvest | None:
    """Look again at a source's pages of the last days and read what changed; None where another worker is at it.

    A page is asked for (by its validators: unchanged, it costs a 304) once for each age that it came of since it was
    last asked for, whoever did; what the index lists of these days and was never had is fetched, too.
    """

    async def work(source: Source, started_at: datetime) -> Harvest:
        listed = await fetch(installation, source, _plan_of(source, started_at))
        wanted = await asyncio.to_thread(_choose, installation, source, listed, started_at)
        plan = Plan(mode="fetch", entries=wanted, on_page=on_page)
        report = _join(listed, await fetch(installation, source, plan)) if wanted else listed
        return await read_waiting(installation, name, report)

    return await look_at(installation, name, "sweep", work)


def _plan_of(source: Source, now: datetime) -> Plan:
    today = now.astimezone(ZoneInfo(source.zone)).date()
    window = (today - timedelta(days=source.sweep_days), today + timedelta(days=1))
    return Plan(mode="enumerate", window=window, index_pages=MOST_INDEX_PAGES)


def _choose(installation: Installation, source: Source, listed: CrawlReport, now: datetime) -> tuple[Entry, ...]:
    """Return what is to be asked for: listed and never had, listed with its text, or come of an age."""
    seen = installation.archive.seen(source.id, [entry.url for entry in listed.entries])
    with installation.pool.connection() as conn:
        due = dict(HealthStore(conn).to_sweep(source.id, ages_of(source.sweep_days), now))
    wanted = [entry for entry in listed.entries if entry.text or entry.url not in seen or entry.url in due]
    known = {entry.url for entry in wanted}
    listed.known = len(seen)
    # What is listed no longer may have been edited all the same.
    fields = Entry.__dataclass_fields__.keys() - {"url", "text"}
    wanted += [
        Entry(url=url, **{key: value for key, value in hint.items() if key in fields})
        for url, hint in due.items()
        if url not in known
    ]
    return tuple(wanted)


def _join(listed: CrawlReport, fetched: CrawlReport) -> CrawlReport:
    return replace(
        listed, captured=fetched.captured, unchanged=fetched.unchanged, faults=[*listed.faults, *fetched.faults]
    )
