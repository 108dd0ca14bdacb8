"""Places below a place: what is counted there is part of what is counted in the whole, and all of it in a partition.

`Gazetteer` says which place lies in which, and which sets of places are said to make a place up without a rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.checks.claim import PARTS_EXHAUSTIVE, ZERO, Claim, as_claim
from ingest.checks.counter import counter_of, part_of_counter
from ingest.checks.sentence import explain_places
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from ingest.checks.claim import Instant
    from ingest.model import Observation, Verdict

RULE: Final = "parts"

Stretch = tuple[str, str, str, str | None, "Instant", int]
"""Originator, indicator, unit, population and the instants between which is counted."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The place that each place lies in, and the places that make one up between them."""

    within: Mapping[str, str] = field(default_factory=dict)
    partitions: Mapping[str, frozenset[str]] = field(default_factory=dict)


def check_places(observations: Iterable[Observation], gazetteer: Gazetteer) -> list[Finding]:
    """Return what can be said of each whole whose parts state the same stretch of time."""
    told: dict[Stretch, dict[str, Claim]] = defaultdict(dict)
    for one in sorted(observations, key=lambda one: str(one.id)):
        claim, place = as_claim(one), counter_of(one).scope
        if claim is not None and place is not None and part_of_counter(one) is None:
            stretch = (one.originator, one.indicator, one.unit, one.population, claim.start, claim.end)
            told[stretch].setdefault(place, claim)
    found = []
    for places in told.values():
        below: dict[str, dict[str, Claim]] = defaultdict(dict)
        for place in sorted(places):
            if (whole := gazetteer.within.get(place)) in places:
                below[whole][place] = places[place]
        found += [_compare(places[whole], parts, gazetteer.partitions.get(whole)) for whole, parts in below.items()]
    return found


def _compare(whole: Claim, parts: Mapping[str, Claim], partition: frozenset[str] | None) -> Finding:
    claims = list(parts.values())
    low = sum((claim.low for claim in claims), ZERO)
    highs = [claim.high for claim in claims if claim.high is not None]
    high = sum(highs, ZERO) if partition == frozenset(parts) and len(highs) == len(claims) else None
    above = high is not None and whole.low > high
    verdict: Verdict = "unbalanced" if above or (whole.high is not None and whole.high < low) else "open"
    if verdict == "open" and whole.exact and whole.low in {low, high}:
        verdict = "balanced"
    return _finding(whole, claims, verdict, (low, high), above=above)


def _finding(
    whole: Claim, claims: Sequence[Claim], verdict: Verdict, limits: tuple[Decimal, Decimal | None], *, above: bool
) -> Finding:
    subject, observations = whole.observations[0], [one for claim in claims for one in claim.observations]
    low, high = limits
    value = high if above and high is not None else low
    unbalanced = verdict == "unbalanced"
    assumed = whole.assumptions.union(*(claim.assumptions for claim in claims))
    return Finding(
        rule=RULE,
        verdict=verdict,
        counter=counter_of(subject),
        subject=subject.id,
        proof=(*(one.id for one in observations), subject.id),
        assumptions=tuple(sorted(assumed | {PARTS_EXHAUSTIVE} if above else assumed)),
        stated=subject.value,
        low=low,
        high=high,
        difference=subject.value - value if unbalanced else None,
        would_be=value if unbalanced else None,
        words=partial(explain_places, subject, observations, verdict, value),
    )
