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
from typing import TYPE_CHECKING, NamedTuple

from ingest.checks.claim import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ingest.checks.claim import Claim, Instant


class Step(NamedTuple):
    """One claim on a path; `sign` is 1 where its number is added, −1 where it is taken away."""

    claim: Claim
    sign: int


class Bound(NamedTuple):
    """A bound on a difference and the claims that prove it, in order of time."""

    value: Decimal
    steps: tuple[Step, ...]


NO_BOUND = Bound(ZERO, ())


def fits(claim: Claim, low: Bound, high: Bound | None) -> bool:
    """Say whether a claim leaves room between two bounds."""
    return (claim.high is None or claim.high >= low.value) and (high is None or claim.low <= high.value)


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
        solution, clock = self._solution, self._clock
        if isinstance(start, int):
            self._place(start)
        if start in solution and end not in solution and end > clock[-1]:
            # Nothing follows yet: the count may be as high as this claim wants it.
            solution[end] = max(solution[clock[-1]], solution[start] + claim.low)
            clock.append(end)
            self._near[end] = {}
        else:
            self._place(end)
        if start not in solution:
            solution[start] = solution[end] - claim.low
            self._near[start] = {}
        self._near[end].setdefault(start, []).append(claim)
        self._near[start].setdefault(end, []).append(claim)
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
            self._place(start)
        elif start not in self._solution:
            return NO_BOUND, None
        self._place(end)
        pinned = (self._direct(start, end) or self.meeting(start, end)) if allowed is None else None
        if pinned is not None:
            return pinned, pinned
        held = self._solution[end] - self._solution[start]
        low, high = (self._search(end, start, allowed, upper=upper) for upper in (False, True))
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

    def _direct(self, start: Instant, end: int) -> Bound | None:
        """Return what an exact claim says of the very same stretch."""
        found = (claim for claim in self._near[end].get(start, ()) if claim.low == claim.high)
        return next((Bound(claim.low, (Step(claim, 1),)) for claim in found), None)

    def meeting(self, start: Instant, end: int) -> Bound | None:
        """Return what two exact claims that meet make of a stretch: no sum is shorter, and nothing else can differ."""
        ends, starts = self._near.get(end), self._near.get(start)
        if not ends or not starts:
            return None
        found = []
        for middle in ends if len(ends) < len(starts) else starts:
            if middle in ends and middle in starts:
                for one in starts[middle]:
                    if one.low == one.high:
                        found += [(one, other) for other in ends[middle] if other.low == other.high]
        if not found:
            return None
        one, other = min(found, key=_length) if len(found) > 1 else found[0]
        first, last = (one.start == start) * 2 - 1, (other.end == end) * 2 - 1
        return Bound(first * one.low + last * other.low, in_order([Step(one, first), Step(other, last)]))

    def _edges(self, here: Instant, *, inwards: bool) -> Iterator[tuple[Instant, Decimal, Claim | None]]:
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

    def _search(
        self, end: Instant, start: Instant, allowed: frozenset[str] | None, *, upper: bool
    ) -> tuple[Decimal, tuple[Step, ...]] | None:
        """Find a shortest path by Dijkstra's method from both ends; of equal ones, one with the fewest numbers on it.

        The moment that all running totals count from has an edge to each of them: coming from both sides, the search
        meets there without going through all.
        """
        sides = (_Side(end, inwards=upper), _Side(start, inwards=not upper))
        best: tuple[Decimal, int] | None = None
        middle: Instant = end
        while sides[0].heap and sides[1].heap:
            tops = (sides[0].heap[0], sides[1].heap[0])
            if best is not None and (tops[0][0] + tops[1][0], tops[0][1] + tops[1][1]) >= best:
                break
            nearer = len(self._near[tops[0][3]]) > len(self._near[tops[1][3]])
            side, other = sides[nearer], sides[not nearer]
            distance, used, _, here = heappop(side.heap)
            if here in side.done:
                continue
            side.done.add(here)
            for there, slack, claim in self._edges(here, inwards=side.inwards):
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
            edges = [(there, slack) for there, slack, _ in self._edges(here, inwards=up)]
            solution[here] += owed[here] if up else -owed[here]
            for there, slack in edges:
                lacking = owed[here] - slack
                if there not in moved and lacking > owed.get(there, ZERO):
                    owed[there] = lacking
                    pushed += 1
                    heappush(heap, (-lacking, pushed, there))


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return what is added before what is taken away, each in order of time."""
    return tuple(sorted(steps, key=_place_in_sum))


def _place_in_sum(step: Step) -> tuple[int, int, int, str]:
    claim = step.claim
    return -step.sign, claim.end, claim.start if isinstance(claim.start, int) else 0, _name(claim)


def _length(pair: tuple[Claim, Claim]) -> tuple[int, int, str]:
    """Order sums by how many numbers they hold, then the newest first."""
    one, other = pair
    return len(one.observations) + len(other.observations), -one.end - other.end, _name(one) + _name(other)


def _name(claim: Claim) -> str:
    return str(claim.observations[0].id)


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
