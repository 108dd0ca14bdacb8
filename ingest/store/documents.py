"""Documents, their figures and the stories they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ingest.dedupe import Mention
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from psycopg import Connection

    from ingest.model import Document, Figure, Numeral


class Version(NamedTuple):
    """The newest version of a page."""

    document: int
    version: int
    text_digest: bytes
    published_at: datetime


class Candidate(NamedTuple):
    """A document that shares figures with another: how many of its `stated` ones, and the largest shared value."""

    document: int
    reference_day: date
    shared: int
    stated: int
    largest: Decimal


class DocumentStore:
    """Statements on documents."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def newest_version(self, canonical_url: str) -> Version | None:
        """Return the newest version of a page, or None for a new page."""
        row = self._run.row("newest_version", canonical_url=canonical_url)
        return Version(*row) if row else None

    def add(self, document: Document, *, capture: int, version: int, text_digest: bytes, reference_day: date) -> int:
        """Keep one version of a page; return its number."""
        return self._run.number(
            "add_document",
            capture=capture,
            source=document.source,
            canonical_url=document.canonical_url,
            version=version,
            guid=document.guid,
            title=document.title,
            text=document.text,
            text_digest=text_digest,
            language=document.language,
            published_at=document.published_at,
            precision=document.precision,
            reference_day=reference_day,
        )

    def add_figures(self, document: int, extractor: str, figures: Iterable[tuple[Figure, str]]) -> None:
        """Keep the figures of a document in their order, each with the name its originator is kept under."""
        self._run.run_many(
            "add_figure",
            [
                _row(figure) | {"document": document, "extractor": extractor, "ordinal": ordinal, "originator": who}
                for ordinal, (figure, who) in enumerate(figures)
            ],
        )

    def add_numerals(self, document: int, extractor: str, numerals: Iterable[Numeral]) -> None:
        """Keep what became of every number of a document."""
        self._run.run_many(
            "add_numeral",
            [numeral._asdict() | {"document": document, "extractor": extractor} for numeral in numerals],
        )

    def candidates(self, document: int, extractor: str, reference_day: date) -> list[Candidate]:
        """Return the documents near `reference_day` that share figures with this one."""
        rows = self._run.rows("linked_documents", document=document, extractor=extractor, reference_day=reference_day)
        return [Candidate(*row) for row in rows]

    def versions(self, document: int) -> list[int]:
        """Return the other versions of the same page."""
        return [row[0] for row in self._run.rows("versions_of_page", document=document)]

    def stories(self, documents: Sequence[int]) -> list[int]:
        """Return the stories these documents belong to."""
        return [row[0] for row in self._run.rows("stories_of_documents", documents=list(documents))]

    def members(self, stories: Sequence[int]) -> dict[int, int]:
        """Return the documents of these stories: document → story."""
        return dict(self._run.rows("members_of_stories", stories=list(stories)))

    def add_members(self, documents: Iterable[int], story: int) -> None:
        """Put documents into a story."""
        self._run.run_many("add_story_member", [{"document": one, "story": story} for one in documents])

    def figures(self, documents: Sequence[int], extractor: str) -> list[Mention]:
        """Return all figures of these documents."""
        rows = self._run.rows("figures_of_documents", documents=list(documents), extractor=extractor)
        return [Mention(*row) for row in rows]


def _row(figure: Figure) -> dict[str, object]:
    return {
        "value": figure.value,
        "value_high": figure.value_high,
        "qualifier": figure.qualifier,
        "indicator": figure.indicator,
        "unit": figure.unit,
        "population": figure.population,
        "measure": figure.measure,
        "period": figure.period,
        "start_day": figure.start,
        "end_day": figure.end,
        "origin": figure.origin,
        "destination": figure.destination,
        "via": figure.via,
        "location": figure.location,
        "part_of": figure.part_of,
        "status": figure.status,
        "quote": figure.quote,
        "quote_start": figure.span[0],
        "quote_end": figure.span[1],
        "number_start": figure.number[0],
        "number_end": figure.number[1],
        "since_label": figure.since_label,
        "basis": figure.basis,
        "confidence": figure.confidence,
    }
