"""Statements become observations: what is new is added, what is better described supersedes, nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.checks import counter_of
from ingest.dedupe import fold_name
from ingest.model import PLACE_ROLES, Observation, PlaceRole
from ingest.series import observation_row, series_key
from ingest.store import ObservationStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection

    from ingest.checks import Gazetteer
    from ingest.dedupe import Mention, Statement


def enter_statements(conn: Connection, statements: Sequence[Statement]) -> None:
    """Make the observations of a story agree with its statements; every counter touched is marked."""
    store = ObservationStore(conn)
    figures = [mention.id for statement in statements for mention in statement.witnesses]
    standing = {row.figure: row for row in store.of_figures(figures)}
    held = store.witnesses(figures)
    touched: dict[tuple[int, int | None], None] = {}
    for statement in statements:
        known = standing.get(statement.canonical.id)
        if known is None:
            number, counter = _add(store, statement.canonical)
            touched[counter, number] = None
        else:
            number = known.id
            if not known.stands:
                store.supersede(number, by=None)
                touched[known.counter, None] = None
        moved = [mention.id for mention in statement.witnesses if held.get(mention.id) != number]
        store.add_witnesses((figure, number) for figure in moved)
        for mention in statement.witnesses:
            old = standing.get(mention.id)
            if old is not None and old.stands and old.id != number:
                store.supersede(old.id, by=number)
                touched[old.counter, None] = None
    store.mark(touched)


def declare_places(conn: Connection, gazetteer: Gazetteer) -> None:
    """Keep which place lies in which; a place never met before is made."""
    store = ObservationStore(conn)
    for name, whole in sorted(gazetteer.within.items()):
        place, around = (store.place(fold_name(one) or one, one) for one in (name, whole))
        store.declare_within(place, around, in_partition=name in gazetteer.partitions.get(whole, ()))


def _add(store: ObservationStore, mention: Mention) -> tuple[int, int]:
    """Add the observation that `mention` describes; return its number and that of its counter."""
    places: dict[PlaceRole, int] = {}
    for role in PLACE_ROLES:
        name = getattr(mention, role)
        if name:
            places[role] = store.place(fold_name(name) or name, name)
    key = counter_of(_as_observation(mention))
    scope = next((places[role] for role in places if getattr(mention, role) == key.scope), None)
    counter = store.counter(
        {"originator": key.originator, "indicator": key.indicator, "unit": key.unit, "scope": scope}
    )
    series, counter = store.series(series_key(mention, places), counter)
    return store.add(observation_row(mention, series)), counter


def _as_observation(mention: Mention) -> Observation:
    return Observation(
        id=mention.id, originator=mention.originator, outlet=mention.source, document=mention.canonical_url,
        vintage=mention.said_at, reference_day=mention.reference_day, value=mention.value,
        value_high=mention.value_high, qualifier=mention.qualifier, indicator=mention.indicator, unit=mention.unit,
        population=mention.population, measure=mention.measure, period=mention.period, start=mention.start_day,
        end=mention.end_day, origin=mention.origin, destination=mention.destination, via=mention.via,
        location=mention.location, part_of=mention.part_of, status=mention.status, since_label=mention.since_label,
    )  # fmt: skip
