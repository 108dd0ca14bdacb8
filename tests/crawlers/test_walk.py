from __future__ import annotations

from datetime import date

import pytest

from crawlers.index import Index
from crawlers.job import Entry, Plan
from crawlers.paging import Paging
from crawlers.walk import Walk

WINDOW = (date(2018, 5, 12), date(2018, 5, 13))
URL = "https://m.example/"
NUMBERED = Paging("https://m.example/?p={page}")
EMPTY = Index(entries=[])


@pytest.fixture
def caps():
    """What walks were not covered, by address and number of pages."""
    return []


@pytest.fixture
def walk(caps):
    """Return what makes a walk of a plan and a paging."""
    return lambda paging=None, **plan: Walk(Plan(mode="enumerate", **plan), paging, lambda *cap: caps.append(cap))


def test_an_index_without_end_is_left_and_told_once(walk, caps):
    """A backfill that read as many pages as it may leaves the rest with a word, a look at some pages without."""
    urls = [f"{URL}{number}" for number in range(9)]
    one, look = walk(window=WINDOW, index_pages=3), walk(index_pages=3)
    for each in (one, look):
        assert [url for url in urls if each.may_enter(url) and each.enter(url) is None] == urls[:3]
    assert caps == [(urls[3], 3)]


def test_no_page_of_an_index_is_read_twice(walk):
    """An index that leads to itself, or back, ends there."""
    one = walk()
    one.enter(URL)
    assert not one.may_enter(URL)
    assert one.older("https://m.example/?p=2", Index(entries=[], older=URL), goes_on=True) is None


def test_parts_are_read_where_one_page_was_asked_for(walk):
    """A few parts of an index are read however few pages may be."""
    one = walk(index_pages=1)
    one.enter(URL)
    assert not one.may_enter(f"{URL}a")
    assert one.may_enter(f"{URL}a", fewest=20)


def test_numbered_pages_end_where_nothing_is_new(walk):
    """Number 1 may be the first page once more; a later page that shows nothing new ends the walk."""
    one = walk(NUMBERED)
    assert one.older(URL, EMPTY, goes_on=True) == "https://m.example/?p=1"
    assert one.older("https://m.example/?p=1", EMPTY, goes_on=False) == "https://m.example/?p=2"
    assert one.older("https://m.example/?p=2", EMPTY, goes_on=False) is None
    assert [one.may_lack(f"https://m.example/?p={number}") for number in (1, 2)] == [False, True]


def test_a_link_goes_before_a_number(walk):
    """Where a page says what follows it, that is followed."""
    assert walk(NUMBERED).older(URL, Index(entries=[], older=f"{URL}older"), goes_on=True) == f"{URL}older"


def test_pages_of_days_need_not_be_there(walk):
    """Nobody need have written a page for a day, and none leads to another."""
    one = walk(Paging("https://m.example/{date:%Y/%m/%d}"))
    assert one.may_lack("https://m.example/2018/05/13")
    assert one.older("https://m.example/2018/05/13", EMPTY, goes_on=True) is None


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        ((None, None), True),
        ((None, date(2018, 5, 11)), False),
        ((None, date(2018, 5, 30)), True),
        ((date(2018, 5, 1), date(2018, 5, 31)), True),
        ((date(2018, 5, 14), None), False),
    ],
)
def test_what_can_be_of_the_window_is_wanted(walk, span, wanted):
    """A span of days that meets the window is enough; what is unknown bounds nothing."""
    found, _ = walk(window=WINDOW).choose([Entry(url="u")], [span])
    assert bool(found) is wanted


def test_an_index_that_shows_nothing_new_goes_in_a_circle(walk):
    """What was met before is no reason to go on, and is wanted once."""
    one = walk(window=WINDOW)
    assert one.choose([Entry(url="a")], [(None, None)]) == ([Entry(url="a")], True)
    assert one.choose([Entry(url="a")], [(None, None)]) == ([], False)
