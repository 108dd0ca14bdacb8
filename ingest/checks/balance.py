"""Balance: do running totals and figures of several days agree with the daily ones?

Reports are gone through in order. Each claim is held against what the claims before and beside it allow; what agrees
joins them, so that the system never contradicts itself, and what does not becomes a finding and is left out, or, where
nothing shows which of the numbers is wrong, the newest total stands and the day's figures give way: one contradiction
is told once, not again by every later total.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ingest.checks.claim import (
    NOTHING_BEFORE_START,
    PARTS_EXHAUSTIVE,
    Claim,
    as_claim,
    known,
    report_day,
)
from ingest.checks.claim import REPORT as REPORT_INSTANT
from ingest.checks.constraints import Bound, Constraints
from ingest.checks.counter import Part, part_of_counter
from ingest.checks.sentence import explain_balanced, explain_open, explain_unbalanced
from ingest.checks.slip import find_slip
from ingest.model import CounterKey, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import Observation, Verdict

RULE: Final = "balance"
A_SUM: Final = 2
"""From how many stated numbers on a bound is a sum that can confirm a total, not a mere repetition of it."""


class Balance:
    """One counter's books, filled report by report."""

    def __init__(self, key: CounterKey) -> None:
        self._key = key
        self._whole = Constraints()
        self._parts: dict[Part, Constraints] = defaultdict(Constraints)
        self._exhaustive: dict[str, frozenset[Part]] = {}
        self.findings: list[Finding] = []

    def take_report(self, observations: Sequence[Observation]) -> None:
        """Enter what one report says: parts first, then what they add up to, then the whole, totals last."""
        claims = [(part_of_counter(one), claim) for one in observations if (claim := as_claim(one)) is not None]
        by_part: dict[Part | None, list[Claim]] = defaultdict(list)
        for part, claim in sorted(claims, key=lambda pair: _order(pair[1])):
            by_part[part].append(claim)
        for part in sorted(one for one in by_part if one is not None):
            self._enter_all(self._parts[part], by_part[part])
        for added in self._add_parts(by_part):
            if _fits(added, *self._whole.bounds(added.start, added.end)):
                self._whole.add(added)
        self._enter_all(self._whole, by_part[None], whole=True)

    def _enter_all(self, books: Constraints, claims: Sequence[Claim], *, whole: bool = False) -> None:
        for claim in _loosened(claims):
            support = self._support(books, claim) if whole else None
            if support is not None:
                books.add(support)
            self._judge(books, claim)
            if support is not None:
                self._close(claim, support)
                books.remove([support])

    def _judge(self, books: Constraints, claim: Claim) -> None:
        low, high = books.bounds(claim.start, claim.end)
        subject = claim.observations[0]
        if claim.high is not None and claim.high < low.value:
            self._contradict(books, claim, (low, high), above=False)
        elif high is not None and claim.low > high.value:
            self._contradict(books, claim, (low, high), above=True)
        else:
            books.add(claim)
            if claim.daily:
                return
            meets = [bound for bound in (low, high) if bound and bound.value == subject.value and _is_sum(bound)]
            if meets and subject.qualifier == "exact":
                self._find(claim, "balanced", meets[0], (low, high), explain_balanced(subject, meets[0]))
            else:
                missing = _missing_days(books, claim, low)
                self._find(claim, "open", low, (low, high), explain_open(subject, low, high, missing))

    def _contradict(self, books: Constraints, claim: Claim, limits: tuple[Bound, Bound | None], *, above: bool) -> None:
        low, high = limits
        bound = high if above and high is not None else low
        subject = claim.observations[0]
        others = [(step.sign, one) for step in bound.steps for one in step.claim.observations]
        slip = find_slip(
            subject.value,
            bound.value,
            [one.value for _, one in others if one.measure == "cumulative"],
            [one.value for _, one in others if one.measure == "flow"],
        )
        sentence = explain_unbalanced(subject, bound, above=above, slip=slip)
        self._find(claim, "unbalanced", bound, limits, sentence, slip=slip)
        if slip is None:
            self._rebase(books, claim, bound)

    def _rebase(self, books: Constraints, claim: Claim, bound: Bound) -> None:
        """Let the newest total stand and the same report's smaller figures give way."""
        day = report_day(claim)
        books.remove([step.claim for step in bound.steps if step.claim.daily and report_day(step.claim) == day])
        if _fits(claim, *books.bounds(claim.start, claim.end)):
            books.add(claim)

    def _support(self, books: Constraints, claim: Claim) -> Claim | None:
        """Return what the parts say of a first running total from an unknown start: all that they ever counted."""
        if not claim.start[0] or any(one.start == claim.start for one in books.claims):
            return None
        best = None
        for kind in sorted({kind for kind, _ in self._parts}):
            bounds = [books_of.least_before(claim.end) for part, books_of in self._parts.items() if part[0] == kind]
            steps = [step for bound in bounds for step in bound.steps]
            support = Claim(
                start=claim.start,
                end=claim.end,
                low=sum((bound.value for bound in bounds), start=claim.low * 0),
                high=None,
                observations=_by_size(one for step in steps for one in step.claim.observations),
                assumptions=frozenset({NOTHING_BEFORE_START}).union(*(step.claim.assumptions for step in steps)),
            )
            if len(support.observations) >= A_SUM and (best is None or support.low > best.low):
                best = support
        return best

    def _close(self, claim: Claim, support: Claim) -> None:
        """Where the parts add up to the whole exactly, they are all there is, until a report names another."""
        if claim.low == claim.high == support.low:
            parts = frozenset(part for one in support.observations if (part := part_of_counter(one)) is not None)
            for kind in {kind for kind, _ in parts}:
                self._exhaustive[kind] = parts

    def _add_parts(self, by_part: dict[Part | None, list[Claim]]) -> list[Claim]:
        """Return what this report's parts say of the whole day: at least their sum; exactly, if there are no others."""
        daily: dict[str, dict[Part, Claim]] = defaultdict(dict)
        for part, claims in by_part.items():
            own = [claim for claim in _loosened(claims) if claim.daily]
            if part is not None and own:
                daily[part[0]][part] = max(own, key=lambda claim: claim.low)
        return [self._sum_up(kind, parts) for kind, parts in sorted(daily.items())]

    def _sum_up(self, kind: str, parts: dict[Part, Claim]) -> Claim:
        claims = [parts[part] for part in sorted(parts)]
        highs = [claim.high for claim in claims if claim.high is not None]
        closed = self._exhaustive.get(kind) == frozenset(parts) and len(highs) == len(claims)
        first = claims[0]
        zero = first.low * 0
        assumed = frozenset[str]().union(*(claim.assumptions for claim in claims))
        return replace(
            first,
            low=sum((claim.low for claim in claims), start=zero),
            high=sum(highs, start=zero) if closed else None,
            observations=_by_size(one for claim in claims for one in claim.observations),
            assumptions=assumed | {PARTS_EXHAUSTIVE} if closed else assumed,
        )

    def _find(
        self,
        claim: Claim,
        verdict: Verdict,
        bound: Bound,
        limits: tuple[Bound, Bound | None],
        explanation: str,
        slip: str | None = None,
    ) -> None:
        subject = claim.observations[0]
        low, high = limits
        unbalanced = verdict == "unbalanced"
        needed = [claim.assumptions if bound.steps else frozenset(), *(step.claim.assumptions for step in bound.steps)]
        assumptions = frozenset[str]().union(*needed)
        if bound is low:  # what holds already because the parts are there needs no word on whether there are others
            assumptions -= {PARTS_EXHAUSTIVE}
        proof = [one.id for step in bound.steps for one in step.claim.observations]
        self.findings.append(
            Finding(
                rule=RULE,
                verdict=verdict,
                counter=self._key,
                subject=subject.id,
                proof=tuple(dict.fromkeys([*proof, subject.id])),
                assumptions=tuple(sorted(assumptions)),
                stated=subject.value,
                low=low.value,
                high=high.value if high is not None else None,
                difference=subject.value - bound.value if unbalanced else None,
                suspect=subject.id if slip else None,
                slip=slip,
                would_be=bound.value if unbalanced else None,
                explanation=explanation,
            )
        )


def balance(key: CounterKey, observations: Sequence[Observation]) -> list[Finding]:
    """Return what can be said of the totals of one counter; the same for any order of its observations."""
    books = Balance(key)
    ordered = sorted(observations, key=lambda one: (one.reference_day, str(one.id)))
    for _, report in groupby(ordered, key=lambda one: one.reference_day):
        books.take_report(list(report))
    return books.findings


def _order(claim: Claim) -> tuple[object, ...]:
    """Daily figures first, then those of several days, totals last."""
    one = claim.observations[0]
    return (not claim.daily, one.measure == "cumulative", claim.end, claim.start, one.value, str(one.id))


def _loosened(claims: Sequence[Claim]) -> list[Claim]:
    """Of several figures for one stretch of a part each is a lower bound only: they may count different people."""
    stretches = [(claim.start, claim.end) for claim in claims]
    return [
        replace(claim, high=None)
        if claim.observations[0].measure == "flow" and stretches.count((claim.start, claim.end)) > 1
        else claim
        for claim in claims
    ]


def _by_size(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(sorted(observations, key=lambda one: (one.value, str(one.id))))


def _fits(claim: Claim, low: Bound, high: Bound | None) -> bool:
    return (claim.high is None or claim.high >= low.value) and (high is None or claim.low <= high.value)


def _is_sum(bound: Bound) -> bool:
    return sum(len(step.claim.observations) for step in bound.steps) >= A_SUM


def _missing_days(books: Constraints, claim: Claim, low: Bound) -> list[date]:
    """Return the days after the newest total in the proof for which no daily figure was stated."""
    totals = [step.claim.end[1] // 2 for step in low.steps if not step.claim.daily]
    if not totals or claim.end != known(claim.end[1] // 2, REPORT_INSTANT):
        return []
    told = {one.end[1] // 2 for one in books.claims if one.daily}
    return [date.fromordinal(day) for day in range(max(totals) + 1, claim.end[1] // 2 + 1) if day not in told]
