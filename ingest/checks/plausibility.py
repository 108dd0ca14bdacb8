"""Plausibility: a figure that jumps out of the history of its own series.

A value is held against the median of the series so far, in units of its median absolute deviation, as both withstand
outliers (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: the modified z-score and its limit of 3.5).
Counts grow by factors, so that logarithms are compared; noughts have none and are passed over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from functools import partial
from math import exp, log
from typing import TYPE_CHECKING, Final

from ingest.checks.sentence import explain_jump
from ingest.checks.standing import Thing, line_of
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import CounterKey, Observation

RULE: Final = "plausibility"
LIMIT: Final = 3.5
"""The modified z-score beyond which Iglewicz and Hoaglin call a value an outlier."""
NORMAL: Final = 0.6745
"""The median absolute deviation of a normal distribution in its standard deviations: it makes the score comparable."""
A_HISTORY: Final = 19
"""Of 20 values from one source any one is the largest with chance 1 in 20: fewer say too little of what is usual."""


def find_jumps(key: CounterKey, observations: Iterable[Observation]) -> list[Finding]:
    """Return a finding for each daily or weekly figure that its series makes implausible."""
    lines: dict[Thing, list[Observation]] = defaultdict(list)
    for one in observations:
        if one.measure == "flow" and one.value > 0 and one.period not in {"unspecified", "span"}:
            lines[line_of(one)].append(one)
    found = []
    for line in lines.values():
        if len(line) > A_HISTORY:
            ordered = sorted(line, key=lambda one: (one.end, one.vintage, str(one.id)))
            found += [_jump(key, ordered[n], usual, n) for n, usual in outliers([log(one.value) for one in ordered])]
    return found


def outliers(logs: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Yield the place of each logarithm that is an outlier to those before it, and their median.

    The score exceeds the limit where more than half of the history lies nearer to the median than the value does,
    divided by the limit; a history of which half is one and the same number has no spread to be held against.
    """
    history: list[float] = []
    for n, value in enumerate(logs):
        middle = (history[n // 2] + history[(n - 1) // 2]) / 2 if history else value
        near = abs(value - middle) * NORMAL / LIMIT
        if n >= A_HISTORY and near:
            within = bisect_left(history, middle + near) - bisect_right(history, middle - near)
            same = bisect_right(history, middle) - bisect_left(history, middle)
            if 2 * within > n >= 2 * same:
                yield n, middle
        insort(history, value)


def _jump(key: CounterKey, one: Observation, usual: float, history: int) -> Finding:
    return Finding(
        rule=RULE,
        verdict="open",
        counter=key,
        subject=one.id,
        proof=(one.id,),
        stated=one.value,
        words=partial(explain_jump, one, round(exp(usual)), history),
    )
