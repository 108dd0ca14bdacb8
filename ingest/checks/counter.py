"""Which counter an observation feeds, and of which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.model import CounterKey

if TYPE_CHECKING:
    from ingest.model import Observation, PlaceRole

SCOPE_ROLES: Final[dict[str, PlaceRole]] = {
    "departures": "origin",
    "returns": "destination",
    "arrivals": "destination",
}
OTHER_END: Final[dict[str, PlaceRole]] = {"departures": "destination", "returns": "origin", "arrivals": "origin"}
"""Where movements of one scope may also be split: departures by where people went, returns by where they came from."""

Part = tuple[str, str]
"""How a part is told from its whole: the role of the place and its name; parts of one role are disjoint."""


def counter_of(observation: Observation) -> CounterKey:
    """Return the counter that an observation feeds."""
    return CounterKey(
        originator=observation.originator,
        indicator=observation.indicator,
        unit=observation.unit,
        scope=scope_of(observation),
    )


def scope_of(observation: Observation) -> str | None:
    """Return the place that an observation is counted at."""
    role = SCOPE_ROLES.get(observation.indicator)
    return observation.location if role is None else getattr(observation, role)


def part_of_counter(observation: Observation) -> Part | None:
    """Return which part of its counter an observation is about; None for the whole."""
    if observation.via is not None:
        return ("via", observation.via)
    role = OTHER_END.get(observation.indicator)
    name = getattr(observation, role) if role else None
    return (role, name) if role and name else None
