from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parse.article import ArticleRules, UnreadablePage, read_page

ZONE = ZoneInfo("Europe/Moscow")
PROSE = (
    "Over the past 24 hours, 1,866 people left the zone through the checkpoint near the river, the Centre said.",
    "A further 2,348 people used the additional corridor on Saturday, according to the same statement of the Centre.",
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Evacuation goes on - The Wire</title>
<meta property="article:published_time" content="2018-05-13T18:30:00+03:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Evacuation goes on</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p></article>
<footer>All rights reserved. 12,345 readers.</footer></body></html>"""


def read(body, rules=None, media_type="text/html; charset=utf-8"):
    body = body if isinstance(body, bytes) else body.encode()
    return read_page(body, media_type=media_type, url="https://wire.example/a", rules=rules, zone=ZONE)


def test_an_article_is_found_among_the_furniture_of_its_page():
    """Without selectors the title, the paragraphs and the instant are found, and the footer is not."""
    page = read(PAGE)
    assert page.title == "Evacuation goes on"
    assert page.text == "\n\n".join(PROSE)
    assert page.published_at == datetime(2018, 5, 13, 15, 30, tzinfo=UTC)
    assert page.precision == "instant"


def test_the_sources_selectors_win():
    """Where the source gives selectors, they decide."""
    rules = ArticleRules(title="title::text", text="footer", published="meta::attr(content)")
    page = read(PAGE, rules)
    assert page.title == "Evacuation goes on - The Wire"
    assert page.text == "All rights reserved. 12,345 readers."


def test_selectors_that_find_nothing_are_an_error_not_a_guess():
    """A layout that changed is unreadable, never read from somewhere else on the page."""
    with pytest.raises(UnreadablePage, match="layout"):
        read(PAGE, ArticleRules(text="div.moved p"))


def test_plain_text_has_its_title_above_a_blank_line():
    """A text file's first line, parted by a blank line, is its title."""
    page = read("Evacuation goes on\n\n" + PROSE[0], media_type="text/plain")
    assert (page.title, page.text) == ("Evacuation goes on", PROSE[0])


def test_wrapped_lines_are_joined_and_bullets_are_not():
    """Lines that break off at the width of a page are one sentence; bullets and short lines stay lines."""
    text = """T

Over the past 24 hours, 1,866 people left through the checkpoint near
Ar Rastan.
- Homs: 207
- Hama: 1
End"""
    page = read(text, media_type="text/plain")
    assert page.text.split("\n")[0].endswith("near Ar Rastan.")
    assert page.text.split("\n")[1:] == ["- Homs: 207", "- Hama: 1", "End"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_encodings_are_found(encoding):
    """A byte order mark or the declared charset decides how bytes are read."""
    text = "Итог дня\n\nВыехали 1 866 человек."
    declared = f"text/plain; charset={encoding}" if encoding == "windows-1251" else "text/plain"
    assert read(text.encode(encoding), media_type=declared).text == "Выехали 1 866 человек."


@pytest.mark.parametrize("body", [b"", b"   \n", b"<html><body></body></html>", b"\x00\x00"])
def test_a_page_without_text_is_unreadable(body):
    """An empty page is refused with a sentence."""
    with pytest.raises(UnreadablePage):
        read(body)


def test_characters_that_no_document_holds_are_dropped():
    """NUL and lone surrogates vanish; the rest stays."""
    page = read(b"Title\n\nSeven\x00 left.", media_type="text/plain")
    assert page.text == "Seven left."


@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain", None, "text/html; charset=utf-16"]))
def test_no_bytes_crash_the_parser(body, media_type):
    """Any bytes are a page or unreadable."""
    try:
        page = read(body, media_type=media_type)
    except UnreadablePage:
        return
    assert page.text
    page.text.encode()
