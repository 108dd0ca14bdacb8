"""Stocks: how many there are now is how many there were, and who came, less who went.

For some indicators it is known what fills and what empties the stock. That nobody came or went otherwise (the sick die,
too) the words do not say: it is assumed, and named.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.checks.balance import balance
from ingest.checks.claim import REPORT, bounds_of, known
from ingest.checks.counter import counter_of
from ingest.checks.sentence import explain_stock
from ingest.model import CounterKey, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from ingest.checks.bound import Bound
    from ingest.checks.constraints import Constraints
    from ingest.model import Observation, Verdict

RULE: Final = "balance"
NO_OTHER_WAY: Final = "no_other_way_in_or_out"
FLOWS: Final = {"hospitalised": ("hospitalised", "recoveries"), "detained": ("detained", "released")}
"""By indicator of a stock the indicators of what comes in and of what goes out."""

INDICATORS: Final = frozenset(FLOWS).union(*FLOWS.values())
"""The indicators that say anything of a stock or its flows."""

Range = tuple["Decimal", "Decimal | None"]


class _Flows(NamedTuple):
    """What came in and what went out between two reports."""

    came: tuple[Bound, Bound | None]
    went: tuple[Bound, Bound | None]


def check_stocks(counters: Mapping[CounterKey, Sequence[Observation]]) -> list[Finding]:
    """Return a finding for each stock of which in- and outflow since the one before are known; each thing once."""
    found = []
    for key in sorted(counters, key=str):
        stocks = [one for one in counters[key] if one.measure == "stock" and _counts(one)]
        if key.indicator in FLOWS and len(stocks) > 1:
            inflow, outflow = (_books(counters, key, indicator) for indicator in FLOWS[key.indicator])
            for before, after in pairwise(_one_a_day(stocks)):
                begun, end = known(before.end.toordinal(), REPORT), known(after.end.toordinal(), REPORT)
                flows = _Flows(inflow.bounds(begun, end), outflow.bounds(begun, end))
                found += _judge(before, after, flows)
    return found


def _counts(one: Observation) -> bool:
    return one.status == "actual" and one.part_of is None and one.population is None


def _one_a_day(stocks: Iterable[Observation]) -> list[Observation]:
    """Return the stocks in order of time, where a day has one only."""
    days: dict[object, list[Observation]] = defaultdict(list)
    for one in sorted(stocks, key=lambda one: (one.end, str(one.id))):
        days[one.end].append(one)
    return [ones[0] for ones in days.values() if len({one.value for one in ones}) == 1]


def _books(counters: Mapping[CounterKey, Sequence[Observation]], key: CounterKey, indicator: str) -> Constraints:
    flows = CounterKey(originator=key.originator, indicator=indicator, unit=key.unit, scope=key.scope)
    return balance(flows, [one for one in counters.get(flows, ()) if _counts(one)]).whole


def _judge(before: Observation, after: Observation, flows: _Flows) -> list[Finding]:
    (came, came_most), (went, went_most) = flows
    if came_most is None or went_most is None:
        return []
    old, new = bounds_of(before), bounds_of(after)
    low = old[0] + came.value - went_most.value
    high = None if old[1] is None else old[1] + came_most.value - went.value
    if (new[1] is not None and new[1] < low) or (high is not None and new[0] > high):
        return [_finding(before, after, "unbalanced", flows, (low, high))]
    return [_finding(before, after, "balanced", flows, (low, high))] if low == high == after.value else []


def _finding(before: Observation, after: Observation, verdict: Verdict, flows: _Flows, limits: Range) -> Finding:
    low, high = limits
    would_be = low if high is None or after.value < low else high
    ranges = [(least.value, most.value) for least, most in flows if most is not None]
    steps = [step for bounds in flows for bound in bounds if bound is not None for step in bound.steps]
    stated = [one.id for step in steps for one in step.claim.observations]
    return Finding(
        rule=RULE,
        verdict=verdict,
        counter=counter_of(after),
        subject=after.id,
        proof=tuple(dict.fromkeys([before.id, *stated, after.id])),
        assumptions=tuple(sorted({NO_OTHER_WAY}.union(*(step.claim.assumptions for step in steps)))),
        stated=after.value,
        low=low,
        high=high,
        difference=after.value - would_be if verdict == "unbalanced" else None,
        would_be=would_be if verdict == "unbalanced" else None,
        words=partial(explain_stock, before, after, ranges, would_be),
    )
