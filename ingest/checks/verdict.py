"""What is found of one counter's totals, a finding for each observation that is judged."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Final

import msgspec

from ingest.checks.bound import Bound, Step
from ingest.checks.claim import PARTS_EXHAUSTIVE, REPORT, Claim, known
from ingest.checks.parts import A_SUM
from ingest.checks.sentence import explain_balanced, explain_open, explain_phase, explain_unbalanced
from ingest.checks.suspicion import Suspicion
from ingest.model import CounterKey, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from ingest.checks.constraints import Constraints
    from ingest.checks.suspicion import Limits
    from ingest.model import Observation, Verdict

BALANCE: Final = "balance"
PARTS: Final = "parts"


class Ground(msgspec.Struct, frozen=True, gc=False):
    """What a verdict rests on: the bound that decides it, what the others allow, and which slip explains it.

    `again` is a further sum that says the same of a suspect.
    """

    bound: Bound
    low: Bound
    high: Bound | None
    suspect: bool = False
    slip: str | None = None
    again: Bound | None = None
    restored: Decimal | None = None
    rule: str = BALANCE


class Verdicts:
    """The findings on one counter; of one observation the latest stands, but a contradiction is never taken back."""

    def __init__(self, key: CounterKey) -> None:
        self._key = key
        self._found: dict[tuple[str, int | str], Finding] = {}

    @property
    def findings(self) -> list[Finding]:
        """All findings, in the order in which their observations were judged."""
        return list(self._found.values())

    def accept(self, claim: Claim, low: Bound, high: Bound | None, books: Constraints) -> None:
        """Tell what the other statements make of a total that contradicts none of them."""
        subject = claim.observations[0]
        if high is low and not _is_sum(low):
            low = high = books.meeting(claim.start, claim.end) or low
        met = _meets(subject, low, high)
        if met is not None:
            self._keep(claim, "balanced", Ground(met, low, high), partial(explain_balanced, subject, met))
        else:
            words = partial(explain_open, subject, low, high, _missing_days(books, claim, low))
            self._keep(claim, "open", Ground(low, low, high), words)

    def accept_parts(self, claim: Claim, parts: Claim) -> None:
        """Tell whether what one report says of the parts of a day adds up to the whole that it states."""
        bound = Bound(parts.low, (Step(parts, 1),))
        ground = Ground(bound, bound, None, rule=PARTS)
        if claim.exact and claim.low == parts.low:
            self._keep(claim, "balanced", ground, partial(explain_balanced, claim.observations[0], bound))
        elif claim.high is None or claim.high > parts.low:
            self._keep(claim, "open", ground, partial(explain_open, claim.observations[0], bound, None, ()))

    def contradict(self, claim: Claim, found: Suspicion | None, bound: Bound, limits: Limits) -> None:
        """Tell a contradiction: of the number that is suspect, else of the claim that brought it to light.

        `limits` are what the others allow the one that it is told of.
        """
        if found is None:
            words = partial(explain_unbalanced, claim.observations[0], Suspicion(claim, bound))
            self._keep(claim, "unbalanced", Ground(bound, *limits), words)
            return
        subject = found.claim.observations[0]
        again = found.support if subject.measure == "cumulative" else None
        if again is not None and len(again.steps) > A_SUM:
            again = None
        ground = Ground(found.account, *limits, suspect=True, slip=found.slip, again=again, restored=found.restored)
        self._keep(found.claim, "unbalanced", ground, partial(explain_unbalanced, subject, found, again))

    def begin_phase(self, claim: Claim, bound: Bound) -> None:
        """Tell that a total counts anew."""
        self._keep(claim, "open", Ground(bound, bound, None), partial(explain_phase, claim.observations[0], bound))

    def _keep(self, claim: Claim, verdict: Verdict, ground: Ground, words: Callable[[], str]) -> None:
        subject, bound = claim.observations[0], ground.bound
        unbalanced = verdict == "unbalanced"
        steps = bound.steps + (ground.again.steps if ground.again is not None else ())
        proof = [one.id for step in steps for one in step.claim.observations]
        self._found[ground.rule, subject.id] = Finding(
            rule=ground.rule,
            verdict=verdict,
            counter=self._key,
            subject=subject.id,
            proof=tuple(dict.fromkeys([*proof, subject.id])),
            assumptions=_assumed(claim, bound),
            stated=subject.value,
            low=ground.low.value,
            high=ground.high.value if ground.high is not None else None,
            difference=subject.value - bound.value if unbalanced else None,
            suspect=subject.id if ground.suspect else None,
            slip=ground.slip,
            would_be=(ground.restored or bound.value) if unbalanced else None,
            words=words,
        )


def _meets(subject: Observation, low: Bound, high: Bound | None) -> Bound | None:
    """Return the sum that pins a stated value, within its rounding; None where there is none."""
    pinned = high is not None and low.value == high.value and _is_sum(low)
    if pinned and subject.qualifier in {"exact", "about"}:
        return low
    if subject.qualifier != "exact":
        return None
    return next((bound for bound in (low, high) if bound and bound.value == subject.value and _is_sum(bound)), None)


def _assumed(claim: Claim, bound: Bound) -> tuple[str, ...]:
    """Return what a verdict takes for granted; parts that are there need no word on whether there are others."""
    if not bound.steps:
        return ()
    needed = claim.assumptions.union(*[step.claim.assumptions for step in bound.steps])
    if PARTS_EXHAUSTIVE not in needed or PARTS_EXHAUSTIVE in claim.assumptions:
        return _in_order(needed)
    stated = claim.observations[0].value
    at_most = [step for step in bound.steps if (step.sign > 0) == (stated > bound.value) and stated != bound.value]
    closed = any(PARTS_EXHAUSTIVE in step.claim.assumptions for step in at_most)
    return _in_order(needed if closed else needed - {PARTS_EXHAUSTIVE})


@cache
def _in_order(assumptions: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(assumptions))


def _is_sum(bound: Bound) -> bool:
    return len(bound.steps) >= A_SUM or any(len(step.claim.observations) >= A_SUM for step in bound.steps)


def _missing_days(books: Constraints, claim: Claim, low: Bound) -> Sequence[date]:
    """Return the days after the newest total in the proof for which no daily figure was stated."""
    totals = [step.claim.end for step in low.steps if not step.claim.daily and step.sign > 0]
    if not totals or not claim.end & REPORT:
        return []
    days = range(max(totals) // 2 + 1, claim.end // 2 + 1)
    return [date.fromordinal(day) for day in days if not books.between(known(day - 1, REPORT), known(day, REPORT))]
