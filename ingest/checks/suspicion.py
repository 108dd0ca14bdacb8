"""Which number of a contradiction is most likely wrong: the one that the other statements refute and none confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from ingest.checks.bound import Bound, Step, in_order
from ingest.checks.claim import ZERO, bounds_of
from ingest.checks.slip import Context, find_slip, restore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ingest.checks.claim import Claim
    from ingest.checks.witnesses import Witnesses

DAY = 2
"""Instants from one report to the next."""


Limits = tuple[Bound, Bound | None]
"""The least and the most that other claims allow one to be."""


class Suspicion(NamedTuple):
    """One number of a contradiction: what the others make of it, and what else speaks for and against it.

    `account` is what the rest of the contradiction makes of it; `support` an independent sum that says the same;
    `restored` what it was before a slip, where that is not the account itself: a number in a range, a rounded one.
    """

    claim: Claim
    account: Bound
    slip: str | None = None
    support: Bound | None = None
    score: int = 0
    restored: Decimal | None = None


def weigh(claim: Claim, bound: Bound, limits: Limits, witnesses: Witnesses) -> list[Suspicion]:
    """Return each number of a contradiction with what speaks against it, the judged claim first.

    `bound` is that of the `limits` of the judged claim which it does not keep.
    """
    steps = [Step(claim, -1), *bound.steps]
    members = [step.claim for step in steps]
    found = [
        _weigh_one(members[n], _account(steps, n, bound.value), members, witnesses)
        for n in range(len(steps))
        if len(members[n].observations) == 1
    ]
    if found and found[0].claim is claim:
        found[0] = restore_digits(found[0], limits)
    return found


def restore_digits(found: Suspicion, limits: Limits) -> Suspicion:
    """Look for a slip from any number that the others allow, in the words that the report uses, where none is known."""
    if found.slip is not None:
        return found
    one, (low, high) = found.claim.observations[0], limits

    def fits(value: Decimal) -> bool:
        least, most = bounds_of(replace(one, value=value, value_high=None))
        return (most is None or most >= low.value) and (high is not None and least <= high.value)

    restored = restore(one.value, fits) if high is not None and one.qualifier != "range" else None
    return found if restored is None else found._replace(slip=restored[0], restored=restored[1])


def find_suspect(suspicions: Sequence[Suspicion]) -> Suspicion | None:
    """Return the one that others refute, else the first that a slip explains; None where nothing tells.

    Whatever independent sums confirm is innocent, and a count cannot have been less than nothing.
    """
    possible = [one for one in suspicions if one.score <= 0 and one.account.value >= ZERO]
    refuted = [one for one in possible if one.score < 0]
    if refuted:
        worst = min(one.score for one in refuted)
        found = [one for one in refuted if one.score == worst]
        if len(found) > 1:
            found = [one for one in found if one.slip] or found
        return found[0] if len(found) == 1 else None
    return next((one for one in possible if one.slip), None)


def _account(steps: Sequence[Step], n: int, value: Decimal) -> Bound:
    """Return what the other numbers make of the n-th; the sum of all, the first taken away, ought to be nothing."""
    sign = steps[n].sign
    others = [Step(step.claim, -sign * step.sign) for at, step in enumerate(steps) if at != n]
    if n == 0:
        return Bound(value, in_order(others))
    stated = steps[0].claim.observations[0].value
    own = steps[n].claim.low if sign > 0 else steps[n].claim.high or steps[n].claim.low
    return Bound(own + sign * (stated - value), in_order(others))


def _weigh_one(claim: Claim, account: Bound, members: Sequence[Claim], witnesses: Witnesses) -> Suspicion:
    one = claim.observations[0]
    accounts = witnesses.accounts(claim.start, claim.end, members)
    support = next((other for other in accounts if other.value == account.value), None)
    score = sum(other.value == one.value for other in accounts) - sum(
        other.value == account.value for other in accounts
    )
    slip = find_slip(one.value, account.value, _context(claim, witnesses))
    return Suspicion(claim, account, slip, support, score)


def _context(claim: Claim, witnesses: Witnesses) -> Context:
    repeated = witnesses.said_before(claim)
    start, end = claim.start, claim.end
    if claim.observations[0].measure == "cumulative" or not isinstance(start, int):
        last = max((other.end for other in witnesses.totals_from(start) if other.end < end), default=end)
        return Context(repeated=repeated, daily=witnesses.days_within(last - DAY, end))
    beside = [witnesses.accounts(start + by, end + by, [claim]) for by in (-DAY, DAY)]
    return Context(
        repeated=repeated,
        daily=() if claim.daily else witnesses.days_within(start, end),
        beside={other.value for accounts in beside for other in accounts},
    )
