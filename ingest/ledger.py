"""Statements become observations: what is new is added, what is better described supersedes, nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.dedupe import fold_name
from ingest.series import observation_row
from ingest.store import ObservationStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

    from ingest.checks import Gazetteer
    from ingest.dedupe import Mention, Statement
    from ingest.directory import Directory


@dataclass(frozen=True, slots=True)
class _Held:
    """An observation by its number, below 0 for one that is yet to be kept; `stands` until another describes it."""

    id: int
    stands: bool
    counter: int


class Ledger:
    """The observations of some stories, made to agree with what is stated one story after another, written at the end.

    What is read at the beginning and written at the end takes few round trips, however many the statements.
    """

    def __init__(self, conn: Connection, directory: Directory, figures: Sequence[int]) -> None:
        """Take up what is held of `figures`; figures that are not among them have no observations yet."""
        self._store = ObservationStore(conn)
        self._directory = directory
        self._held = {one.figure: _Held(one.id, one.stands, one.counter) for one in self._store.of_figures(figures)}
        self._witnesses = self._store.witnesses(figures)
        self._added: list[tuple[Mention, int]] = []
        self._moved: list[tuple[int, int]] = []
        self._superseded: list[tuple[int, int | None]] = []
        self._touched: dict[tuple[int, int | None], None] = {}

    def enter(self, statements: Iterable[Statement]) -> None:
        """Make the observations of a story agree with its statements; every counter touched is marked."""
        for statement in statements:
            number = self._describe(statement.canonical)
            for mention in statement.witnesses:
                if self._witnesses.get(mention.id) != number:
                    self._witnesses[mention.id] = number
                    self._moved.append((mention.id, number))
                held = self._held.get(mention.id)
                if held is not None and held.stands and held.id != number:
                    self._change(mention.id, held, by=number)

    def write(self) -> None:
        """Write what was entered."""
        self._store.add(observation_row(mention, series) for mention, series in self._added)
        numbers = self._store.numbers([mention.id for mention, _ in self._added]) if self._added else {}
        made = {-n: numbers[mention.id] for n, (mention, _) in enumerate(self._added, 1)}
        self._store.supersede((made.get(one, one), made.get(by, by) if by else None) for one, by in self._superseded)
        self._store.add_witnesses((figure, made.get(number, number)) for figure, number in self._moved)
        self._store.mark({(counter, made.get(one, one) if one else None): None for counter, one in self._touched})

    def _describe(self, canonical: Mention) -> int:
        """Return the observation that a figure describes, added or standing again where it did not stand."""
        held = self._held.get(canonical.id)
        if held is None:
            series, counter = self._directory.series(canonical)
            self._added.append((canonical, series))
            held = self._held[canonical.id] = _Held(-len(self._added), stands=True, counter=counter)
            self._touched[counter, held.id] = None
        elif not held.stands:
            self._change(canonical.id, held, by=None)
        return held.id

    def _change(self, figure: int, held: _Held, by: int | None) -> None:
        self._superseded.append((held.id, by))
        self._held[figure] = replace(held, stands=by is None)
        self._touched[held.counter, None] = None


def declare_places(conn: Connection, gazetteer: Gazetteer) -> None:
    """Keep which place lies in which; a place never met before is made."""
    store = ObservationStore(conn)
    for name, whole in sorted(gazetteer.within.items()):
        place, around = (store.place(fold_name(one) or one, one) for one in (name, whole))
        store.declare_within(place, around, in_partition=name in gazetteer.partitions.get(whole, ()))
