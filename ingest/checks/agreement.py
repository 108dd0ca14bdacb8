"""Agreement: outlets that state one thing of one originator differently; which is the odd one out, by which slip."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.checks.claim import bounds_of
from ingest.checks.sentence import explain_disagreement
from ingest.checks.slip import Context, find_slip
from ingest.checks.standing import stand
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import CounterKey, Observation

RULE: Final = "agreement"


def agree(key: CounterKey, things: Iterable[list[Observation]]) -> list[Finding]:
    """Return a finding for each statement that differs from what stands of the same thing.

    `things` holds what all outlets last said of each.

    The odd one out is suspect where a primary source says otherwise, where most outlets do, or where a slip of the pen
    leads from their number to its own. One outlet that states several numbers of one thing speaks of several things.
    """
    found = []
    for told in things:
        if len(told) == 1:
            continue
        outlets: dict[str, list[Observation]] = defaultdict(list)
        for one in told:
            outlets[one.outlet].append(one)
        if len(outlets) > 1 and all(len(ones) == 1 for ones in outlets.values()):
            (standing,) = stand(told)
            found += [_differ(key, one, standing, told) for one in told if not agrees(one, standing)]
    return found


def agrees(one: Observation, other: Observation) -> bool:
    """Say whether what two statements allow has anything in common: "over 1,800" agrees with 1,866."""
    (low, high), (lower, higher) = bounds_of(one), bounds_of(other)
    return (high is None or high >= lower) and (higher is None or higher >= low)


def _differ(key: CounterKey, one: Observation, standing: Observation, told: Sequence[Observation]) -> Finding:
    slip = find_slip(one.value, standing.value, Context())
    others = [other for other in told if other.value == standing.value]
    surely = standing.standing == "primary" or len(others) > sum(other.value == one.value for other in told)
    suspect = one.id if surely or slip else None
    return Finding(
        rule=RULE,
        verdict="unbalanced",
        counter=key,
        subject=one.id,
        proof=(*(other.id for other in others), one.id),
        stated=one.value,
        low=standing.value,
        high=standing.value,
        difference=one.value - standing.value,
        suspect=suspect,
        slip=slip,
        would_be=standing.value,
        words=partial(explain_disagreement, one, others, slip),
    )
