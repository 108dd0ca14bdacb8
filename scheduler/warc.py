"""The past of a source out of WARC files, some records at a time: whoever was killed goes on where it stood."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from crawlers.scope import Scope
from crawlers.warc.file import imprint_of, open_warc, read_batches
from crawlers.warc.harvest import STEP, Harvester
from crawlers.warc.tape import Place
from ingest.shelf import Shelf
from ingest.store.backfills import ARCHIVE
from scheduler.companion import Companion
from scheduler.jobs import holding

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from crawlers.source import Source
    from ingest.shelf import Batch, Shelved
    from scheduler.installation import Installation

POLL_SECONDS: Final = 0.5
SHOWN_FAULTS: Final = 10
MOST_FAULTS: Final = 200
"""So many of a file are told one by one, in each run; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcProgress:
    """How far a file is, in bytes, and what it gave in this run.

    `kept` and `known` count captures, `outside` those of other days; `told` are the sentences of the first faults, and
    `is_cut` says that the file ends too early.
    """

    size: int
    read: int
    records: int = 0
    kept: int = 0
    known: int = 0
    faults: int = 0
    documents: int = 0
    outside: int = 0
    told: tuple[str, ...] = ()
    is_cut: bool = False


async def backfill_warc(
    installation: Installation,
    source: Source,
    days: tuple[date, date],
    path: Path,
    on_progress: Callable[[WarcProgress], None] = lambda _: None,
) -> WarcProgress:
    """Bring the pages of a source that a WARC file holds into the database, and read them, batch by batch.

    What was published on other days than `days` (first and last) is kept and becomes no document. Another process at
    the same file for the same days is waited for.

    Raises:
        UsageError: the file cannot be read.
    """
    shelf = Shelf(installation.pool)
    with open_warc(path) as file:
        size, imprint = await asyncio.to_thread(imprint_of, file)
        name = path.name.encode("utf-8", "replace").decode()
        row: dict[str, object] = {"source": source.id, "first_day": days[0], "last_day": days[1]}
        row |= {"name": name, "size": size, "imprint": imprint}
        while True:
            begun = await asyncio.to_thread(shelf.open, row)
            async with holding(installation, ARCHIVE, begun.number) as got:
                if got:
                    place = Place(begun.frame, begun.within)
                    batches = read_batches(file, _harvester(source, days, name), place)
                    return await _work(installation, source, _Reading(file, size, begun.number, batches), on_progress)
            await asyncio.sleep(POLL_SECONDS)


class _Reading(NamedTuple):
    file: BinaryIO
    size: int
    number: int
    batches: Iterator[Batch]


def _harvester(source: Source, days: tuple[date, date], name: str) -> Harvester:
    return Harvester(source=source.id, scope=Scope(source), window=days, name=name, now=datetime.now(UTC))


async def _work(
    installation: Installation, source: Source, reading: _Reading, on_progress: Callable[[WarcProgress], None]
) -> WarcProgress:
    shelf, so_far, untold = Shelf(installation.pool), WarcProgress(size=reading.size, read=0), 0
    async with Companion(installation, source.id) as companion:
        while (batch := await asyncio.to_thread(next, reading.batches, None)) is not None:
            room = max(0, MOST_FAULTS - so_far.faults)
            untold += len(batch.faults[room:])
            told = replace(batch, faults=batch.faults[:room])
            brought = await asyncio.to_thread(shelf.put, reading.number, told)
            so_far = _add(so_far, told, brought, min(reading.size, reading.file.tell()))
            on_progress(_count(so_far, await companion.read_on(brought.kept)))
        so_far = _count(so_far, await companion.finish())
        on_progress(so_far)
    if untold:
        sentence = f"{untold:,} more records of a file are damaged or unfit: {MOST_FAULTS} were told one by one."
        await asyncio.to_thread(installation.archive.report_fault, source.id, STEP, "many", sentence)
    await asyncio.to_thread(shelf.finish, reading.number)
    return replace(so_far, faults=so_far.faults + untold)


def _count(so_far: WarcProgress, outcomes: Counter[str]) -> WarcProgress:
    return replace(so_far, documents=outcomes["document"], outside=outcomes["outside"])


def _add(so_far: WarcProgress, batch: Batch, brought: Shelved, read: int) -> WarcProgress:
    return replace(
        so_far,
        read=read,
        records=so_far.records + batch.records,
        kept=so_far.kept + brought.kept,
        known=so_far.known + brought.known,
        faults=so_far.faults + len(brought.faults),
        told=(*so_far.told, *(str(fault["sentence"]) for fault in brought.faults))[:SHOWN_FAULTS],
        is_cut=so_far.is_cut or any(fault["code"] == "cut" for fault in brought.faults),
    )
