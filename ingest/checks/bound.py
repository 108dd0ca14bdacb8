"""Bounds and what proves them: statements added up, or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ingest.checks.claim import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ingest.checks.claim import Claim


class Step(msgspec.Struct, frozen=True, gc=False):
    """One claim on a path; `sign` is 1 where its number is added, −1 where it is taken away."""

    claim: Claim
    sign: int


class Bound(msgspec.Struct, frozen=True, gc=False):
    """A bound on a difference and the claims that prove it, in order of time."""

    value: Decimal
    steps: tuple[Step, ...]


NO_BOUND = Bound(ZERO, ())


def fits(claim: Claim, low: Bound, high: Bound | None) -> bool:
    """Say whether a claim leaves room between two bounds."""
    return (claim.high is None or claim.high >= low.value) and (high is None or claim.low <= high.value)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return what is added before what is taken away, each in order of time."""
    return tuple(sorted(steps, key=_place_in_sum))


def _place_in_sum(step: Step) -> tuple[int, int, int, str]:
    claim = step.claim
    return -step.sign, claim.end, claim.start if isinstance(claim.start, int) else 0, str(claim.observations[0].id)
