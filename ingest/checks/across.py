"""What counters say of each other: places below a place, stocks with their flows, figures that ought to fit."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ingest.checks.places import Gazetteer, check_places
from ingest.checks.ratios import KINDS, PAIRS, find_ratios
from ingest.checks.standing import newest_of_outlets, select_standing
from ingest.checks.stocks import FLOWS, INDICATORS, check_stocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.model import CounterKey, Finding, Observation

Bearing = tuple[str, str | None, str, str | None]
"""Indicator and unit of figures that bear on those of another indicator and unit, of one place; None: the same unit."""

BEARINGS: Final[tuple[Bearing, ...]] = (
    *sorted((*under, *over) for over, under in PAIRS),
    *((flow, None, stock, None) for stock, flows in FLOWS.items() for flow in flows),
)


def find_across(
    counters: Mapping[CounterKey, list[Observation]], gazetteer: Gazetteer
) -> Mapping[CounterKey, list[Finding]]:
    """Return by counter what others say of its statements.

    Of a counter all is found where those are given that bear on it (`BEARINGS`), and those of places within its own.
    """
    standing = {
        key: select_standing(newest_of_outlets(told).values())
        for key, told in counters.items()
        if gazetteer.within or key.indicator in INDICATORS or (key.indicator, key.unit) in KINDS
    }
    everything = [one for told in standing.values() for one in told]
    found: dict[CounterKey, list[Finding]] = defaultdict(list)
    for one in check_places(everything, gazetteer) + check_stocks(standing) + find_ratios(everything):
        found[one.counter].append(one)
    return found
