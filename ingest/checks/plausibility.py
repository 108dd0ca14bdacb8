"""Plausibility: a figure that jumps out of the history of its own series.

What is usual moves: wars have calm months, and the first quiet day after a bad week is no error. A value is held
against the middle of the week of figures before it, and how far it is from there against how far the figures before it
were from theirs. It is told where two things hold: none of the last 99 was as far, so that chance alone makes it so
once in a hundred; and the distance is an outlier among theirs, in units of their median absolute deviation, as medians
withstand outliers (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: the modified z-score and its limit of
3.5). Counts grow by factors, so that logarithms are compared; noughts have none and are passed over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
from functools import partial
from math import exp, log
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.checks.sentence import explain_jump
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.checks.standing import Thing
    from ingest.model import CounterKey, Observation

RULE: Final = "plausibility"
LIMIT: Final = 3.5
"""The modified z-score beyond which Iglewicz and Hoaglin call a value an outlier."""
NORMAL: Final = 0.6745
"""The median absolute deviation of a normal distribution in its standard deviations: it makes the score comparable."""
A_WEEK: Final = 7
"""What is usual is the middle of so many figures: of daily ones each day of the week once, as offices rest."""
A_RECORD: Final = 99
"""Of 100 distances from one source any one is the largest with chance 1 in 100: as many are held against each other."""
A_HISTORY: Final = 19
"""From so many distances on, chance alone makes the newest the largest at most once in 20 times."""


A_MEMORY: Final = A_WEEK + A_RECORD
"""So many figures decide on the next one."""
NO_RHYTHM: Final = frozenset({"unspecified", "span"})
"""Periods of no set length: their figures are not comparable."""


class Jump(NamedTuple):
    """A value out of its history: its place, the logarithm of what was usual, and among how many it is the furthest."""

    at: int
    usual: float
    history: int


def find_jumps(key: CounterKey, lines: Mapping[Thing, Sequence[Observation]]) -> list[Finding]:
    """Return a finding for each daily or weekly figure that its series makes implausible."""
    return [finding for line in lines.values() for finding in continue_line(key, (), line)[0]]


def continue_line(
    key: CounterKey, before: Sequence[float], line: Iterable[Observation]
) -> tuple[list[Finding], Sequence[float]]:
    """Return what is implausible among figures that follow others, and the logarithms that the next is held against.

    `before` are those of the others, as far as they are remembered.
    """
    told = [one for one in line if one.measure == "flow" and one.value > 0 and one.period not in NO_RHYTHM]
    told.sort(key=_place_in_line)
    logs = [*before, *(log(one.value) for one in told)]
    jumps = [jump for jump in jumps_of(logs) if jump.at >= len(before)]
    return [_tell(key, told[jump.at - len(before)], jump) for jump in jumps], logs[-A_MEMORY:]


def _place_in_line(one: Observation) -> tuple[object, ...]:
    return one.end, one.vintage, str(one.id)


def jumps_of(logs: Sequence[float]) -> Iterator[Jump]:
    """Yield each logarithm that is an outlier to those before it."""
    distances: deque[float] = deque(maxlen=A_RECORD)
    spread: list[float] = []  # the same in order of size
    for n in range(A_WEEK, len(logs)):
        usual = sorted(logs[n - A_WEEK : n])[A_WEEK // 2]
        distance = logs[n] - usual
        if len(spread) >= A_HISTORY and abs(distance) > max(-spread[0], spread[-1]) and _is_outlier(distance, spread):
            yield Jump(n, usual, len(spread))
        if len(distances) == A_RECORD:
            del spread[bisect_left(spread, distances[0])]
        distances.append(distance)
        insort(spread, distance)


def _is_outlier(value: float, history: Sequence[float]) -> bool:
    """Say whether the modified z-score of a value exceeds the limit.

    It does where more than half of the history lies nearer to the median than the value does, divided by the limit; a
    history of which half is one and the same number has no spread to be held against.
    """
    count = len(history)
    middle = (history[count // 2] + history[(count - 1) // 2]) / 2
    near = abs(value - middle) * NORMAL / LIMIT
    within = bisect_left(history, middle + near) - bisect_right(history, middle - near)
    same = bisect_right(history, middle) - bisect_left(history, middle)
    return 2 * within > count >= 2 * same


def _tell(key: CounterKey, one: Observation, jump: Jump) -> Finding:
    return Finding(
        rule=RULE,
        verdict="open",
        counter=key,
        subject=one.id,
        proof=(one.id,),
        stated=one.value,
        words=partial(explain_jump, one, round(exp(jump.usual)), jump.history),
    )
