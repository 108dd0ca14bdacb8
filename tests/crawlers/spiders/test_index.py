from __future__ import annotations

from datetime import date

import pytest

from crawlers.job import Entry, Frontier, Job, Plan
from crawlers.source import ListingRules, Source
from crawlers.spiders.listing import ListingSpider
from ingest.errors import TallywireError


def collect(spider, entries):
    """Return what a walk wants of some entries."""
    return spider.walk.choose(entries, [spider.days_of(entry) for entry in entries])


LISTING = """<html><body>
<article><a href="/b/2">Bulletin of <b>13 May</b></a><time datetime="2018-05-13"></time></article>
<article><a href="/b/1">Bulletin of 12 May</a><time datetime="2018-05-12"></time></article>
<article><a href="javascript:alert(1)">Trap</a></article><article><a href="/b/2">Again</a></article>
<a class="older" href="?page=2">Older</a></body></html>"""


def spider(plan=None, **changes):
    rules = ListingRules(item="article", title="a::text", published="time::attr(datetime)", next="a.older::attr(href)")
    source = Source(
        id="ministry", title="t", publisher="p", originator="o", standing="primary", kind="listing",
        urls=("https://m.example/",), language="en", zone="Europe/Moscow", schedule="every 1h", licence="l",
        **({"listing": rules} | changes),
    )  # fmt: skip
    return ListingSpider(job=Job(source=source, archive=None, plan=plan or Plan(mode="enumerate"), budget=None))


def test_a_listing_gives_its_items_once_and_the_way_to_older_ones():
    """Each web address comes once, with what the listing says of it; traps are left out."""
    index = spider().read_index(LISTING.encode(), "text/html", "https://m.example/reports/")
    assert index.entries == [
        Entry(url="https://m.example/b/2", title="Bulletin of", published="2018-05-13"),
        Entry(url="https://m.example/b/1", title="Bulletin of 12 May", published="2018-05-12"),
    ]
    assert index.older == "https://m.example/reports/?page=2"


def test_a_listing_without_selectors_is_one_sentence():
    """A listing that cannot be read says so."""
    with pytest.raises(TallywireError, match="selectors"):
        spider(listing=None).read_index(b"", None, "https://m.example/")


def test_the_window_keeps_its_days_and_stops_below_them():
    """Entries of the window and undated ones are kept; pages wholly older than it end the walk."""
    one = spider(Plan(mode="enumerate", window=(date(2018, 5, 12), date(2018, 5, 12))))
    entries = [Entry(url="u1", published="2018-05-13"), Entry(url="u2", published="2018-05-12"), Entry(url="u3")]
    wanted, older = collect(one, entries)
    assert [entry.url for entry in wanted] == ["u2", "u3"]
    assert older
    assert collect(one, [Entry(url="u4", published="2018-05-11")]) == ([], False)


def test_a_walk_that_goes_on_lists_nothing_twice_and_does_not_stop_at_what_is_listed():
    """What an interrupted walk listed is not wanted again, and a page of nothing else does not end the walk."""
    frontier = Frontier(waiting=("https://m.example/?page=2",), listed=frozenset({"u1"}))
    one = spider(Plan(mode="enumerate", frontier=frontier))
    assert collect(one, [Entry(url="u1")]) == ([], True)
    wanted, older = collect(one, [Entry(url="u1"), Entry(url="u2")])
    assert [entry.url for entry in wanted] == ["u2"]
    assert older
    assert collect(one, [Entry(url="u2")]) == ([], False)


def test_a_day_is_a_day_in_the_sources_zone():
    """Late evening in UTC is the next day in Moscow."""
    one = spider(Plan(mode="enumerate", window=(date(2018, 5, 13), date(2018, 5, 13))))
    wanted, _ = collect(one, [Entry(url="u", published="2018-05-12T22:30:00Z")])
    assert [entry.url for entry in wanted] == ["u"]


def test_control_characters_written_as_entities_are_dropped():
    """An address or a title with escapes for a terminal loses them before anybody prints it."""
    page = '<article><a href="/b/&#27;[2J&#155;1">A&#27;[31m</a></article>'
    (entry,) = spider().read_index(page.encode(), "text/html", "https://m.example/").entries
    assert entry.url.isprintable()
    assert entry.title.isprintable()
