"""A capture becomes a document and the figures that it states. Pure: what a page says depends on its bytes alone."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from ingest.dedupe import canonical_address
from ingest.dedupe.gist import gist_of
from ingest.dedupe.signature import keys_of
from ingest.errors import TallywireError
from ingest.extract import extract
from ingest.model import Document, Extraction, WaitingCapture
from ingest.parse.article import ArticleRules, UnreadablePage, read_page
from ingest.parse.characters import clean
from ingest.parse.moment import Moment, read_address, read_moment

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.model import DateOrder, Page, Precision

FILE: Final = "file:"
ARCHIVED: Final = "archived_at"
AHEAD: Final = timedelta(days=1)
"""How far a page's clock may be ahead of ours: a day, for pages that state a day in a zone to the east."""


class Read(msgspec.Struct, frozen=True, tag=True):
    """What a capture says, and the keys by which what is like it is found."""

    document: Document
    extraction: Extraction
    keys: list[int]


class Unreadable(msgspec.Struct, frozen=True, tag=True):
    """Why a capture makes no document: it cannot be read, or is `outside` the days of publication asked for."""

    sentence: str
    kind: Literal["unreadable", "outside"] = "unreadable"


class OutsideWindow(TallywireError):  # noqa: N818 - it names what the page is
    """A page was published on none of the days that were asked for."""


Reading = Read | Unreadable
Task = tuple[WaitingCapture, ArticleRules | None]
"""A capture, and the rules of its source."""


def try_reading(waiting: WaitingCapture, rules: ArticleRules | None) -> Reading:
    """Return what a capture says, or why it cannot be read, whatever it does to its reader."""
    try:
        document, extraction = read_capture(waiting, rules)
        return Read(document, extraction, keys_of(gist_of(document.reading, extraction.reference_day)))
    except OutsideWindow as error:
        return Unreadable(str(error), "outside")
    except TallywireError as error:
        return Unreadable(str(error))
    except Exception as error:  # noqa: BLE001 - whatever a page does to its reader, those behind it are read
        return Unreadable(f"Reading it failed ({name_error(error)}).")


def name_error(error: Exception) -> str:
    """Return what an error is and says, on one line, cut."""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {clean(said)}"


def read_capture(waiting: WaitingCapture, rules: ArticleRules | None) -> tuple[Document, Extraction]:
    """Return what a capture says, and the figures in it; `rules` are those of its source.

    Raises:
        OutsideWindow: it was published on none of the days that it was fetched for.
        TallywireError: it cannot be read.
    """
    rules = rules or ArticleRules()
    document = _make_document(waiting, rules)
    originator = waiting.originator or None
    return document, extract(document, originator=originator, dates=rules.dates, report_day=rules.report_day)


def _make_document(waiting: WaitingCapture, rules: ArticleRules) -> Document:
    zone = ZoneInfo(waiting.zone)
    from_file = waiting.url.startswith(FILE)
    page = _read_page(waiting, rules, zone)
    published_at, precision = _said_at(page, waiting, zone, rules.dates)
    if published_at is None and from_file:
        raise TallywireError("The file itself does not say when it was published: give the day with --published.")
    if published_at is None and ARCHIVED in waiting.hint:
        raise TallywireError(
            "It comes from a web archive and does not say when it was published: the day on which it was archived may"
            " be years later."
        )
    if published_at is None:
        # Nothing states a day: the fetch, and its last change before, are bounds, and a day of them is all they tell.
        changed = read_moment(waiting.hint.get("updated", ""), zone)
        published_at = min(changed.at, waiting.fetched_at) if changed else waiting.fetched_at
    _refuse_outside(published_at.astimezone(zone).date(), waiting.hint.get("window"))
    # A file has no address: its bytes name it, within its source, since two outlets may send the same text.
    digest = hashlib.sha256(waiting.body).hexdigest()
    address = f"{waiting.source}:sha256:{digest}" if from_file else canonical_address(waiting.url)
    return Document(
        source=waiting.source,
        canonical_url=address,
        title=page.title or waiting.hint.get("title", ""),
        text=page.text,
        language=page.language or waiting.language,
        published_at=published_at.astimezone(zone),
        precision=precision,
        guid=waiting.hint.get("guid"),
    )


def _refuse_outside(day: date, window: str | None) -> None:
    """Refuse a page of another day than those it was asked for: "first/last" as ISO 8601 writes stretches of time."""
    first, _, last = (window or "").partition("/")
    if window and not date.fromisoformat(first) <= day <= date.fromisoformat(last):
        raise OutsideWindow(f"It was published on {day}, not from {first} to {last} as was asked.")


def _read_page(waiting: WaitingCapture, rules: ArticleRules, zone: ZoneInfo) -> Page:
    url = None if waiting.url.startswith(FILE) else waiting.url
    try:
        return read_page(waiting.body, media_type=waiting.media_type, url=url, rules=rules, zone=zone)
    except UnreadablePage:
        if url is not None:
            raise
        # A file need not be one of the source's pages: on an e-mail their selectors find nothing.
        return read_page(waiting.body, media_type=waiting.media_type, url=url, rules=None, zone=zone)


def _said_at(
    page: Page, waiting: WaitingCapture, zone: ZoneInfo, dates: DateOrder | None
) -> tuple[datetime | None, Precision]:
    """When the page says, or its index, that it was published; not what lies ahead of the fetch."""
    hinted = read_moment(waiting.hint.get("published", ""), zone, dates)
    printed = Moment(page.published_at, page.precision) if page.published_at else None
    hinted, printed = (one if one and one.at <= waiting.fetched_at + AHEAD else None for one in (hinted, printed))
    if printed is None or (
        printed.precision == "day" and hinted and hinted.at.astimezone(zone).date() == printed.at.date()
    ):
        printed = hinted or printed
    if printed is None and ARCHIVED in waiting.hint:
        printed = read_address(waiting.url, zone)
    return (printed.at, printed.precision) if printed else (None, "day")
