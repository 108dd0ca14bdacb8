from __future__ import annotations

from datetime import date

import pytest

from crawlers.job import Entry, Plan
from crawlers.source import ListingRules

WINDOW = (date(2018, 5, 12), date(2018, 5, 13))
URL = "https://m.example/"


@pytest.fixture
def listing(spider):
    """Return what makes a spider of a listing whose older pages are numbered or dated."""
    return lambda plan, pages: spider("listing", plan, listing=ListingRules(item="li", pages=pages))


def test_an_index_without_end_is_left_with_a_fault(listing):
    """A backfill that met as many pages as it may says so once; without days to find, more pages are no fault."""
    one = listing(Plan(mode="enumerate", window=WINDOW, index_pages=3), "https://m.example/?p={page}")
    urls = [f"{URL}{number}" for number in range(9)]
    assert [url for url in urls if one._may_follow(url) and one._index(url, root=None)] == urls[:3]
    assert [fault.code for fault in one.job.report.faults] == ["endless"]
    sample = listing(Plan(mode="enumerate", index_pages=1), "https://m.example/?p={page}")
    sample._index(URL, root=None)
    assert not sample._may_follow(urls[0])
    assert sample.job.report.faults == []


def test_no_page_of_an_index_is_asked_for_twice(listing):
    """A page that leads back to one that was read ends there, and so does an index that lists itself."""
    one = listing(Plan(mode="enumerate", window=WINDOW), None)
    one._index(URL, root=URL)
    assert not one._may_follow(URL)


def test_numbered_pages_end_where_nothing_is_new(listing):
    """Number 1 may repeat the first page; a later page that shows nothing new, or is not there, ends the walk."""
    one = listing(Plan(mode="enumerate", window=WINDOW), "https://m.example/?p={page}")
    assert one._may_repeat("https://m.example/?p=1")
    assert not one._may_repeat("https://m.example/?p=2")
    assert not one._may_lack("https://m.example/?p=1")
    assert one._index("https://m.example/?p=2", root=None).meta["handle_httpstatus_list"] == [400, 404, 410, 416]
    assert one._collect([Entry(url="a")]) == ([Entry(url="a")], True)
    assert one._collect([Entry(url="a")]) == ([], False)


def test_a_calendar_is_asked_for_the_days_alone(listing):
    """Where each day has its page, a backfill begins with the pages of its days, and a day may have none."""
    pages = "https://m.example/{date:%d-%m-%Y}"
    one = listing(Plan(mode="enumerate", window=WINDOW), pages)
    roots = one.roots(one.job.source, "listing", WINDOW)
    assert roots == ("https://m.example/13-05-2018", "https://m.example/12-05-2018")
    assert one._index(roots[0], root=pages).meta["handle_httpstatus_list"]
    assert one.roots(one.job.source, "listing", None) == (URL,)
