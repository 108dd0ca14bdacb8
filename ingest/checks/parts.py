"""The parts of one counter (two checkpoints, four destinations): a lower bound of the whole, or all of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ingest.checks.claim import NOTHING_BEFORE_START, PARTS_EXHAUSTIVE, ZERO, Claim, report_day
from ingest.checks.counter import part_of_counter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ingest.checks.claim import Instant
    from ingest.checks.constraints import Constraints
    from ingest.checks.counter import Part
    from ingest.model import Observation

A_SUM: Final = 2
"""From how many stated numbers on a bound is a sum that can confirm a total, not a mere repetition of it."""


class Parts:
    """What is known of the parts of a counter: their books, and which of them have been all there is."""

    def __init__(self, books: Mapping[Part, Constraints]) -> None:
        self._books = books
        self._exhaustive: dict[str, frozenset[Part]] = {}

    def sums(self, by_part: Mapping[Part | None, Sequence[Claim]]) -> list[Claim]:
        """Return what a report's parts say of the whole day: at least their sum; exactly, if there are no others."""
        if len(by_part) == 1 and None in by_part:
            return []
        daily: dict[str, dict[Part, Claim]] = defaultdict(dict)
        for part, claims in by_part.items():
            own = [claim for claim in loosen(claims) if claim.daily]
            if part is not None and own:
                daily[part[0]][part] = max(own, key=lambda claim: claim.low)
        return [self._sum_up(kind, parts) for kind, parts in sorted(daily.items())]

    def support(self, claim: Claim) -> Claim | None:
        """Return what the parts say of a first running total from an unknown start: all that they ever counted."""
        if not isinstance(claim.start, str):
            return None
        best = None
        for kind in sorted({kind for kind, _ in self._books}):
            bounds = [self._books[part].least_before(claim.end) for part in sorted(self._books) if part[0] == kind]
            steps = [step for bound in bounds for step in bound.steps]
            support = Claim(
                claim.start,
                claim.end,
                sum((bound.value for bound in bounds), ZERO),
                None,
                _by_size(one for step in steps for one in step.claim.observations),
                frozenset({NOTHING_BEFORE_START}).union(*(step.claim.assumptions for step in steps)),
                daily=False,
            )
            if len(support.observations) >= A_SUM and (best is None or support.low > best.low):
                best = support
        return best

    def close(self, claim: Claim, support: Claim) -> None:
        """Where the parts add up to the whole exactly, they are all there is, until a report names another."""
        if claim.low == claim.high == support.low:
            parts = frozenset(part for one in support.observations if (part := part_of_counter(one)) is not None)
            for kind in {kind for kind, _ in parts}:
                self._exhaustive[kind] = parts

    def close_day(self, parts: Claim, whole: Claim) -> None:
        """The same of one day's figures."""
        if whole.low == whole.high == parts.low and len(parts.observations) >= A_SUM:
            named = frozenset(part for one in parts.observations if (part := part_of_counter(one)) is not None)
            for kind in {kind for kind, _ in named}:
                self._exhaustive[kind] = named

    def _sum_up(self, kind: str, parts: dict[Part, Claim]) -> Claim:
        claims = [parts[part] for part in sorted(parts)]
        highs = [claim.high for claim in claims if claim.high is not None]
        closed = self._exhaustive.get(kind) == frozenset(parts) and len(highs) == len(claims)
        assumed = frozenset[str]().union(*(claim.assumptions for claim in claims))
        return replace(
            claims[0],
            low=sum((claim.low for claim in claims), ZERO),
            high=sum(highs, ZERO) if closed else None,
            observations=_by_size(one for claim in claims for one in claim.observations),
            assumptions=assumed | {PARTS_EXHAUSTIVE} if closed else assumed,
        )


def loosen(claims: Sequence[Claim]) -> list[Claim]:
    """Of different flows that a report states of one stretch each is a lower bound: they may count different people."""
    if len(claims) == 1:
        return list(claims)
    flows = [claim for claim in claims if claim.observations[0].measure == "flow"]
    if len({(report_day(claim), claim.start, claim.end) for claim in flows}) == len(flows):
        return list(claims)
    told: dict[tuple[object, Instant, int], set[object]] = defaultdict(set)
    for claim in flows:
        told[report_day(claim), claim.start, claim.end].add(claim.observations[0].value)
    several = {stretch for stretch, values in told.items() if len(values) > 1}
    if not several:
        return list(claims)
    return [
        replace(claim, high=None)
        if claim.observations[0].measure == "flow" and (report_day(claim), claim.start, claim.end) in several
        else claim
        for claim in claims
    ]


def _by_size(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(sorted(observations, key=lambda one: (one.value, str(one.id))))
