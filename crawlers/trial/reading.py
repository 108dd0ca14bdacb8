"""What a trial of a source read: its entries with the days they were read as, and what the first pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from crawlers.job import GOOD, CrawlReport, Entry, Fault, Plan
from ingest.model import WaitingCapture
from ingest.parse.moment import read_moment
from ingest.reading import Unreadable, try_reading

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from crawlers.source import Source
    from crawlers.trial.notebook import Note, Notebook
    from ingest.model import Document, Extraction, Figure

INDEX_PAGES: Final = 2
"""The newest page of an index, and one more, so that the way to older ones is tried."""

TRIED: Final = 3
"""How many pages are read."""

BEGINNING: Final = 90
SHOWN: Final = 20
"""How many entries a record shows."""


class ReadPage(NamedTuple):
    """A page and what it says, or the sentence why it cannot be read."""

    note: Note
    document: Document | None = None
    extraction: Extraction | None = None
    refusal: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it states."""
        return self.extraction.figures if self.extraction else ()


class Reading(NamedTuple):
    """What one trial found."""

    entries: list[Entry]
    faults: list[Fault]
    pages: list[ReadPage]


async def try_source(source: Source, notebook: Notebook, run: Callable[[Plan], Awaitable[CrawlReport]]) -> Reading:
    """Read a source's index and its first pages by `run`, which does a plan and keeps its answers in `notebook`."""
    listed = await run(Plan(mode="enumerate", index_pages=INDEX_PAGES))
    fetched = await run(Plan(mode="fetch", entries=tuple(listed.entries[:TRIED])))
    order = {entry.url: number for number, entry in enumerate(listed.entries)}
    notes = sorted(notebook.of_role("item"), key=lambda note: order.get(note.capture.url, len(order)))
    pages = [_read(source, note) for note in notes if note.body is not None]
    return Reading(listed.entries, [*listed.faults, *fetched.faults], pages)


def read_published(source: Source, printed: str) -> datetime | None:
    """Return when something was published by what is printed, in the source's zone; None where that is no date."""
    zone = ZoneInfo(source.zone)
    moment = read_moment(printed, zone, source.article.dates if source.article else None)
    return moment.at.astimezone(zone) if moment else None


def as_record(source: Source, reading: Reading) -> dict[str, Any]:
    """Return what was read as plain data, for a file beside the recorded answers: the same bytes, the same record."""
    return {
        "listed": len(reading.entries),
        "entries": [_entry_record(source, entry) for entry in reading.entries[:SHOWN]],
        "faults": [f"{fault.step} {fault.code}" for fault in reading.faults],
        "pages": [_page_record(page) for page in reading.pages],
    }


def write_record(record: dict[str, Any]) -> bytes:
    """Return a record as JSON that people can read and compare line by line."""
    return msgspec.json.format(msgspec.json.encode(record)) + b"\n"


def _read(source: Source, note: Note) -> ReadPage:
    capture = note.capture
    if capture.status != GOOD:
        return ReadPage(note, refusal=f"It answered {capture.status}.")
    waiting = WaitingCapture(
        id=0,  # it is in no database
        source=source.id,
        url=capture.url,
        fetched_at=capture.fetched_at,
        media_type=capture.media_type,
        hint=dict(capture.hint),
        body=note.body or b"",
        zone=source.zone,
        language=source.language,
        originator=source.originator or "",
        publisher=source.publisher,
        standing=source.standing,
    )
    said = try_reading(waiting, source.article)
    if isinstance(said, Unreadable):
        return ReadPage(note, refusal=said.sentence)
    return ReadPage(note, said.document, said.extraction)


def _entry_record(source: Source, entry: Entry) -> dict[str, Any]:
    at = read_published(source, entry.published)
    record = {"url": entry.url, "title": entry.title, "published": at.isoformat() if at else entry.published}
    return record | ({"text": entry.text[:BEGINNING]} if entry.text else {})


def _page_record(page: ReadPage) -> dict[str, Any]:
    url = page.note.capture.url
    if page.document is None or page.extraction is None:
        return {"url": url, "refusal": page.refusal}
    document = page.document
    at = document.published_at
    return {
        "url": url,
        "title": document.title,
        "published": at.date().isoformat() if document.precision == "day" else at.isoformat(),
        "language": document.language,
        "begins": document.text[:BEGINNING],
        "characters": len(document.text),
        "reference_day": page.extraction.reference_day.isoformat(),
        "figures": [_in_words(figure) for figure in page.figures],
    }


def _in_words(figure: Figure) -> str:
    """A figure in one line: how many of what, and when; what is usual is left out."""
    value = f"{figure.value}" if figure.value_high is None else f"{figure.value}-{figure.value_high}"
    told = [figure.qualifier if figure.qualifier not in ("exact", "range") else "", value, figure.indicator]
    told += [figure.population or figure.unit, figure.status if figure.status != "actual" else ""]
    told += [figure.period, f"to {figure.end}"]
    return " ".join(filter(None, told))
