"""What all statements of a counter, earlier and later, say of one of them: which they confirm, which they refute.

A contradiction alone shows that one of its numbers is wrong, not which. Each exact claim is an edge between two
instants; a path between the ends of a claim that does without it is a witness of what it should be. Paths that share
no claim are independent (edge-disjoint paths: Menger's theorem); a breadth-first search finds the shortest first.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from ingest.checks.bound import Bound, Step, in_order
from ingest.checks.claim import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from decimal import Decimal

    from ingest.checks.claim import Claim, Instant

MOST_WITNESSES: Final = 3
"""Two independent witnesses that agree decide; a third breaks their tie."""


class Witnesses:
    """All exact claims of one counter, whether or not they agree."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._near: dict[Instant, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.exact:
                self._near[claim.start].append(claim)
                self._near[claim.end].append(claim)

    def accounts(self, start: Instant, end: Instant, without: Collection[Claim]) -> list[Bound]:
        """Return what independent sums make of x(end) − x(start), none of them using a claim of `without`."""
        barred = {id(one) for claim in without for one in claim.observations}
        found = []
        for _ in range(MOST_WITNESSES):
            steps = self._path(start, end, barred)
            if not steps:
                break
            found.append(Bound(sum((step.sign * step.claim.low for step in steps), ZERO), in_order(steps)))
            barred.update(id(one) for step in steps for one in step.claim.observations)
        return found

    def said_before(self, claim: Claim) -> set[Decimal]:
        """Return what was said of the same just before: the last total from that start, or the flow before."""
        if claim.observations[0].measure == "cumulative" or not isinstance(claim.start, int):
            earlier = [
                one for one in self._near.get(claim.start, ()) if one.start == claim.start and one.end < claim.end
            ]
            newest = max((one.end for one in earlier), default=None)
            return {one.low for one in earlier if one.end == newest}
        start = claim.start - (claim.end - claim.start)
        return {one.low for one in self._near.get(claim.start, ()) if one.start == start and one.end == claim.start}

    def days_within(self, start: int, end: int) -> set[Decimal]:
        """Return the figures of single days within a stretch."""
        days = (claim for at in range(start, end) for claim in self._near.get(at, ()) if claim.start == at)
        return {claim.low for claim in days if claim.daily and claim.end <= end}

    def totals_from(self, start: Instant) -> list[Claim]:
        """Return the exact totals that count from an instant, in order of time."""
        found = [one for one in self._near.get(start, ()) if one.start == start]
        return sorted((one for one in found if one.observations[0].measure == "cumulative"), key=lambda one: one.end)

    def _path(self, start: Instant, end: Instant, barred: set[int]) -> list[Step]:
        came: dict[Instant, Step] = {}
        seen = {end}
        queue: deque[Instant] = deque([end])
        while queue:
            here = queue.popleft()
            for claim in self._near.get(here, ()):
                there: Instant = claim.start if claim.end == here else claim.end
                if there in seen or any(id(one) in barred for one in claim.observations):
                    continue
                seen.add(there)
                came[there] = Step(claim, 1 if claim.end == here else -1)
                if there == start:
                    return list(_walk(came, start, end))
                queue.append(there)
        return []


def _walk(came: dict[Instant, Step], start: Instant, end: Instant) -> Iterator[Step]:
    here = start
    while here != end:
        step = came[here]
        yield step
        here = step.claim.end if step.sign > 0 else step.claim.start
