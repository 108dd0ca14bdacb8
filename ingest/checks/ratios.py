"""Ratios: kilograms a kit, persons a family, persons a vehicle: two figures of one report that ought to fit together.

A ratio is held against those of earlier reports on the same place as a figure is against its history. Where it is out
of their range but a thousandth or the thousandfold is within, a separator was misread: 1,212 tonnes for 1.212.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import partial
from itertools import product
from math import log
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.checks.counter import counter_of, scope_of
from ingest.checks.plausibility import RULE, jumps_of
from ingest.checks.sentence import explain_ratio
from ingest.checks.slip import THOUSAND
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import Observation

Kind = tuple[str, str]

OF_PERSONS: Final = ("departures", "returns", "arrivals", "displacement", "sheltered", "people_affected")
PAIRS: Final[frozenset[tuple[Kind, Kind]]] = frozenset(
    {(("aid_weight", unit), ("aid_items", item)) for unit, item in product(("tonne", "kilogram"), ("kit", "package"))}
    | {((one, "person"), (one, unit)) for one, unit in product(OF_PERSONS, ("family", "vehicle"))}
)
"""Which figures of one report, by indicator and unit, are told of the same things."""
KINDS: Final = frozenset(kind for pair in PAIRS for kind in pair)
"""The figures that stand in any pair."""
A_RANGE: Final = 2
"""The fewest earlier ratios that make a range."""


class _Pair(NamedTuple):
    """Two figures of one report."""

    over: Observation
    under: Observation

    @property
    def ratio(self) -> Decimal:
        """How many of the one come on one of the other."""
        return self.over.value / self.under.value


def find_ratios(observations: Iterable[Observation]) -> list[Finding]:
    """Return a finding for each pair whose ratio is implausible by those before it."""
    lines: dict[tuple[str, ...], list[_Pair]] = defaultdict(list)
    for pair in _pairs(observations):
        over, under = pair
        name = (over.originator, scope_of(over) or "", over.indicator, over.unit, under.indicator, under.unit)
        lines[name].append(pair)
    found = []
    for key in sorted(lines):
        line = sorted(lines[key], key=lambda pair: (pair.over.end, str(pair.over.id)))
        misread = {n: value for n in range(A_RANGE, len(line)) if (value := _misread(line, n)) is not None}
        strange = {jump.at for jump in jumps_of([log(pair.ratio) for pair in line])}
        for n in sorted(strange | set(misread)):
            usual = median(pair.ratio for pair in line[:n])
            found.append(_finding(line[n], misread.get(n), float(usual)))
    return found


def _pairs(observations: Iterable[Observation]) -> Iterator[_Pair]:
    """Yield the pairs of each report; where it states several of a kind, nothing shows which belong together."""
    reports: dict[tuple[object, ...], dict[Kind, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in observations:
        if one.status == "actual" and one.part_of is None and one.measure == "flow" and one.value > 0:
            report = (one.document, one.outlet, one.period, one.start, one.end, scope_of(one))
            reports[report][one.indicator, one.unit].append(one)
    for told in reports.values():
        for over, under in sorted(PAIRS):
            if len(told.get(over, ())) == len(told.get(under, ())) == 1:
                yield _Pair(told[over][0], told[under][0])


def _misread(line: Sequence[_Pair], n: int) -> Decimal | None:
    """Return the value that a misread separator made too large or too small by a thousand."""
    earlier = [pair.ratio for pair in line[:n]]
    least, most, pair = min(earlier), max(earlier), line[n]
    if least <= pair.ratio <= most:
        return None
    for factor in (1 / Decimal(THOUSAND), Decimal(THOUSAND)):
        if least <= pair.ratio * factor <= most:
            return pair.over.value * factor
    return None


def _finding(pair: _Pair, would_be: Decimal | None, usual: float) -> Finding:
    one = pair.over
    slip = "separator misread" if would_be is not None else None
    return Finding(
        rule=RULE,
        verdict="open",
        counter=counter_of(one),
        subject=one.id,
        proof=(pair.under.id, one.id),
        stated=one.value,
        suspect=one.id if slip else None,
        slip=slip,
        would_be=would_be,
        words=partial(explain_ratio, one, pair.under, usual, would_be),
    )
