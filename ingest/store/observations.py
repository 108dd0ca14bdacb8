"""Places, counters, series, observations and their witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ingest.store.findings import BEARING_COLUMNS
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from psycopg import Connection


class StoredObservation(NamedTuple):
    """An observation by its canonical figure. `stands` is false once a better description superseded it."""

    figure: int
    id: int
    stands: bool
    counter: int


class ObservationStore:
    """Statements on observations."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def place(self, key: str, spelling: str) -> int:
        """Return the place that a spelling names; a spelling never met makes a place of its own."""
        row = self._run.row("place_by_key", key=key)
        if row:
            return int(row[0])
        place = self._run.number("add_place", name=spelling)
        self._run.run("add_place_name", key=key, spelling=spelling, place=place)
        return place

    def counter(self, key: Mapping[str, object]) -> int:
        """Return the counter with these fields, made where there is none."""
        row = self._run.row("counter_by_key", **key)
        return int(row[0]) if row else self._run.number("add_counter", **key)

    def series(self, key: Mapping[str, object], counter: Callable[[], int]) -> tuple[int, int]:
        """Return the series with these fields and its counter; where there is none it is made, feeding `counter`."""
        row = self._run.row("series_by_key", **key) or self._run.row("add_series", counter=counter(), **key)
        if row is None:
            raise LookupError("add_series returned no row")
        return int(row[0]), int(row[1])

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Keep statements: the fields of `ingest.series.observation_row`."""
        self._run.copy("copy_observation", rows)

    def numbers(self, figures: Sequence[int]) -> dict[int, int]:
        """Return the observations whose canonical figure is one of `figures`: figure → observation."""
        return dict(self._run.rows("numbers_of_observations", figures=list(figures)))

    def of_figures(self, figures: Sequence[int]) -> list[StoredObservation]:
        """Return the observations whose canonical figure is one of `figures`."""
        return [StoredObservation(*row) for row in self._run.rows("observations_of_figures", figures=list(figures))]

    def witnesses(self, figures: Sequence[int]) -> dict[int, int]:
        """Return what each of `figures` is a witness of: figure → observation."""
        return dict(self._run.rows("witnesses_of_figures", figures=list(figures)))

    def add_witnesses(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Make figures witnesses of observations: pairs of figure and observation."""
        self._run.copy("copy_witness", pairs)

    def supersede(self, pairs: Iterable[tuple[int, int | None]]) -> None:
        """Say that statements are now described by a better witness; None: by this observation again."""
        self._run.copy("copy_superseded", pairs)

    def mark(self, touched: Collection[tuple[int, int | None]]) -> None:
        """Mark counters as touched, and those that they bear on.

        A mark names the statement that was added; None: something else changed.
        """
        self._run.copy("copy_mark", touched)
        self._run.run("mark_bearing", counters=sorted({counter for counter, _ in touched}), **BEARING_COLUMNS)

    def declare_within(self, place: int, whole: int, *, in_partition: bool) -> None:
        """Declare in which place a place lies, and whether it is one of those that make it up without a rest."""
        self._run.run("add_place_within", place=place, whole=whole, in_partition=in_partition)
