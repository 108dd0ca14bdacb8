from __future__ import annotations

import pytest

from crawlers.scope import Scope, place_of
from crawlers.source import ArchiveRules, ListingRules, Source


def scope(*match, kind="listing", urls=("https://m.example/reports/",)):
    rules = {"listing": ListingRules(item="article")} if kind == "listing" else {}
    return Scope(
        Source(
            id="ministry", title="t", publisher="p", originator="o", standing="primary", kind=kind, urls=urls,
            language="en", zone="Europe/Moscow", schedule="every 1h", licence="l", archive=ArchiveRules(match=match),
            **rules,
        )
    )  # fmt: skip


def test_without_patterns_a_listing_means_its_folder_and_a_feed_its_host():
    """Pages stand where the source begins; its own index and the further pages of that are none."""
    listing, feed = scope(), scope(kind="feed", urls=("https://m.example/rss/all.xml",))
    assert "https://m.example/reports/13-may" in listing
    assert "https://m.example/news/13-may" not in listing
    assert "https://m.example/news/13-may" in feed
    for url in ("https://m.example/reports/", "https://m.example/reports/?page=2"):
        assert url not in listing
    assert "https://m.example/rss/all.xml" not in feed
    assert "https://m.example/robots.txt" not in feed
    assert "https://other.example/news/13-may" not in feed


@pytest.mark.parametrize(
    "url",
    [
        "http://m.example/news/1", "https://www.m.example/news/1", "http://m.example:80/news/1", "HTTPS://M.Example/news/1",
        "https://m.example./news/1?from=feed#top",
    ],
)  # fmt: skip
def test_one_page_under_many_spellings_of_its_host(url):
    """Scheme, www, the port that is meant anyway and the case of a host tell no two pages apart."""
    assert url in scope("m.example/news/*")
    assert url in scope("www.m.example/news/*")


@pytest.mark.parametrize(
    ("pattern", "url", "covered"),
    [
        ("m.example/a/*/b/*.html", "https://m.example/a/x/b/1.html", True),
        ("m.example/a/*/b/*.html", "https://m.example/a/x/b/1.pdf", False),
        ("m.example/a/*a", "https://m.example/a/a", True),
        ("m.example/a/*a", "https://m.example/a/", False),
        ("m.example/exactly", "https://m.example/exactly", True),
        ("m.example/exactly", "https://m.example/exactly/more", False),
        ("m.example/reports/?p=*", "https://m.example/reports/?p=7", True),
        ("m.example/*", "https://m.example:8443/x", False),
        ("m.example/*", "https://m.example.evil.example/x", False),
        ("m.example/*", "https://m.example@evil.example/x", False),
        ("m.example/*", "ftp://m.example/x", False),
        ("m.example/*", "https://[::1/x", False),
        ("m.example/*", "https://m.example:99999/x", False),
    ],
)
def test_a_pattern_covers_what_it_says(pattern, url, covered):
    """A star is anything, the rest itself; whoever only looks like the host is another one."""
    assert (url in scope(pattern)) is covered


def test_many_stars_cost_no_more_than_the_address_is_long():
    """A pattern of stars on a long address that fits it nearly is decided at once."""
    assert "https://m.example/" + "a" * 200_000 not in scope("m.example/" + "*a" * 500 + "b")


def test_what_is_no_web_address_has_no_place():
    """Other schemes, no host and broken brackets are nowhere."""
    assert [place_of(url) for url in ("dns:m.example", "https:///x", "urn:uuid:1", "", "https://[x/")] == [None] * 5
