"""What was read becomes records: documents, figures, stories, statements and touched counters, a batch a transaction.

Within a batch each capture is decided on after those before it, as if each had a transaction of its own: how captures
fall into batches changes nothing.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.dedupe import Originators, match_figures
from ingest.directory import Directory
from ingest.extract.version import EXTRACTOR
from ingest.ledger import Ledger
from ingest.likes import Likes, Text
from ingest.neighbours import Neighbours
from ingest.reading import Read, Unreadable
from ingest.store import CaptureStore, DocumentStore
from ingest.store.documents import NewVersion, Version
from ingest.store.statement import Statements
from ingest.stories import Stories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from psycopg import Connection

    from ingest.dedupe import Mention
    from ingest.likes import Alike
    from ingest.model import Extraction, Figure, WaitingCapture
    from ingest.neighbours import Told
    from ingest.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a capture: `kind` is document, unchanged, outside or unreadable.

    `sentence` says why it made no document.
    """

    kind: str
    document: int | None = None
    figures: int = 0
    sentence: str | None = None


@dataclass(slots=True)
class _New:
    """A new version of a page, and its figures with the names of their originators; `document` once it is kept."""

    kept: NewVersion
    seen_at: datetime
    extraction: Extraction
    figures: list[tuple[Figure, str]]
    keys: list[int]
    document: int = 0

    @property
    def version(self) -> int:
        return self.kept.version

    @property
    def text_digest(self) -> bytes:
        return self.kept.text_digest

    @property
    def text(self) -> Text:
        return Text(self.keys, self.kept.reference_day, self.kept.document.reading)

    @property
    def told(self) -> list[Told]:
        return [(who, one.indicator, one.unit, one.value, one.qualifier) for one, who in self.figures]


@dataclass(frozen=True, slots=True)
class _Same:
    """A page that says what a version of it does."""

    version: Version | _New


_Became = _New | _Same | Unreadable


class Desk:
    """Enters what was read into the database of one connection (autocommit)."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._captures, self._documents = CaptureStore(conn), DocumentStore(conn)
        self._directory, self._neighbours, self._likes = Directory(conn), Neighbours(), Likes()

    def enter(self, readings: Sequence[tuple[WaitingCapture, Reading]]) -> list[Outcome]:
        """Enter what was read of some captures, all or nothing; return what became of each.

        A capture that was entered before is left as it is, and what became of it then is returned.
        """
        try:
            with self._conn.transaction():
                # One at a time: stories and statements are decided over all documents of a day.
                Statements(self._conn).run("lock_ingest")
                return self._enter(readings)
        except BaseException:
            self._directory.forget()
            self._neighbours.forget()
            self._likes.forget()
            raise

    def _enter(self, readings: Sequence[tuple[WaitingCapture, Reading]]) -> list[Outcome]:
        earlier = self._captures.outcomes([waiting.id for waiting, _ in readings], EXTRACTOR)
        became = self._decide([one for one in readings if one[0].id not in earlier])
        new = [one for one in became.values() if isinstance(one, _New)]
        # Before anything is kept: what is found then is what others entered.
        self._neighbours.load(self._documents, {one.kept.reference_day for one in new})
        alike = self._likes.find(self._documents, [one.text for one in new])
        self._keep(new)
        outcomes = {number: _outcome(one) for number, one in became.items()}
        self._captures.add_outcomes(
            EXTRACTOR, ((number, one.kind, one.document, one.sentence) for number, one in outcomes.items())
        )
        for waiting, _ in readings:
            # A page of another day than was asked for is no fault.
            if waiting.id in outcomes and outcomes[waiting.id].kind == "unreadable":
                self._captures.add_fault(_fault(waiting, outcomes[waiting.id]))
        self._tell(new, alike)
        outcomes |= {number: Outcome(kind=kind, document=document) for number, (kind, document) in earlier.items()}
        return [outcomes[waiting.id] for waiting, _ in readings]

    def _decide(self, readings: Sequence[tuple[WaitingCapture, Reading]]) -> dict[int, _Became]:
        """Say of each capture whether it is a new version of its page, a known one, or unreadable.

        A web archive may tell late what a page said early: a capture is held against what stood there around its time.
        """
        urls = sorted({reading.document.canonical_url for _, reading in readings if isinstance(reading, Read)})
        states: dict[str, list[Version | _New]] = {url: [*kept] for url, kept in self._documents.states(urls).items()}
        known = Originators(self._captures.originators())
        became: dict[int, _Became] = {}
        for waiting, reading in readings:
            if isinstance(reading, Unreadable):
                became[waiting.id] = reading
                continue
            url = reading.document.canonical_url
            held = states.setdefault(url, [])
            at = bisect_right(held, waiting.fetched_at, key=lambda one: one.seen_at)
            digest = hashlib.sha256(reading.document.reading.encode()).digest()
            same = [one for one in held[max(0, at - 1) : at + 1] if one.text_digest == digest]
            if same:
                became[waiting.id] = _Same(same[0])
                continue
            version = NewVersion(
                document=reading.document,
                capture=waiting.id,
                version=max((one.version for one in held), default=0) + 1,
                text_digest=digest,
                reference_day=reading.extraction.reference_day,
            )
            figures = _name_originators(known, waiting, reading.extraction)
            new = _New(version, waiting.fetched_at, reading.extraction, figures, reading.keys)
            became[waiting.id] = new
            held.insert(at, new)
        return became

    def _keep(self, new: Sequence[_New]) -> None:
        """Keep documents with their figures and numbers."""
        for one, number in zip(new, self._documents.add(one.kept for one in new), strict=True):
            one.document = number
        self._documents.add_figures(
            EXTRACTOR,
            ((one.document, n, figure, who) for one in new for n, (figure, who) in enumerate(one.figures)),
        )
        self._documents.add_keys((key, one.kept.reference_day, one.document) for one in new for key in one.keys)
        self._documents.add_numerals(
            EXTRACTOR, ((one.document, numeral) for one in new for numeral in one.extraction.numerals)
        )

    def _tell(self, new: Sequence[_New], alike: Sequence[Alike]) -> None:
        """Put new documents into the stories they tell, and make the observations agree with what those state."""
        if not new:
            return
        links = self._link(new, alike)
        stories = Stories(self._documents, {one for linked in links for one in linked if one < new[0].document})
        mentions: dict[int, list[Mention]] = {}
        for mention in self._documents.figures([*stories.members, *(one.document for one in new)], EXTRACTOR):
            mentions.setdefault(mention.document, []).append(mention)
        held = [mention.id for document in stories.members for mention in mentions.get(document, ())]
        ledger = Ledger(self._conn, self._directory, held)
        for one, linked in zip(new, links, strict=True):
            members = stories.join(one.document, linked)
            ledger.enter(match_figures(mention for member in members for mention in mentions.get(member, ())))
        stories.write()
        ledger.write()

    def _link(self, new: Sequence[_New], alike: Sequence[Alike]) -> list[list[int]]:
        """Return the earlier documents that each new one is linked with: versions of its page, and its likes."""
        versions = self._documents.versions([one.kept.document.canonical_url for one in new if one.version > 1])
        links = []
        for one, (held, before) in zip(new, alike, strict=True):
            earlier = [other for other in versions.get(one.kept.document.canonical_url, ()) if other < one.document]
            likes = held + [new[place].document for place in before]
            links.append(earlier + likes + self._neighbours.linked(one.kept.reference_day, one.told))
            self._neighbours.add(one.kept.reference_day, one.document, one.told)
        return links


def _name_originators(known: Originators, waiting: WaitingCapture, extraction: Extraction) -> list[tuple[Figure, str]]:
    """Give each figure the originator that series use: the one it names, the source's, the document's, the outlet."""
    spoken = Counter(figure.originator for figure in extraction.figures if figure.originator)
    chief = max(sorted(spoken), key=lambda name: spoken[name], default=None)
    fallback = waiting.originator or chief or waiting.publisher
    return [(figure, known.resolve(figure.originator or fallback)) for figure in extraction.figures]


def _outcome(became: _Became) -> Outcome:
    match became:
        case Unreadable(sentence, kind):
            return Outcome(kind=kind, sentence=sentence)
        case _Same(version):
            return Outcome(kind="unchanged", document=version.document)
    return Outcome(kind="document", document=became.document, figures=len(became.figures))


def _fault(waiting: WaitingCapture, outcome: Outcome) -> dict[str, str | None]:
    return {
        "source": waiting.source,
        "step": "parse",
        "code": "unreadable",
        "sentence": outcome.sentence,
        "url": waiting.url,
    }
