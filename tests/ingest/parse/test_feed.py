from __future__ import annotations

import time
from contextlib import suppress

import pytest

from ingest.parse.feed import UnreadableFeed, read_feed

ITEM = """<item><title>Bulletin of {day} May</title><link>https://wire.example/{day}</link>
<guid>tag:{day}</guid><pubDate>{day} May 2018 18:30:00 +0300</pubDate></item>"""
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The Wire</title>'
    '<atom:link rel="next" href="/feed?page=2"/>' + ITEM.format(day=13) + ITEM.format(day=12) + "</channel></rss>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><link rel="prev-archive" href="https://a.example/2"/>
<entry><title>One</title><id>urn:1</id><link href="https://a.example/1"/><updated>2018-05-13T10:00:00Z</updated></entry></feed>"""


def test_rss_gives_its_entries_as_printed():
    """Addresses, titles, dates and identities come as the feed prints them, with the way to older entries."""
    feed = read_feed(RSS.encode())
    assert [entry.url for entry in feed.entries] == ["https://wire.example/13", "https://wire.example/12"]
    assert feed.entries[0].published == "13 May 2018 18:30:00 +0300"
    assert feed.entries[0].guid == "tag:13"
    assert feed.next_url == "/feed?page=2"


def test_atom_gives_its_entries_and_its_archive():
    """Atom's updated date and its archive link are read."""
    feed = read_feed(ATOM.encode(), media_type="application/atom+xml")
    assert (feed.entries[0].url, feed.entries[0].updated) == ("https://a.example/1", "2018-05-13T10:00:00Z")
    assert feed.next_url == "https://a.example/2"


def test_a_truncated_feed_still_gives_its_entries():
    """A feed that breaks off gives what came before."""
    assert len(read_feed(RSS[: RSS.index("<title>Bulletin of 12")].encode()).entries) >= 1


@pytest.mark.parametrize(
    "body", [b"/etc/passwd", b"http://127.0.0.1:1/feed", b"<html><p>Log in</p></html>", b"", b"\x00\xff"]
)
def test_what_is_no_feed_is_refused_and_nothing_is_opened(body):
    """A path, an address, a login page and rubbish are text, and no feed."""
    with pytest.raises(UnreadableFeed):
        read_feed(body)


def test_a_parser_bomb_is_cut_short():
    """A feed made to keep its parser busy for minutes is refused within seconds."""
    body = RSS.replace("<title>The Wire</title>", "<author>" + "a@" * 400_000 + "</author>").encode()
    begun = time.monotonic()
    with suppress(UnreadableFeed):
        read_feed(body)
    assert time.monotonic() - begun < 8


def test_entities_are_not_expanded_and_no_file_is_read(tmp_path):
    """An external entity stays unread, nested entities do not blow up."""
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    head = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    )
    body = head + RSS.partition("?>")[2].replace("Bulletin of 13", "&x;&b;")
    try:
        feed = read_feed(body.encode())
    except UnreadableFeed:
        return
    assert "TOPSECRET" not in repr(feed)


def test_an_entry_without_a_link_keeps_its_own_text():
    """What has no page is what the feed says of it, a line for each paragraph; what has one is read there."""
    words = "&lt;p&gt;Two &lt;b&gt;came&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;One left.&lt;br&gt;None stayed.&lt;/p&gt;"
    bare = f"<item><title>Day</title><description>{words}</description></item>"
    linked = f"<item><link>https://wire.example/1</link><description>{words}</description></item>"
    feed = read_feed(f'<rss version="2.0"><channel>{bare}{linked}</channel></rss>'.encode())
    assert [entry.text for entry in feed.entries] == ["Two came.\nOne left.\nNone stayed.", ""]


JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "next_url": "https://j.example/?page=2",
"items": [{"id": 13, "url": "https://j.example/13", "title": "Bulletin", "date_published": "2018-05-13T18:30:00+03:00"},
{"id": "b:12", "content_html": "<p>First</p><p>Second</p>", "date_modified": "2018-05-12"}, "rubbish"]}"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>Wire</title></channel>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link>
<dc:date>2018-05-13T18:30:00+03:00</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize("start", ["", "\ufeff", " \n"])
def test_a_json_feed_is_read_as_any_feed(start):
    """Items of a JSON Feed come with what they print; what has no page keeps its own text."""
    feed = read_feed((start + JSON_FEED).encode(), media_type="application/feed+json")
    assert feed.next_url == "https://j.example/?page=2"
    first, second = feed.entries
    assert (first.url, first.guid, first.title) == ("https://j.example/13", "13", "Bulletin")
    assert first.published == "2018-05-13T18:30:00+03:00"
    assert (second.url, second.text, second.updated) == ("", "First\nSecond", "2018-05-12")


@pytest.mark.parametrize(
    "body", ["{}", '{"version": "2", "items": []}', '{"items": 7}', '{"version": ["', "{" * 100_000]
)
def test_json_that_is_no_feed_is_refused(body):
    """Only what calls itself a JSON Feed is read as one."""
    with pytest.raises(UnreadableFeed):
        read_feed(body.encode(), media_type="application/json")


def test_an_rdf_feed_gives_its_entries():
    """RSS 1.0 comes with the dates of Dublin Core."""
    (entry,) = read_feed(RDF.encode()).entries
    assert (entry.url, entry.title) == ("https://r.example/1", "One")
    assert (entry.published or entry.updated) == "2018-05-13T18:30:00+03:00"
