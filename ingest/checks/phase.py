"""Running totals that fall: a count begun anew, or the fewest numbers that must be wrong."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.checks.claim import Claim
    from ingest.checks.constraints import Constraints
    from ingest.checks.suspicion import Suspicion
    from ingest.checks.witnesses import Witnesses


def begins_anew(claim: Claim, suspicions: Sequence[Suspicion], witnesses: Witnesses) -> bool:
    """Say whether a total that falls counts from another moment or by another rule than those before.

    It does where the totals on both sides of the fall are each confirmed by further sums, so that no slip explains it;
    or where it could have been counted from nothing since the report before, being no more than the counter ever grew
    from one report to the next, and the totals after it go on from there.
    """
    totals = [one for one in suspicions if one.claim.observations[0].measure == "cumulative"]
    if not any(one.claim is not claim and one.claim.low > claim.low for one in totals):
        return False
    if all(one.score > 0 for one in totals):
        return True
    line = witnesses.totals_from(claim.start)
    before = [one.low for one in line if one.end < claim.end]
    after = [one.low for one in line if one.end > claim.end]
    growth = max((new - old for old, new in pairwise(before[:-1])), default=None)  # the last may be wrong itself
    if growth is None or claim.low > growth or not after:
        return False
    return after[0] < before[-1] and all(claim.low <= value for value in after)


def settle_fall(
    claim: Claim, suspicions: Sequence[Suspicion], books: Constraints, witnesses: Witnesses
) -> tuple[Suspicion | None, list[Claim]]:
    """Say which side of a fall the totals after it take: what is suspect, and which totals held before give way.

    Of the totals before that are higher and those from the fall on that are lower, the fewer are wrong. One alone
    among several is suspect.
    """
    limit = claim.low if claim.high is None else claim.high
    higher = [one for one in books.starting(claim.start) if one.low > limit]
    if not higher:
        return None, []
    level = max(one.low for one in higher)
    after = [one for one in witnesses.totals_from(claim.start) if one.end > claim.end]
    lower = [claim, *(one for one in after if one.low < level)]
    if len(lower) > len(higher):
        return _suspect(suspicions, higher[0]) if len(higher) == 1 else None, higher
    return _suspect(suspicions, claim) if len(lower) == 1 and after else None, []


def _suspect(suspicions: Sequence[Suspicion], claim: Claim) -> Suspicion | None:
    return next((one for one in suspicions if one.claim is claim), None)
