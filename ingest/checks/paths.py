"""Shortest paths between two instants, over claims that a solution satisfies."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

from ingest.checks.bound import Step, in_order
from ingest.checks.claim import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ingest.checks.claim import Claim, Instant


class Graph(Protocol):
    """Instants, and the claims between them as edges whose length is what the solution leaves of their limit."""

    def edges(self, here: Instant, *, inwards: bool) -> Iterator[tuple[Instant, Decimal, Claim | None]]:
        """Yield neighbour, length and claim of the edges that come in, or of those that leave."""

    def degree(self, here: Instant) -> int:
        """Return how many neighbours an instant has."""


def find_path(
    graph: Graph, end: Instant, start: Instant, allowed: frozenset[str] | None, *, upper: bool
) -> tuple[Decimal, tuple[Step, ...]] | None:
    """Find a shortest path by Dijkstra's method from both ends; of equal ones, one with the fewest numbers on it.

    No edge is negative, as the solution satisfies each. `allowed` bars claims that assume more. The moment that all
    running totals count from has an edge to each of them: coming from both sides, the search meets there without
    going through all.
    """
    sides = (_Side(end, inwards=upper), _Side(start, inwards=not upper))
    best: tuple[Decimal, int] | None = None
    middle: Instant = end
    while sides[0].heap and sides[1].heap:
        tops = (sides[0].heap[0], sides[1].heap[0])
        if best is not None and (tops[0][0] + tops[1][0], tops[0][1] + tops[1][1]) >= best:
            break
        nearer = graph.degree(tops[0][3]) > graph.degree(tops[1][3])
        side, other = sides[nearer], sides[not nearer]
        distance, used, _, here = heappop(side.heap)
        if here in side.done:
            continue
        side.done.add(here)
        for there, slack, claim in graph.edges(here, inwards=side.inwards):
            if allowed is not None and claim is not None and not claim.assumptions <= allowed:
                continue
            reached = (distance + slack, used + (len(claim.observations) if claim is not None else 0))
            if there in side.best and reached >= side.best[there]:
                continue
            side.reach(there, reached, (here, claim))
            if there in other.best:
                whole = (reached[0] + other.best[there][0], reached[1] + other.best[there][1])
                if best is None or whole < best:
                    best, middle = whole, there
    if best is None:
        return None
    steps = [*sides[0].walk(middle, forward=True), *sides[1].walk(middle, forward=False)]
    return best[0], in_order(steps)


class _Side:
    """A search from one end: how near each instant is, and by which claim it was reached."""

    def __init__(self, begun: Instant, *, inwards: bool) -> None:
        self.inwards = inwards
        self.best: dict[Instant, tuple[Decimal, int]] = {begun: (ZERO, 0)}
        self.heap: list[tuple[Decimal, int, int, Instant]] = [(ZERO, 0, 0, begun)]
        self.done: set[Instant] = set()
        self._begun = begun
        self._came: dict[Instant, tuple[Instant, Claim | None]] = {}
        self._pushed = 0

    def reach(self, there: Instant, reached: tuple[Decimal, int], came: tuple[Instant, Claim | None]) -> None:
        """Note a nearer way to an instant; of equally near ones the first that was reached goes on first."""
        self._pushed += 1
        self.best[there], self._came[there] = reached, came
        heappush(self.heap, (*reached, self._pushed, there))

    def walk(self, here: Instant, *, forward: bool) -> Iterator[Step]:
        """Yield the claims from an instant to where the search began; one that leads back is taken away."""
        while here != self._begun:
            there, claim = self._came[here]
            if claim is not None:
                yield Step(claim, 1 if (claim.start == here) is forward else -1)
            here = there
