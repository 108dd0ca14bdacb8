"""Which of several statements on one thing stands: the newest of an outlet; of outlets, what most of them say."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import Observation

Thing = tuple[object, ...]


def thing_of(observation: Observation) -> Thing:
    """Return what an observation is about, whatever value it states."""
    one = observation
    return (
        one.originator, one.indicator, one.unit, one.population, one.measure, one.status, one.origin, one.destination,
        one.via, one.location, one.part_of, one.period, one.start, one.end, one.since_label,
    )  # fmt: skip


def line_of(observation: Observation) -> Thing:
    """Return which line of figures an observation continues: what it is about, whatever its days."""
    one = observation
    return (
        one.originator, one.indicator, one.unit, one.population, one.measure, one.status, one.origin, one.destination,
        one.via, one.location, one.part_of is None, one.period, one.since_label,
    )  # fmt: skip


def lines_of(observations: Iterable[Observation]) -> dict[Thing, list[Observation]]:
    """Return observations by the line that they continue."""
    lines: dict[Thing, list[Observation]] = defaultdict(list)
    for one in observations:
        lines[line_of(one)].append(one)
    return lines


def newest_of_outlets(observations: Iterable[Observation]) -> dict[Thing, list[Observation]]:
    """Return for each thing what each outlet last said of it; several where it said several things at once."""
    said: dict[Thing, dict[str, list[Observation]]] = defaultdict(dict)
    for one in sorted(observations, key=lambda one: (one.vintage, str(one.id))):
        outlets = said[thing_of(one)]
        before = outlets.get(one.outlet)
        if before is not None and before[0].vintage == one.vintage:
            before.append(one)
        else:
            outlets[one.outlet] = [one]
    return {thing: [one for ones in outlets.values() for one in ones] for thing, outlets in said.items()}


def select_standing(told: Iterable[list[Observation]]) -> list[Observation]:
    """Return the statements that the checks hold against each other: of each thing one, whoever copied it."""
    return [one for ones in told for one in stand(ones)]


def stand(told: list[Observation]) -> list[Observation]:
    """Return what stands of one thing: what a primary source says; else what most outlets say, of equals the first."""
    if len(told) == 1:
        return told
    primary = [one for one in told if one.standing == "primary"]
    chosen = primary or told
    outlets = {one.outlet for one in chosen}
    if len(outlets) == 1:  # one outlet's several statements are several things that the fields do not tell apart
        return list({one.value: one for one in reversed(chosen)}.values())
    votes = Counter(one.value for one in {(one.outlet, one.value): one for one in chosen}.values())
    first = min(chosen, key=lambda one: (-votes[one.value], one.vintage, one.outlet, str(one.id)))
    return [first]
