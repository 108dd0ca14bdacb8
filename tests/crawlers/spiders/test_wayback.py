from __future__ import annotations

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.job import Job, Plan
from crawlers.source import ArchiveRules, ListingRules, Source
from crawlers.spiders.wayback import WaybackSpider
from ingest.errors import TallywireError

WINDOW = (date(2018, 5, 12), date(2018, 5, 13))
HEAD = ["timestamp", "original", "mimetype", "statuscode", "digest"]
SOURCE = Source(
    id="ministry", title="t", publisher="p", originator="o", standing="primary", kind="listing",
    urls=("https://m.example/news/",), language="en", zone="Europe/Moscow", schedule="every 1h", licence="l",
    listing=ListingRules(item="article"), archive=ArchiveRules(match=("m.example/news/*", "m.example/one.html")),
)  # fmt: skip
QUERY = "https://web.archive.org/cdx/search/cdx?url=m.example%2Fnews%2F&limit=2"


def spider():
    return WaybackSpider(job=Job(source=SOURCE, archive=None, plan=Plan(mode="enumerate", window=WINDOW), budget=None))


def line(timestamp="20180513210405", url="https://m.example/news/1", kind="text/html", status="200", digest="A"):
    return [timestamp, url, kind, status, digest]


def read(*rows, url=QUERY, one=None):
    return (one or spider()).read_index(json.dumps([HEAD, *rows]).encode(), "application/json", url)


def test_each_pattern_is_asked_for_from_the_first_day_to_some_weeks_after_the_last():
    """The index is asked for the window in the source's zone and 28 days more, for good answers that differ."""
    roots = WaybackSpider.roots(SOURCE, "wayback", WINDOW)
    asked = [{name: values[0] for name, values in parse_qs(urlsplit(root).query).items()} for root in roots]
    assert [(one["url"], one["matchType"]) for one in asked] == [
        ("m.example/news/", "prefix"),
        ("m.example/one.html", "exact"),
    ]
    assert (asked[0]["from"], asked[0]["to"]) == ("20180511210000", "20180610210000")
    assert (asked[0]["filter"], asked[0]["collapse"], asked[0]["output"]) == ("statuscode:200", "digest", "json")


def test_a_capture_becomes_an_entry_that_says_where_and_when_it_was_taken():
    """The page keeps its own address, without a port that goes without saying; it is asked for in the archive."""
    (entry,) = read(line(url="http://m.example:80/news/1?a=b")).entries
    assert entry.url == "http://m.example/news/1?a=b"
    assert entry.memento == "https://web.archive.org/web/20180513210405id_/http://m.example:80/news/1?a=b"
    assert entry.hint == {
        "memento": entry.memento, "archived_at": "2018-05-13T21:04:05Z", "window": "2018-05-12/2018-05-13",
    }  # fmt: skip
    assert spider().days_of(entry) == (None, date(2018, 5, 14))


def test_a_page_comes_once_for_each_state_that_it_had():
    """Captures that say the same as the one before are left out, by whatever spelling; a change and a return stay."""
    states = [line(f"2018051321040{n}", digest=digest) for n, digest in enumerate("AABBA")]
    states[1][1] = "http://www.m.example:80/news/1"
    one = spider()
    assert [entry.memento[28:42] for entry in read(*states, one=one).entries] == [
        "20180513210400",
        "20180513210402",
        "20180513210404",
    ]
    assert read(line("20180514000000"), one=one).entries == []


@pytest.mark.parametrize(
    "row",
    [
        line(status="404"), line(kind="image/png"), line(url="https://m.example/about"), line(timestamp="2018"),
        line(url="https://m.example/news/"), line(url="javascript:alert(1)"), line(url="https://m.example/news/\x1b[2J"),
        line(url="https://m.example/news/" + "a" * 5000), line(timestamp="20181332000000"), [], ["x"], [""] * 9,
    ],
)  # fmt: skip
def test_what_is_no_page_of_the_source_is_left_out(row):
    """Other answers, other types, other addresses, indexes, broken and hostile lines: the others are read."""
    assert [entry.url for entry in read(row, line(url="https://m.example/news/2")).entries] == [
        "https://m.example/news/2"
    ]


def test_the_index_goes_on_with_the_key_that_it_gives():
    """Behind an empty line stands the key of the next page; a page of nothing but pictures does not end the walk."""
    index = read(line(kind="image/png"), [], ["com,example)/news/2 2018"])
    assert (index.entries, spider().walk.older(QUERY, index, goes_on=False)) == ([], index.older)
    assert parse_qs(urlsplit(index.older).query) == {
        "url": ["m.example/news/"], "limit": ["2"], "resumeKey": ["com,example)/news/2 2018"],
    }  # fmt: skip
    assert read(line(), url=index.older).older is None
    assert read(line(), [], ["x" * 9999]).older is None


@pytest.mark.parametrize("body", [b"[]", b"", b"\n", b"[[]]", json.dumps([HEAD]).encode()])
def test_an_archive_that_holds_nothing_is_no_fault(body):
    """No captures are an empty index."""
    index = spider().read_index(body, "application/json", QUERY)
    assert (index.entries, index.older) == ([], None)


@pytest.mark.parametrize(
    "body",
    [b"<html>busy</html>", b"{}", b"[1]", b"[[1]]", b'[["a"],["b"]]', b"[" * 99999, b"\xff\xfe", b'[["a", 1e999]]'],
)  # fmt: skip
def test_an_answer_that_is_no_index_is_one_sentence(body):
    """A page of errors, other JSON, nesting without end and broken bytes are refused, never taken for nothing."""
    with pytest.raises(TallywireError, match="index of the archive"):
        spider().read_index(body, None, QUERY)
