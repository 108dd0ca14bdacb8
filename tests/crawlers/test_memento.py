from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawlers.memento import Memento, Replay, is_rewritten, read_timestamp, taken_at

WAYBACK = Replay("https://web.archive.org/web/{timestamp}id_/{url}")
AT = datetime(2018, 5, 13, 21, 4, 5, tzinfo=UTC)


def test_an_address_in_the_archive_leads_back_to_the_page():
    """What is written is read again, with http for https, and whatever the address of the page holds."""
    page = Memento("20180513210405", "http://m.example/a?b=https://c.example/&d={url}")
    address = WAYBACK.address(page)
    assert address == "https://web.archive.org/web/20180513210405id_/http://m.example/a?b=https://c.example/&d={url}"
    assert WAYBACK.read(address) == WAYBACK.read(address.replace("https", "http", 1)) == page


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20180513210405/http://m.example/",
        "https://web.archive.org/web/20180513210405if_/http://m.example/",
        "https://web.archive.org.evil.example/web/20180513210405id_/http://m.example/",
        "https://webxarchive.org/web/20180513210405id_/http://m.example/",
        "https://web.archive.org/web/2018id_/http://m.example/",
        "https://web.archive.org/web/20180513210405id_/ftp://m.example/",
        "http://m.example/",
    ],
)
def test_any_other_form_is_none(address):
    """The frame of the archive, other archives and other schemes are no page as it was taken."""
    assert WAYBACK.read(address) is None


def test_instants_are_read_strictly():
    """Fourteen digits that name an instant of the web's time; nothing else."""
    assert read_timestamp("20180513210405") == AT
    for text in ("2018051321040", "20181313210405", "20180231000000", "19700101000000", "２0180513210405", ""):
        assert read_timestamp(text) is None


def test_the_header_says_when_a_page_was_taken_before_its_address_does():
    """Memento-Datetime holds; where it is absent, nonsense or without a zone, the address does."""
    assert taken_at("Sun, 13 May 2018 21:04:05 GMT", "20200101000000") == AT
    for header in ("", "yesterday", "Sun, 13 May 2018 21:04:05", "Tue, 01 Jan 1980 00:00:00 GMT", "x" * 9999):
        assert taken_at(header, "20180513210405") == AT
    assert taken_at("", "0") is None


LINK = '<a href="{}">more</a>'
ABSOLUTE = LINK.format("https://web.archive.org/web/20180513210405/https://m.example/a")
OTHER = LINK.format("//x.example/")


@pytest.mark.parametrize(
    ("body", "rewritten"),
    [
        ("<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><p>12 people left.</p></body>", True),
        ('<script src="https://web-static.archive.org/_static/js/bundle-playback.js?v=1"></script>', True),
        ("<p>x</p><!--\n     FILE ARCHIVED ON 21:04:05 May 13, 2018 AND RETRIEVED -->", True),
        (LINK.format("/web/20180513210405/http://m.example/a") * 3, True),
        (ABSOLUTE * 9 + OTHER, True),
        (LINK.format("/web/20180513210405/http://m.example/a") * 2, False),
        (ABSOLUTE + OTHER * 3, False),
        ("<p>12 people left, says web.archive.org/web/20180513210405/http://m.example/</p>", False),
        (LINK.format("/news/20180513210405/report"), False),
        ("", False),
    ],
)  # fmt: skip
def test_a_page_that_the_archive_changed_is_known(body, rewritten):
    """Its toolbar, its scripts, its comment, or links of which most lead into it; a page may cite an archive."""
    assert is_rewritten(body.encode()) is rewritten


def test_looking_at_a_page_takes_time_as_it_is_long():
    """A megabyte made to look like links again and again is decided at once."""
    assert not is_rewritten(b"href=/" + b"a." * 500_000)
    assert not is_rewritten(b"href= " * 200_000)
    assert not is_rewritten(b'href="//' * 150_000)
