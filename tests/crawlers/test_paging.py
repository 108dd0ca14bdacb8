from __future__ import annotations

from datetime import date

import pytest

from crawlers.paging import Paging


def test_numbered_pages_follow_each_other_from_one():
    """An address without a number is followed by number 1, a number by the next."""
    paging = Paging("https://m.example/?page={page}&all=1")
    assert paging.after("https://m.example/") == "https://m.example/?page=1&all=1"
    assert paging.after("https://m.example/?page=9&all=1") == "https://m.example/?page=10&all=1"
    assert paging.number_of("https://m.example/?page=9") is None


@pytest.mark.parametrize(
    ("template", "pages"),
    [
        ("/{date:%Y-%m-%d}", ["/2024-03-01", "/2024-02-29", "/2024-02-28"]),
        ("/{date:%Y}/{date:%m}", ["/2024/03", "/2024/02"]),
        ("/{date:%Y}", ["/2024"]),
    ],
)
def test_dated_pages_go_back_each_once(template, pages):
    """A page for each day, month or year of a window, from its last to its first."""
    assert list(Paging(template).between(date(2024, 2, 28), date(2024, 3, 1))) == pages


def test_dated_pages_end_with_the_calendar():
    """The first day there is ends the way back."""
    assert len(list(Paging("/{date:%Y-%m-%d}").between(date.min, date(1, 1, 3)))) == 3


@pytest.mark.parametrize("template", ["/all", "/{number}", "/{page}/{page}", "/{page}/{date:%Y}", "/{page", "/{date}"])
def test_what_makes_no_pages_is_a_problem(template):
    """A template without a slot, with an unknown one, or with two that cannot be counted, is refused."""
    assert Paging(template).problem
