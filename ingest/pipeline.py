"""A capture becomes records: parse, extract, then in one transaction document, story, statements and touched counters.

Running it twice changes nothing: what became of a capture under an extractor is recorded once, in the same transaction.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psycopg

from ingest.dedupe import Originators, match_figures, tells_the_same
from ingest.errors import TallywireError
from ingest.extract.version import EXTRACTOR
from ingest.ledger import enter_statements
from ingest.reading import read_capture
from ingest.store import CaptureStore, DocumentStore
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection

    from ingest.model import Document, Extraction, Figure
    from ingest.parse.article import ArticleRules
    from ingest.store import WaitingCapture

UNFIT: Final = (psycopg.DataError, psycopg.errors.CheckViolation, psycopg.errors.ProgramLimitExceeded)
"""What a page's own words provoke (a name too long for an index, a number out of bounds): no second try helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a capture: `kind` is document, unchanged or unreadable; `sentence` says why it is unreadable."""

    kind: str
    document: int | None = None
    figures: int = 0
    sentence: str | None = None


def ingest_capture(conn: Connection, capture: int, rules: Mapping[str, ArticleRules | None]) -> Outcome:
    """Read one item capture into the database of `conn` (autocommit); `rules` holds each source's selectors.

    Returns:
        What became of it; for a capture already read, what became of it then.
    """
    captures = CaptureStore(conn)
    earlier = captures.outcome(capture, EXTRACTOR)
    if earlier:
        return Outcome(kind=earlier[0], document=earlier[1])
    waiting = captures.to_read(capture)
    if waiting is None:
        return Outcome(kind="unreadable", sentence=f"There is no capture {capture} with bytes to read.")
    try:
        document, extraction = read_capture(waiting, rules.get(waiting.source))
    except TallywireError as error:
        return _put_aside(conn, capture, waiting, str(error))
    except Exception as error:  # noqa: BLE001 - whatever a page does to its reader, those behind it are read
        return _put_aside(conn, capture, waiting, f"Reading it failed ({_reason(error)}).")
    try:
        with conn.transaction():
            return _enter(conn, capture, waiting, document, extraction)
    except UNFIT as error:
        return _put_aside(conn, capture, waiting, f"The database cannot hold it ({_reason(error)}).")


def ingest_waiting(conn: Connection, source: str | None, rules: Mapping[str, ArticleRules | None]) -> list[Outcome]:
    """Read every capture of `source` (of all for None) that waits, oldest first."""
    return [ingest_capture(conn, capture, rules) for capture in CaptureStore(conn).waiting(source, EXTRACTOR)]


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _put_aside(conn: Connection, capture: int, waiting: WaitingCapture, sentence: str) -> Outcome:
    captures = CaptureStore(conn)
    with conn.transaction():
        Statements(conn).run("lock_ingest")
        if captures.outcome(capture, EXTRACTOR) is None:
            captures.add_outcome(capture, EXTRACTOR, "unreadable", sentence)
            captures.add_fault(
                {
                    "source": waiting.source,
                    "step": "parse",
                    "code": "unreadable",
                    "sentence": sentence,
                    "url": waiting.url,
                }
            )
    return Outcome(kind="unreadable", sentence=sentence)


def _enter(
    conn: Connection, capture: int, waiting: WaitingCapture, document: Document, extraction: Extraction
) -> Outcome:
    Statements(conn).run("lock_ingest")
    captures, documents = CaptureStore(conn), DocumentStore(conn)
    earlier = captures.outcome(capture, EXTRACTOR)
    if earlier:
        return Outcome(kind=earlier[0], document=earlier[1])
    digest = hashlib.sha256(document.reading.encode()).digest()
    newest = documents.newest_version(document.canonical_url)
    if newest and newest.text_digest == digest:
        captures.add_outcome(capture, EXTRACTOR, "unchanged", newest.document)
        return Outcome(kind="unchanged", document=newest.document)
    number = documents.add(
        document,
        capture=capture,
        version=newest.version + 1 if newest else 1,
        text_digest=digest,
        reference_day=extraction.reference_day,
    )
    named = _name_originators(Originators(captures.originators()), waiting, extraction)
    documents.add_figures(number, EXTRACTOR, named)
    documents.add_numerals(number, EXTRACTOR, extraction.numerals)
    captures.add_outcome(capture, EXTRACTOR, "document", number)
    members = _join_story(documents, number, extraction)
    enter_statements(conn, match_figures(documents.figures(members, EXTRACTOR)))
    return Outcome(kind="document", document=number, figures=len(named))


def _name_originators(known: Originators, waiting: WaitingCapture, extraction: Extraction) -> list[tuple[Figure, str]]:
    """Give each figure the originator that series use: the one it names, the source's, the document's, the outlet."""
    spoken = Counter(figure.originator for figure in extraction.figures if figure.originator)
    chief = max(sorted(spoken), key=lambda name: spoken[name], default=None)
    fallback = waiting.originator or chief or waiting.publisher
    return [(figure, known.resolve(figure.originator or fallback)) for figure in extraction.figures]


def _join_story(documents: DocumentStore, number: int, extraction: Extraction) -> list[int]:
    """Put a new document into the story it tells, uniting the stories that it links; return the story's documents."""
    linked = documents.versions(number)
    for other in documents.candidates(number, EXTRACTOR, extraction.reference_day):
        if tells_the_same(
            shared=other.shared,
            fewer=min(other.stated, len(extraction.figures)),
            largest=other.largest,
            days_apart=abs((other.reference_day - extraction.reference_day).days),
        ):
            linked.append(other.document)
    members = documents.members(documents.stories(linked)) if linked else {}
    story = min([number, *members])
    moved = [number, *(document for document, current in members.items() if current != story)]
    documents.add_members(sorted(moved), story)
    return sorted({number, *members})
