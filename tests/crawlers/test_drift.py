from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.drift import Reading, Unreadable, find_index_drift, find_reading_drift, is_run

WELL = Reading(length=1200, figures=6, indicators=frozenset({"deaths", "injuries"}))
NONE = Unreadable(since=0, before=0)


@pytest.mark.parametrize(
    ("listed", "before", "drifted"),
    [
        (0, [500] * 5, True), (99, [500] * 5, True), (100, [500] * 5, False), (0, [], False),
        (0, [2, 3, 2], False), (20, [20, 0, 25], False), (1, [20, 20, 2, 20], True),
    ],
)  # fmt: skip
def test_an_index_that_lists_much_less_has_drifted(listed, before, drifted):
    """Less than a fifth of what was usual is a sentence, where at least five entries were usual."""
    assert bool(find_index_drift(listed, before)) is drifted


@pytest.mark.parametrize(
    ("way", "odd"),
    [
        ("length", WELL._replace(length=40)), ("figures", WELL._replace(figures=0, indicators=frozenset())),
        ("indicators", WELL._replace(indicators=frozenset({"injuries"}))),
    ],
)  # fmt: skip
def test_documents_unlike_those_before_have_drifted(way, odd):
    """One odd document among thirty proves nothing, three in a row at the end do, and a good one after them ends it."""
    found = [
        set(find_reading_drift([WELL] * 30 + tail, NONE, ["deaths"]))
        for tail in ([], [odd], [odd] * 3, [*[odd] * 3, WELL])
    ]
    assert found == [set(), set(), {way}, set()]


def test_a_source_with_figures_now_and_then_has_not_drifted():
    """Where every third document states a figure, five without any in a row are nothing to tell."""
    odd = WELL._replace(figures=0)
    assert find_reading_drift([WELL, odd, odd] * 10 + [odd] * 5, NONE) == {}


def test_an_expected_indicator_that_never_came_is_told():
    """What a source's file promises and none of ten documents holds is told, with its code and how many they are."""
    assert "floods (10 documents)" in find_reading_drift([WELL] * 10, NONE, ["floods"])["indicators"]


@pytest.mark.parametrize(("since", "before", "drifted"), [(0, 0, False), (1, 0, False), (3, 0, True), (3, 60, False)])
def test_pages_that_cannot_be_read_have_drifted(since, before, drifted):
    """Three unreadable pages in a row are drift, unless such pages were common before."""
    assert ("reading" in find_reading_drift([WELL] * 20, Unreadable(since, before))) is drifted


@given(st.integers(0, 30), st.integers(0, 60), st.integers(0, 60))
def test_a_longer_run_is_never_less_of_a_run(failures, well, more):
    """One more failure, or one more that went well before, never makes a run a matter of chance."""
    if is_run(failures, well, well + more):
        assert is_run(failures + 1, well, well + more)
        assert is_run(failures, well + 1, well + 1 + more)
