"""A system of difference constraints: what a set of claims allows between two instants, and which of them say so.

Each claim x(b) - x(a) ∈ [low, high] is two edges of a graph over instants; a shortest path from a to b is the
tightest upper bound of x(b) - x(a), one from b to a, negated, the tightest lower bound; the claims on the path are the
proof. The system contradicts itself exactly when the graph has a negative cycle (difference constraints, Bellman-Ford:
Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, "Difference constraints and shortest paths").

The claims held never contradict each other, so a solution x is kept beside them. It makes every edge non-negative
(Johnson's reweighting, the same book, "All-pairs shortest paths"), so that a search goes outwards from the newer
instant and ends where the older one is met, however long the history. A claim that x does not satisfy moves x as far as
it must (Cotton and Maler, Fast and Flexible Difference Constraint Propagation for DPLL(T), 2006).
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from ingest.checks.bound import NO_BOUND, Bound, Step, in_order
from ingest.checks.claim import ZERO
from ingest.checks.paths import find_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ingest.checks.claim import Claim, Instant


class Constraints:
    """Claims that do not contradict each other. Counts never fall: later instants hold at least as much."""

    def __init__(self) -> None:
        self._near: dict[Instant, dict[Instant, list[Claim]]] = {}
        self._clock: list[int] = []
        self._solution: dict[Instant, Decimal] = {}

    def __iter__(self) -> Iterator[Claim]:
        """Yield the claims held, each once."""
        for end, near in self._near.items():
            for claims in near.values():
                yield from (claim for claim in claims if claim.end == end)

    @property
    def latest(self) -> int | None:
        """The last instant of which anything is said."""
        return self._clock[-1] if self._clock else None

    def touch(self, instant: Instant) -> bool:
        """Say whether any claim starts or ends at an instant."""
        return bool(self._near.get(instant))

    def between(self, start: Instant, end: Instant) -> list[Claim]:
        """Return the claims on one stretch."""
        return self._near.get(end, {}).get(start, [])

    def starting(self, start: Instant) -> list[Claim]:
        """Return the claims that count from an instant."""
        return [claim for claims in self._near.get(start, {}).values() for claim in claims if claim.start == start]

    def add(self, claim: Claim) -> None:
        """Add a claim; whoever adds it has seen that it contradicts nothing."""
        start, end = claim.start, claim.end
        solution, near, clock = self._solution, self._near, self._clock
        if start not in solution and isinstance(start, int):
            self._place(start)
        if end not in solution:
            if start in solution and end > clock[-1]:
                # Nothing follows yet: the count may be as high as this claim wants it.
                solution[end] = max(solution[clock[-1]], solution[start] + claim.low)
                clock.append(end)
                near[end] = {}
            else:
                self._place(end)
        if start not in solution:
            solution[start] = solution[end] - claim.low
            near[start] = {}
        near[end].setdefault(start, []).append(claim)
        near[start].setdefault(end, []).append(claim)
        held = solution[end] - solution[start]
        if held < claim.low:
            self._raise(end, claim.low - held)
        elif claim.high is not None and held > claim.high:
            self._lower(end, held - claim.high)

    def remove(self, gone: Iterable[Claim]) -> None:
        """Take claims out."""
        for claim in gone:
            for here, there in ((claim.start, claim.end), (claim.end, claim.start)):
                near = self._near.get(here, {})
                left = [one for one in near.get(there, []) if one is not claim]
                near[there] = left
                if not left:
                    del near[there]

    def bounds(self, start: Instant, end: int, allowed: frozenset[str] | None = None) -> tuple[Bound, Bound | None]:
        """Return the least and the most that the claims allow for x(end) - x(start); None: unbounded above.

        With `allowed`, only claims count that assume no more.
        """
        if isinstance(start, int):
            if end not in self._solution and (not self._clock or start >= self._clock[-1]):
                return NO_BOUND, None  # nothing was said of any moment after `start`
            if start not in self._solution:
                self._place(start)
        elif start not in self._solution:
            return NO_BOUND, None
        if end not in self._solution:
            self._place(end)
        if allowed is None:
            pinned = self.pin(start, end)
            if pinned is not None:
                return pinned, pinned
        held = self._solution[end] - self._solution[start]
        low, high = (find_path(self, end, start, allowed, upper=upper) for upper in (False, True))
        return (
            NO_BOUND if low is None else Bound(held - low[0], low[1]),
            None if high is None else Bound(held + high[0], high[1]),
        )

    def least_before(self, end: int) -> Bound:
        """Return the least that the claims allow for x(end) over all that they say happened before it."""
        found = [self.bounds(start, end)[0] for start in sorted(self._solution, key=str)]
        return max(found, key=lambda bound: (bound.value, -len(bound.steps)), default=NO_BOUND)

    def _place(self, instant: int) -> None:
        """Give a known instant its place on the clock, and a count between those of its neighbours."""
        if instant in self._solution:
            return
        clock, solution = self._clock, self._solution
        at = bisect_left(clock, instant)
        solution[instant] = solution[clock[at - 1]] if at else solution[clock[0]] if clock else ZERO
        clock.insert(at, instant)
        self._near[instant] = {}

    def pin(self, start: Instant, end: int) -> Bound | None:
        """Return what an exact claim says of the very same stretch, else two that meet; None where none do."""
        for claim in self._near.get(end, {}).get(start, ()):
            if claim.low == claim.high:
                return Bound(claim.low, (Step(claim, 1),))
        return self.meeting(start, end)

    def meeting(self, start: Instant, end: int) -> Bound | None:
        """Return what two exact claims that meet make of a stretch: no sum is shorter, and nothing else can differ."""
        ends, starts = self._near.get(end), self._near.get(start)
        if not ends or not starts:
            return None
        fewer, more = (ends, starts) if len(ends) < len(starts) else (starts, ends)
        found = [
            (one, other)
            for middle in fewer
            if middle in more
            for one in starts[middle]
            if one.low == one.high
            for other in ends[middle]
            if other.low == other.high
        ]
        if not found:
            return None
        one, other = min(found, key=_length) if len(found) > 1 else found[0]
        first, last = (one.start == start) * 2 - 1, (other.end == end) * 2 - 1
        return Bound(first * one.low + last * other.low, in_order([Step(one, first), Step(other, last)]))

    def degree(self, here: Instant) -> int:
        """Return how many instants claims lead to."""
        return len(self._near[here])

    def edges(self, here: Instant, *, inwards: bool) -> Iterator[tuple[Instant, Decimal, Claim | None]]:
        """Yield the neighbours of an instant, how far the solution is from each edge's limit, and what sets it.

        The edges are those that come in, or those that leave.
        """
        solution = self._solution
        count = solution[here]
        for there, claims in self._near[here].items():
            held = count - solution[there]
            for claim in claims:
                if (claim.end == here) is not inwards:
                    yield there, (held if not inwards else -held) - claim.low, claim
                elif claim.high is not None:
                    yield there, claim.high - (held if inwards else -held), claim
        if isinstance(here, int):
            at = bisect_left(self._clock, here) + (1 if inwards else -1)
            if 0 <= at < len(self._clock):
                there = self._clock[at]
                yield there, abs(solution[there] - count), None

    def _raise(self, instant: Instant, by: Decimal) -> None:
        """Lift the solution at an instant, and wherever else that leaves a constraint unmet."""
        self._move(instant, by, up=True)

    def _lower(self, instant: Instant, by: Decimal) -> None:
        """Sink it likewise."""
        self._move(instant, by, up=False)

    def _move(self, instant: Instant, by: Decimal, *, up: bool) -> None:
        solution = self._solution
        owed: dict[Instant, Decimal] = {instant: by}
        heap: list[tuple[Decimal, int, Instant]] = [(-by, 0, instant)]
        moved: set[Instant] = set()
        pushed = 0
        while heap:
            _, _, here = heappop(heap)
            if here in moved:
                continue
            moved.add(here)
            # What `here` leaves unmet are edges that come in when it rises, and those that go out when it sinks.
            edges = [(there, slack) for there, slack, _ in self.edges(here, inwards=up)]
            solution[here] += owed[here] if up else -owed[here]
            for there, slack in edges:
                lacking = owed[here] - slack
                if there not in moved and lacking > owed.get(there, ZERO):
                    owed[there] = lacking
                    pushed += 1
                    heappush(heap, (-lacking, pushed, there))


def _length(pair: tuple[Claim, Claim]) -> tuple[int, int, str]:
    """Order sums by how many numbers they hold, then the newest first."""
    one, other = pair
    return len(one.observations) + len(other.observations), -one.end - other.end, _name(one) + _name(other)


def _name(claim: Claim) -> str:
    return str(claim.observations[0].id)
