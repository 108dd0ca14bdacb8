"""A system of difference constraints: what a set of claims allows between two instants, and which of them say so.

Each claim x(b) - x(a) ∈ [low, high] is two edges of a graph over instants; a shortest path from a to b is the
tightest upper bound of x(b) - x(a), one from b to a, negated, the tightest lower bound; the claims on the path are the
proof. The system contradicts itself exactly when the graph has a negative cycle (difference constraints, Bellman-Ford:
Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, "Difference constraints and shortest paths").
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.checks.claim import Claim, Instant


@dataclass(frozen=True, slots=True)
class Step:
    """One claim on a path; `sign` is 1 where its number is added, −1 where it is taken away."""

    claim: Claim
    sign: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on a difference and the claims that prove it, in order of time."""

    value: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    to: Instant
    weight: Decimal
    step: Step | None


class Constraints:
    """Claims that do not contradict each other. Counts never fall: later instants hold at least as much."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []

    @property
    def claims(self) -> list[Claim]:
        """The claims, in the order they were added."""
        return list(self._claims)

    def add(self, claim: Claim) -> None:
        """Add a claim; whoever adds it has seen that it contradicts nothing."""
        self._claims.append(claim)

    def remove(self, gone: Iterable[Claim]) -> None:
        """Take claims out."""
        left = [id(claim) for claim in gone]
        self._claims = [claim for claim in self._claims if id(claim) not in left]

    def bounds(self, start: Instant, end: Instant) -> tuple[Bound, Bound | None]:
        """Return the least and the most that the claims allow for x(end) - x(start); None: unbounded above."""
        edges = self._edges(start, end)
        upper, lower = _shortest(edges, start, end, upward=True), _shortest(edges, end, start, upward=False)
        if lower is None:
            lower = Bound(Decimal(0), ())
        return Bound(-lower.value, lower.steps), upper

    def least_before(self, end: Instant) -> Bound:
        """Return the least that the claims allow for x(end) over all that they say happened before it."""
        starts = {claim.start for claim in self._claims}
        found = [self.bounds(start, end)[0] for start in sorted(starts)]
        return max(found, key=lambda bound: (bound.value, -len(bound.steps)), default=Bound(Decimal(0), ()))

    def _edges(self, *further: Instant) -> dict[Instant, list[_Edge]]:
        edges: dict[Instant, list[_Edge]] = {instant: [] for instant in further}
        for claim in self._claims:
            edges.setdefault(claim.start, [])
            edges.setdefault(claim.end, [])
            edges[claim.end].append(_Edge(claim.start, -claim.low, Step(claim, 1)))
            if claim.high is not None:
                edges[claim.start].append(_Edge(claim.end, claim.high, Step(claim, 1)))
        for earlier, later in self._order(edges):
            edges[later].append(_Edge(earlier, Decimal(0), None))
        return edges

    def _order(self, edges: dict[Instant, list[_Edge]]) -> Iterator[tuple[Instant, Instant]]:
        """Yield pairs of instants of which the first is not after the second."""
        clock = sorted(instant for instant in edges if not instant[0])
        yield from pairwise(clock)
        for claim in self._claims:
            if claim.start[0]:
                yield claim.start, claim.end


def _shortest(edges: dict[Instant, list[_Edge]], source: Instant, target: Instant, *, upward: bool) -> Bound | None:
    """Find a shortest path by Bellman-Ford with a queue; of equal ones, one with the fewest claims.

    The claims are consistent, so no cycle is negative and the search ends.
    """
    best: dict[Instant, tuple[Decimal, int]] = {source: (Decimal(0), 0)}
    came: dict[Instant, tuple[Instant, _Edge]] = {}
    queue, waiting = deque([source]), {source}
    while queue:
        here = queue.popleft()
        waiting.discard(here)
        distance, used = best[here]
        for edge in edges[here]:
            reached = (distance + edge.weight, used + (edge.step is not None))
            if edge.to not in best or reached < best[edge.to]:
                best[edge.to], came[edge.to] = reached, (here, edge)
                if edge.to not in waiting:
                    queue.append(edge.to)
                    waiting.add(edge.to)
    if target not in best:
        return None
    return Bound(best[target][0], tuple(_walk(came, source, target, upward=upward)))


def _walk(came: dict[Instant, tuple[Instant, _Edge]], source: Instant, target: Instant, *, upward: bool) -> list[Step]:
    """Return the claims on a path in order of time; an edge against the question's direction takes its number away."""
    steps = []
    here = target
    while here != source:
        here, edge = came[here]
        if edge.step is not None:
            forward = edge.to == edge.step.claim.end
            steps.append(Step(edge.step.claim, 1 if forward == upward else -1))
    return sorted(steps, key=lambda step: (step.claim.end[1], step.claim.start[1], str(step.claim.observations[0].id)))
