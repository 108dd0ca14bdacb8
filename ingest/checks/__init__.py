"""Do the totals add up? Every statement about a counter is a constraint; contradictions are proved, gaps bounded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ingest.checks.balance import balance
from ingest.checks.counter import counter_of
from ingest.checks.population import split_by_population
from ingest.checks.standing import select_standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import CounterKey, Finding, Observation

__all__ = ["check", "counter_of"]


def check(observations: Iterable[Observation]) -> list[Finding]:
    """Return all that the checks find, counter by counter; the same for any order of the observations."""
    counters: dict[CounterKey, list[Observation]] = defaultdict(list)
    for one in observations:
        counters[counter_of(one)].append(one)
    order = sorted(counters, key=lambda key: (key.originator, key.indicator, key.unit, key.scope or ""))
    return [finding for key in order for finding in _check_counter(key, counters[key])]


def _check_counter(key: CounterKey, observations: list[Observation]) -> list[Finding]:
    groups = split_by_population(select_standing(observations))
    return [finding for group in groups for finding in balance(key, group).verdicts.findings]
