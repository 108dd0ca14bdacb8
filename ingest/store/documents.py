"""Documents, their figures and the stories they tell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ingest.dedupe import Mention
from ingest.model import Document
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

    from ingest.model import Figure, Numeral


class Version(NamedTuple):
    """A version of a page, and when it was seen there first."""

    document: int
    version: int
    text_digest: bytes
    seen_at: datetime


class Stated(NamedTuple):
    """A figure as documents are compared by it: the day of the report, the document, and what must be equal."""

    reference_day: date
    document: int
    originator: str
    indicator: str
    unit: str
    value: Decimal
    qualifier: str


class NewVersion(NamedTuple):
    """A version of a page that is to be kept."""

    document: Document
    capture: int
    version: int
    text_digest: bytes
    reference_day: date


class DocumentStore:
    """Statements on documents."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def states(self, urls: Sequence[str]) -> dict[str, list[Version]]:
        """Return the versions of each of these pages in the order in which they stood there; new pages have none."""
        found: dict[str, list[Version]] = {}
        for url, *rest in self._run.rows("states_of_pages", urls=list(urls)):
            found.setdefault(url, []).append(Version(*rest))
        return found

    def versions(self, urls: Sequence[str]) -> dict[str, list[int]]:
        """Return all versions of these pages: address → documents."""
        found: dict[str, list[int]] = {}
        for url, document in self._run.rows("versions_of_pages", urls=list(urls)):
            found.setdefault(url, []).append(document)
        return found

    def newest(self) -> int:
        """Return the highest number of a document, 0 where there is none."""
        return self._run.number("newest_document")

    def add(self, versions: Iterable[NewVersion]) -> list[int]:
        """Keep versions of pages in their order; return their numbers."""
        return self._run.numbers(
            "add_document",
            [
                {
                    "capture": one.capture,
                    "source": one.document.source,
                    "canonical_url": one.document.canonical_url,
                    "version": one.version,
                    "guid": one.document.guid,
                    "title": one.document.title,
                    "text": one.document.text,
                    "text_digest": one.text_digest,
                    "language": one.document.language,
                    "published_at": one.document.published_at,
                    "precision": one.document.precision,
                    "reference_day": one.reference_day,
                }
                for one in versions
            ],
        )

    def add_figures(self, extractor: str, figures: Iterable[tuple[int, int, Figure, str]]) -> None:
        """Keep figures: each with its document, its place there, and the name its originator is kept under."""
        self._run.copy("copy_figure", (_row(extractor, *one) for one in figures))

    def add_numerals(self, extractor: str, numerals: Iterable[tuple[int, Numeral]]) -> None:
        """Keep what became of the numbers of documents: each with its document."""
        self._run.copy(
            "copy_numeral", ((document, extractor, one.start, one.end, one.outcome) for document, one in numerals)
        )

    def stated(self, days: Sequence[date], extractor: str, after: int = 0) -> list[Stated]:
        """Return what the documents of these days state that are beyond the number `after`."""
        rows = self._run.rows("figures_of_days", days=list(days), extractor=extractor, after=after)
        return [Stated(*row) for row in rows]

    def add_keys(self, keys: Iterable[tuple[int, date, int]]) -> None:
        """Keep under which keys documents are looked up: triples of key, day of the report, document."""
        self._run.copy("copy_document_key", keys)

    def sharing(self, keys: Iterable[tuple[int, int, date]], *, days_apart: int, most: int) -> list[tuple[int, int]]:
        """Return the documents that share most keys with some texts: pairs of a text's place and a document.

        Args:
            keys: Triples of a text's place, a key of it, and its day.
            days_apart: How far the days of both may lie apart.
            most: How many documents are returned for a text.
        """
        places, wanted, days = map(list, zip(*keys, strict=True))
        return self._run.rows(
            "documents_sharing_keys", places=places, keys=wanted, days=days, days_apart=days_apart, most=most
        )

    def texts(self, documents: Sequence[int]) -> list[tuple[int, str, str, date]]:
        """Return what documents say: number, title, text, day of the report."""
        return self._run.rows("texts_of_documents", documents=list(documents))

    def stories(self, documents: Sequence[int]) -> dict[int, int]:
        """Return the story that each of these documents belongs to."""
        return dict(self._run.rows("stories_of_documents", documents=list(documents)))

    def members(self, stories: Sequence[int]) -> dict[int, int]:
        """Return the documents of these stories: document → story."""
        return dict(self._run.rows("members_of_stories", stories=list(stories)))

    def add_members(self, members: Iterable[tuple[int, int]]) -> None:
        """Put documents into stories, in this order: pairs of document and story."""
        self._run.copy("copy_story_member", members)

    def figures(self, documents: Sequence[int], extractor: str) -> list[Mention]:
        """Return all figures of these documents."""
        rows = self._run.rows("figures_of_documents", documents=list(documents), extractor=extractor)
        return [Mention(*row) for row in rows]


def _row(extractor: str, document: int, ordinal: int, figure: Figure, originator: str) -> tuple[object, ...]:
    return (
        document, extractor, ordinal, figure.value, figure.value_high, figure.qualifier, figure.indicator, figure.unit,
        figure.population, figure.measure, figure.period, figure.start, figure.end, figure.origin, figure.destination,
        figure.via, figure.location, figure.part_of, figure.status, figure.quote, *figure.span, *figure.number,
        originator, figure.since_label, figure.basis, figure.confidence,
    )  # fmt: skip
