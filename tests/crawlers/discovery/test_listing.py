from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.discovery.listing import find_listing

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/us">Us</a></li></ul></nav>'


def page(*parts):
    return f"<html><body>{MENU}{''.join(parts)}</body></html>".encode()


def items(number, form):
    return "".join(form.format(n=n, day=f"{n + 1} May 2024") for n in range(number))


def test_items_are_what_repeats_with_a_link_and_a_date():
    """The date's surroundings that hold a link are an item, however the rest of the page repeats."""
    rows = items(
        5, '<div class="row odd"><span class="when">{day}</span><p><a href="/n/{n}">Boats come to {n}</a></p></div>'
    )
    found = find_listing(page('<div id="list">', rows, "</div>"), "text/html")
    assert (found.rules.item, found.rules.link) == ("div.row", "a::attr(href)")
    assert (found.rules.published, found.rules.title) == ("span.when::text", "a::text")


def test_words_that_are_alike_on_every_item_are_no_title():
    """`Read more` is passed over for the heading, and the link with most words for the one around a picture."""
    form = '<article><a href="/n/{n}"><img></a><h2><a href="/n/{n}">Boats come to {n}</a></h2>'
    form += '<time datetime="2024-05-0{n}">x</time><a href="/n/{n}">Read more</a></article>'
    found = find_listing(page(items(5, form)), "text/html")
    assert (found.rules.link, found.rules.title) == ("h2 a::attr(href)", "h2 a::text")


def test_a_page_without_dates_is_read_by_its_long_links():
    """Where nothing is dated, links with words like headlines make the list, not the menu."""
    found = find_listing(
        page('<ul class="press">', items(6, '<li><a href="/n/{n}">A headline number {n}</a></li>'), "</ul>"), None
    )
    assert (found.rules.item, found.rules.published) == ("ul.press > li", None)


@pytest.mark.parametrize(
    ("days", "dates"),
    [(("03/04/2024", "04/04/2024", "05/04/2024"), "day-first"), (("04/28/2024", "04/29/2024", "04/30/2024"), None)],
)
def test_dates_that_can_mean_two_days_are_told(days, dates):
    """Numbers that can be a day or a month ask for a rule; where they cannot, none is needed."""
    rows = "".join(f'<p class="i"><a href="/{n}">A headline {n}</a> <i>{day}</i></p>' for n, day in enumerate(days))
    assert find_listing(page(rows), None).dates == dates


@pytest.mark.parametrize(
    "body",
    [page(), b"", b"\x00\xff", page(items(2, "<p>{day}</p>")), page('<a href="javascript:x">2024-05-01</a>' * 9)],
)
def test_a_page_that_lists_nothing_is_none(body):
    """A menu, dates without links and traps make no listing."""
    assert find_listing(body, "text/html") is None


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body):
    """Whatever a server sends, there is a listing or none."""
    find_listing(b"<html><body>" + body, "text/html")


def test_its_cost_is_linear():
    """A page of twenty thousand dates and links is looked through within seconds, nested or not."""
    form = '<div><b>{day}</b><a href="/{n}">x</a>'
    flat, deep = items(20_000, form + "</div>"), items(2000, form)
    started = time.process_time()
    for body in (flat, deep, items(20_000, "<i>1 May 2024</i>")):
        find_listing(page(body), "text/html")
    assert time.process_time() - started < 15
