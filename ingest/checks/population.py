"""Which populations of a counter are counted apart.

Reports name people in changing words ("militants and their families", "people"), so that a counter takes in whoever is
named. Where one report states different numbers of two populations for one stretch, though, they are not the same
people: each is a count of its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import Observation


def split_by_population(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Return the observations of a counter, those of each population that is counted apart by themselves."""
    ordered = list(observations)
    if len({one.population for one in ordered}) == 1:
        return [ordered]
    apart = _counted_apart(ordered)
    groups: dict[str, list[Observation]] = defaultdict(list)
    for one in ordered:
        groups[one.population if one.population in apart else ""].append(one)
    return [groups[name] for name in sorted(groups)]


def _counted_apart(observations: Iterable[Observation]) -> frozenset[str]:
    told: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in observations:
        if one.status == "actual" and one.part_of is None:
            told[
                one.reference_day, one.measure, one.period, one.start, one.end, one.origin, one.destination, one.via,
                one.location, one.since_label,
            ].append(one)  # fmt: skip
    several = [ones for ones in told.values() if len({one.value for one in ones}) > 1]
    return frozenset(
        one.population
        for ones in several
        if len({one.population for one in ones}) > 1
        for one in ones
        if one.population is not None
    )
