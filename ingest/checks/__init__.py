"""Do the totals add up? Every statement about a counter is a constraint; contradictions are proved, gaps bounded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.checks.agreement import agree
from ingest.checks.balance import balance
from ingest.checks.counter import counter_of, scope_of
from ingest.checks.missing import MissingDays, bound_missing
from ingest.checks.places import Gazetteer, check_places
from ingest.checks.plausibility import find_jumps
from ingest.checks.population import split_by_population
from ingest.checks.portions import check_portions
from ingest.checks.ratios import KINDS, find_ratios
from ingest.checks.silence import find_silence
from ingest.checks.standing import newest_of_outlets, select_standing
from ingest.checks.stocks import INDICATORS, check_stocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.model import CounterKey, Finding, Observation, Verdict

__all__ = ["Gazetteer", "MissingDays", "check", "check_counter", "counter_of", "rank"]

NOWHERE: Final = Gazetteer()
WEIGHTS: Final[dict[Verdict, int]] = {"open": 0, "balanced": 1, "unbalanced": 2}


def check(observations: Iterable[Observation], gazetteer: Gazetteer = NOWHERE) -> list[Finding]:
    """Return all that the checks find, counter by counter; the same for any order of the observations.

    A series is silent by the newest report of all.
    """
    told: dict[tuple[str | None, ...], list[Observation]] = defaultdict(list)
    for one in observations:
        told[one.originator, one.indicator, one.unit, scope_of(one)].append(one)
    counters = {counter_of(ones[0]): ones for ones in told.values()}
    newest = max((one.reference_day for ones in counters.values() for one in ones), default=date.min)
    found = []
    for key in sorted(counters, key=lambda key: (key.originator, key.indicator, key.unit, key.scope or "")):
        found += check_counter(key, counters[key], newest)[0]
    return found + _check_across(counters, gazetteer)


def rank(finding: Finding) -> tuple[bool, Decimal]:
    """Return what findings are ordered by: contradictions first, of these the largest for what was stated."""
    off = abs(finding.difference or Decimal(0)) / max(finding.stated, Decimal(1))
    return finding.verdict != "unbalanced", -off


def _check_across(counters: Mapping[CounterKey, list[Observation]], gazetteer: Gazetteer) -> list[Finding]:
    """Return what counters say of each other: places, stocks with their flows, figures that fit together."""
    standing = {
        key: select_standing(newest_of_outlets(told).values())
        for key, told in counters.items()
        if gazetteer.within or key.indicator in INDICATORS or (key.indicator, key.unit) in KINDS
    }
    everything = [one for told in standing.values() for one in told]
    return check_places(everything, gazetteer) + check_stocks(standing) + find_ratios(everything)


def check_counter(
    key: CounterKey, observations: list[Observation], until: date
) -> tuple[list[Finding], list[MissingDays]]:
    """Return what is found of one counter, and what bounds the days of which nobody reported."""
    told = newest_of_outlets(observations).values()
    standing = select_standing(told)
    found = agree(key, told) + find_jumps(key, standing) + find_silence(key, standing, until)
    found += check_portions(key, standing)
    missing = []
    for group in split_by_population(standing):
        books = balance(key, group)
        found += books.verdicts.findings
        missing += bound_missing(books)
    return _strongest(found), missing


def _strongest(found: list[Finding]) -> list[Finding]:
    """Return one finding for each rule and observation: where several partitions speak of it, what weighs most."""
    strongest: dict[tuple[str, int | str], Finding] = {}
    for one in found:
        other = strongest.get((one.rule, one.subject))
        if other is None or WEIGHTS[one.verdict] > WEIGHTS[other.verdict]:
            strongest[one.rule, one.subject] = one
    return list(strongest.values())
