from __future__ import annotations

import importlib.util
from decimal import Decimal
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ingest.checks.claim import Claim
from ingest.checks.constraints import Constraints

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

STATED = _module.said("2018-06-01", 1)
UNKNOWN = "in all"


@st.composite
def claims_of_one_truth(draw):
    """Claims on a count that never falls, all of them true: exact, within a range, or with no upper limit."""
    grown = draw(st.lists(st.integers(0, 9), min_size=3, max_size=8))
    counts = {n: sum(grown[: n + 1]) for n in range(len(grown))} | {UNKNOWN: -draw(st.integers(0, 9))}
    claims = []
    for _ in range(draw(st.integers(1, 12))):
        end = draw(st.integers(1, len(grown) - 1))
        start = draw(st.one_of(st.integers(0, end - 1), st.just(UNKNOWN)))
        truth = counts[end] - counts[start]
        low = max(0, truth - draw(st.sampled_from([0, 0, 1, 3])))
        high = draw(st.sampled_from([truth, truth, truth + 2, None]))
        known = None if high is None else Decimal(high)
        claims.append(Claim(start, end, Decimal(low), known, (STATED,), frozenset(), daily=False))
    return claims


def all_pairs(claims):
    """Return the tightest upper bound of x(b) - x(a) for all instants a and b, by Floyd and Warshall."""
    instants = {instant for claim in claims for instant in (claim.start, claim.end)}
    far = {(a, b): Decimal(0) if a == b else Decimal("Infinity") for a, b in product(instants, repeat=2)}
    for claim in claims:
        far[claim.end, claim.start] = min(far[claim.end, claim.start], -claim.low)
        if claim.high is not None:
            far[claim.start, claim.end] = min(far[claim.start, claim.end], claim.high)
    clock = sorted(instant for instant in instants if instant != UNKNOWN)
    for earlier, later in product(clock, repeat=2):
        if earlier < later:
            far[later, earlier] = min(far[later, earlier], Decimal(0))
    for via, a, b in product(instants, repeat=3):
        far[a, b] = min(far[a, b], far[a, via] + far[via, b])
    return far


@given(claims_of_one_truth())
def test_bounds_are_the_tightest_that_the_claims_allow(claims):
    """What a search from the newer instant finds is what all pairs of instants, worked out in full, give."""
    system = Constraints()
    for claim in claims:
        system.add(claim)
    far = all_pairs(claims)
    for start, end in far:
        if end not in {UNKNOWN, start} and (start == UNKNOWN or start < end):
            low, high = system.bounds(start, end)
            if far[end, start] < 0 or start != UNKNOWN:
                assert low.value == -far[end, start]
            assert (Decimal("Infinity") if high is None else high.value) == far[start, end]


@given(claims_of_one_truth())
def test_a_proof_adds_up_to_its_bound(claims):
    """The claims on the path, each added or taken away, make the bound."""
    system = Constraints()
    for claim in claims:
        system.add(claim)
    for claim in claims:
        low, high = system.bounds(claim.start, claim.end)
        assert low.value == sum(step.claim.low if step.sign > 0 else -step.claim.high for step in low.steps)
        if high is not None:
            assert high.value == sum(step.claim.high if step.sign > 0 else -step.claim.low for step in high.steps)


@given(claims_of_one_truth(), st.data())
def test_what_is_taken_out_bounds_nothing(claims, data):
    """A claim that was removed leaves the system as if it had never been there."""
    gone = data.draw(st.sampled_from(claims))
    system, without = Constraints(), Constraints()
    for claim in claims:
        system.add(claim)
    system.remove([gone])
    for claim in claims:
        if claim is not gone:
            without.add(claim)
    ours, theirs = system.bounds(gone.start, gone.end), without.bounds(gone.start, gone.end)
    assert ours[0].value == theirs[0].value
    assert (ours[1] and ours[1].value) == (theirs[1] and theirs[1].value)
