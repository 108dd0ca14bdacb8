"""What documents near in time state: which of them tell the same as a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.dedupe import tells_the_same
from ingest.extract.version import EXTRACTOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ingest.store import DocumentStore

DAY: Final = timedelta(1)

Told = tuple[str, str, str, Decimal, str]
"""What must be equal in two figures: originator, indicator, unit, value, qualifier."""


class _Day(NamedTuple):
    """The documents of one day: how many figures each states, and who states what, once for each figure."""

    stated: Counter[int]
    by: defaultdict[Told, list[int]]


class Neighbours:
    """The figures of the days that are being entered, kept from one batch to the next.

    The lock on entering must be held from `load` until what was added is committed: then what others entered in
    between has higher numbers than all that was seen before.
    """

    def __init__(self) -> None:
        self._days: dict[date, _Day] = {}
        self._seen = 0

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._days.clear()

    def load(self, documents: DocumentStore, days: Collection[date]) -> None:
        """Make sure that all documents of `days` and of the days beside them are known, and no others."""
        wanted = sorted({day + step for day in days for step in (-DAY, DAY - DAY, DAY)})
        known = [day for day in wanted if day in self._days]
        newest = documents.newest()
        stated = documents.stated([day for day in wanted if day not in self._days], EXTRACTOR)
        if known and newest > self._seen:
            stated += documents.stated(known, EXTRACTOR, self._seen)
        self._days = {day: self._days.get(day) or _Day(Counter(), defaultdict(list)) for day in wanted}
        self._seen = newest
        for one in stated:
            self._note(one.reference_day, one.document, one[2:])

    def add(self, day: date, document: int, figures: Iterable[Told]) -> None:
        """Make a new document known."""
        for told in figures:
            self._note(day, document, told)
        self._seen = max(self._seen, document)

    def linked(self, day: date, figures: Sequence[Told]) -> list[int]:
        """Return the documents that tell the same as one that states `figures`."""
        found: list[int] = []
        for other in (day - DAY, day, day + DAY):
            told = self._days[other]
            shared: Counter[int] = Counter()
            largest: dict[int, Decimal] = {}
            for figure in set(figures):
                for document in told.by.get(figure, ()):
                    shared[document] += 1
                    largest[document] = max(largest.get(document, figure[3]), figure[3])
            found += [
                document
                for document, count in shared.items()
                if tells_the_same(
                    shared=count,
                    fewer=min(told.stated[document], len(figures)),
                    largest=largest[document],
                    days_apart=abs((other - day).days),
                )
            ]
        return found

    def _note(self, day: date, document: int, told: Told) -> None:
        self._days[day].stated[document] += 1
        self._days[day].by[told].append(document)
