"""Documents whose words or numbers are like those of new ones, whatever figures were read in them."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ingest.dedupe.gist import gist_of
from ingest.dedupe.likeness import FARTHEST_DAYS, compare, tells_one_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ingest.dedupe.gist import Gist
    from ingest.store import DocumentStore

MOST_ALIKE: Final = 50
"""So many documents are compared with a new one: those that share most keys with it."""

MOST_KEPT: Final = 500
"""So many gists are kept from one batch to the next: 20 kB each."""

Alike: TypeAlias = "tuple[list[int], list[int]]"
"""The documents that tell a text's story, and the places of the texts before it that do."""


class Text(NamedTuple):
    """A new text: its keys, the day of its report, and what it says (title, two line feeds, text)."""

    keys: Sequence[int]
    day: date
    reading: str


class Likes:
    """Finds what is like a text among the documents that are held and the texts that come with it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Gist] = OrderedDict()

    def forget(self) -> None:
        """Read everything anew from now on: what was kept may never have been committed."""
        self._kept.clear()

    def find(self, documents: DocumentStore, texts: Sequence[Text]) -> list[Alike]:
        """Return what is like each text."""
        keys = [(place, key, text.day) for place, text in enumerate(texts) for key in text.keys]
        held = documents.sharing(keys, days_apart=FARTHEST_DAYS, most=MOST_ALIKE) if keys else []
        self._fetch(documents, {document for _, document in held})
        gists: dict[int, Gist] = {}

        def gist(place: int) -> Gist:
            if place not in gists:
                gists[place] = gist_of(texts[place].reading, texts[place].day)
            return gists[place]

        found: list[Alike] = [([], []) for _ in texts]
        for place, document in held:
            if tells_one_story(compare(gist(place), self._kept[document])):
                found[place][0].append(document)
        for place, other in _meetings(texts):
            if tells_one_story(compare(gist(place), gist(other))):
                found[place][1].append(other)
        self._trim()
        return found

    def _fetch(self, documents: DocumentStore, wanted: Iterable[int]) -> None:
        lacking = []
        for document in wanted:
            if document in self._kept:
                self._kept.move_to_end(document)
            else:
                lacking.append(document)
        for document, title, text, day in documents.texts(lacking) if lacking else ():
            self._kept[document] = gist_of(f"{title}\n\n{text}", day)

    def _trim(self) -> None:
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _meetings(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Return the pairs of texts near in time that share a key: the later, and one before it."""
    met: defaultdict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for place, text in enumerate(texts):
        for key in text.keys:
            near = (other for other in met[key] if abs((texts[other].day - text.day).days) <= FARTHEST_DAYS)
            pairs.update((place, other) for other in near)
            met[key].append(place)
    return sorted(pairs)
