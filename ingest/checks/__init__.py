"""Do the totals add up? Every statement about a counter is a constraint; contradictions are proved, gaps bounded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.checks.across import BEARINGS, find_across
from ingest.checks.agreement import agree
from ingest.checks.balance import balance
from ingest.checks.bookmark import Bookmark, bookmark_of
from ingest.checks.continuation import Continued, begin_of_window, take_up
from ingest.checks.counter import counter_of, scope_of
from ingest.checks.headline import compare_headlines
from ingest.checks.missing import MissingDays, bound_missing
from ingest.checks.places import Gazetteer
from ingest.checks.plausibility import find_jumps
from ingest.checks.population import split_by_population
from ingest.checks.portions import check_portions
from ingest.checks.silence import find_silence
from ingest.checks.standing import lines_of, newest_of_outlets, select_standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ingest.model import CounterKey, Finding, Observation, Verdict

__all__ = [
    "BEARINGS",
    "Bookmark",
    "Checked",
    "Continued",
    "Gazetteer",
    "MissingDays",
    "begin_of_window",
    "check",
    "check_counter",
    "counter_of",
    "find_across",
    "rank",
    "take_up",
]

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
    across = find_across(counters, gazetteer)
    found = []
    for key in sorted(counters, key=lambda key: (key.originator, key.indicator, key.unit, key.scope or "")):
        found += check_counter(key, counters[key], newest, across.get(key, ())).findings
    return found


def rank(finding: Finding) -> tuple[bool, Decimal]:
    """Return what findings are ordered by: contradictions first, of these the largest for what was stated."""
    off = abs(finding.difference or Decimal(0)) / max(finding.stated, Decimal(1))
    return finding.verdict != "unbalanced", -off


class Checked(NamedTuple):
    """What is found of one counter, what bounds the days of which nobody reported, and where its next report goes on.

    `mark` returns None where the next report asks for a check in full.
    """

    findings: list[Finding]
    missing: list[MissingDays]
    mark: Callable[[], Bookmark | None]


def check_counter(
    key: CounterKey, observations: list[Observation], until: date, across: Iterable[Finding] = ()
) -> Checked:
    """Check all statements on one counter; `across` is what others say of them."""
    told = newest_of_outlets(observations).values()
    misprints = compare_headlines(key, chain.from_iterable(told)) if any(one.headline for one in observations) else []
    wrong = {finding.subject for finding in misprints}
    standing = [one for one in select_standing(told) if one.id not in wrong]
    lines = lines_of(standing)
    found = agree(key, told) + find_jumps(key, lines) + find_silence(key, lines, until)
    found += [*misprints, *check_portions(key, standing), *across]
    missing = []
    groups = [balance(key, group) for group in split_by_population(standing)]
    for books in groups:
        found += books.verdicts.findings
        missing += bound_missing(books)
    mark = partial(bookmark_of, [] if misprints else groups, lines, until)
    return Checked(_strongest(found), missing, mark)


def _strongest(found: list[Finding]) -> list[Finding]:
    """Return one finding for each rule and observation: where several speak of it, what weighs most."""
    strongest: dict[tuple[str, int | str], Finding] = {}
    for one in found:
        other = strongest.get((one.rule, one.subject))
        if other is None or _weight(one) > _weight(other):
            strongest[one.rule, one.subject] = one
    return list(strongest.values())


def _weight(finding: Finding) -> tuple[int, bool]:
    return WEIGHTS[finding.verdict], finding.slip is not None
