"""The places, counters and series that figures belong to, looked up once: their rows are never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.checks import counter_of
from ingest.dedupe import fold_name
from ingest.model import PLACE_ROLES, Observation, PlaceRole
from ingest.series import series_key
from ingest.store import ObservationStore

if TYPE_CHECKING:
    from psycopg import Connection

    from ingest.dedupe import Mention

MOST: Final = 50_000
"""So many places or series are remembered; then all are forgotten, and looked up anew."""


class Directory:
    """What is known of the places, counters and series of one database; what is new is made.

    What was made in a transaction that failed must be forgotten with it.
    """

    def __init__(self, conn: Connection) -> None:
        self._store = ObservationStore(conn)
        self._places: dict[str, int] = {}
        self._series: dict[tuple[object, ...], tuple[int, int]] = {}

    def forget(self) -> None:
        """Look everything up anew from now on."""
        self._places.clear()
        self._series.clear()

    def place(self, name: str) -> int:
        """Return the place that a name spells."""
        key = fold_name(name) or name
        if key not in self._places:
            if len(self._places) >= MOST:
                self._places.clear()
            self._places[key] = self._store.place(key, name)
        return self._places[key]

    def series(self, mention: Mention) -> tuple[int, int]:
        """Return the series that a figure belongs to, and its counter."""
        places = {role: self.place(name) for role in PLACE_ROLES if (name := getattr(mention, role))}
        key = series_key(mention, places)
        fields = tuple(key.values())
        if fields not in self._series:
            if len(self._series) >= MOST:
                self._series.clear()
            self._series[fields] = self._store.series(key, lambda: self._counter(mention, places))
        return self._series[fields]

    def _counter(self, mention: Mention, places: dict[PlaceRole, int]) -> int:
        key = counter_of(_as_observation(mention))
        scope = next((places[role] for role in places if getattr(mention, role) == key.scope), None)
        return self._store.counter(
            {"originator": key.originator, "indicator": key.indicator, "unit": key.unit, "scope": scope}
        )


def _as_observation(mention: Mention) -> Observation:
    return Observation(
        id=mention.id, originator=mention.originator, outlet=mention.source, document=mention.canonical_url,
        vintage=mention.said_at, reference_day=mention.reference_day, value=mention.value,
        value_high=mention.value_high, qualifier=mention.qualifier, indicator=mention.indicator, unit=mention.unit,
        population=mention.population, measure=mention.measure, period=mention.period, start=mention.start_day,
        end=mention.end_day, origin=mention.origin, destination=mention.destination, via=mention.via,
        location=mention.location, part_of=mention.part_of, status=mention.status, since_label=mention.since_label,
    )  # fmt: skip
