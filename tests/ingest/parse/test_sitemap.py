from __future__ import annotations

import gzip
import time

import pytest

from ingest.parse import sitemap
from ingest.parse.sitemap import Place, UnreadableSitemap, read_sitemap

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
PAGES = f"""{HEAD}<urlset {SPACE}><url><loc> https://m.example/2018/05/13/day?a=1&amp;b=2 </loc>
<lastmod>2018-05-13T18:00:00+03:00</lastmod></url><!-- made --><url><loc>https://m.example/b</loc><news:news>
<news:publication><news:name>Daily</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2018-05-12</news:publication_date><news:title>Bulletin of 12 May</news:title></news:news></url>
<url><lastmod>2018-05-11</lastmod></url></urlset>"""
MAPS = f"""{HEAD}<sitemapindex {SPACE}><sitemap><loc>https://m.example/maps/1.xml</loc><lastmod>2018-05-13</lastmod>
</sitemap><sitemap><loc>/maps/2.xml.gz</loc></sitemap></sitemapindex>"""


def test_a_map_lists_its_pages_in_order():
    """Addresses come with the date of their change, news with date and title; what has no address is left out."""
    found = read_sitemap(PAGES.encode(), media_type="application/xml")
    assert found.pages == (
        Place("https://m.example/2018/05/13/day?a=1&b=2", "2018-05-13T18:00:00+03:00"),
        Place("https://m.example/b", "", "2018-05-12", "Bulletin of 12 May"),
    )
    assert found.maps == ()
    assert not found.problem


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:])]
)
def test_an_index_lists_its_maps_packed_or_not(pack):
    """A body packed by gzip is read as if it were not, in however many members."""
    found = read_sitemap(pack(MAPS.encode()))
    assert found.maps == (Place("https://m.example/maps/1.xml", "2018-05-13"), Place("/maps/2.xml.gz"))


def test_a_map_may_do_without_namespace_and_be_in_utf_16():
    """What is written against the protocol but plain is read."""
    text = '<?xml version="1.0" encoding="utf-16"?><urlset><url><loc>https://m.example/a</loc></url></urlset>'
    assert read_sitemap(text.encode("utf-16")).pages == (Place("https://m.example/a"),)


def test_a_plain_list_is_a_map():
    """A text with an address a line lists them."""
    found = read_sitemap(b"https://m.example/a\r\nhttps://m.example/b\n\n", media_type="text/plain")
    assert [page.url for page in found.pages] == ["https://m.example/a", "https://m.example/b"]


def test_a_map_that_breaks_off_lists_what_came_before():
    """Cut at any byte, a map gives no address that the whole does not and says where it ends, or is refused."""
    whole = {page.url for page in read_sitemap(PAGES.encode()).pages}
    most = 0
    for end in range(len(PAGES)):
        try:
            cut = read_sitemap(PAGES[:end].encode())
        except UnreadableSitemap:
            continue
        assert "line" in cut.problem
        assert {page.url for page in cut.pages} <= whole
        most = max(most, len(cut.pages))
    assert most == len(whole)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"/etc/passwd", b"<html><body>Log in</body></html>", b'<rss version="2.0"/>', b"\x1f\x8bnothing", b"<",
        b"\x00\xff", gzip.compress(b"<html/>"), b"{}",
    ],
)  # fmt: skip
def test_what_is_no_sitemap_is_refused(body):
    """A login page, a feed, a path and rubbish are no sitemaps, and say so."""
    with pytest.raises(UnreadableSitemap):
        read_sitemap(body)


def test_a_bomb_is_not_unpacked(monkeypatch):
    """A packed body is unpacked up to the largest that a sitemap may be, and then refused."""
    monkeypatch.setattr(sitemap, "LARGEST", 1 << 20)
    with pytest.raises(UnreadableSitemap, match="larger than 1 MB"):
        read_sitemap(gzip.compress(gzip.compress(bytes(1 << 24)) + bytes(64 << 20)))


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    """Entities that grow, and those that name a file, are left unread within the time of any other body."""
    secret = tmp_path / "secret"
    secret.write_text("root:x")
    grow = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    dtd = f'<!DOCTYPE urlset [<!ENTITY e0 "aaaaaaaaaa">{grow}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    begun = time.monotonic()
    found = read_sitemap(f"{dtd}<urlset><url><loc>https://m.example/&e9;&x;a</loc></url></urlset>".encode())
    assert time.monotonic() - begun < 2
    assert all(len(page.url) < 100 and "root" not in page.url for page in found.pages)


def test_tags_without_end_are_refused():
    """100,000 tags within each other neither take the memory nor the program with them."""
    with pytest.raises(UnreadableSitemap):
        read_sitemap(b"<a>" * 100_000)
    with pytest.raises(UnreadableSitemap):
        read_sitemap(b"<urlset>" + b"<url>" * 100_000 + b"<loc>https://m.example/</loc>")


def test_a_map_without_end_is_cut(monkeypatch):
    """More addresses than a map may list are not read, and the map says that it was cut."""
    monkeypatch.setattr(sitemap, "MOST", 10)
    row = "<url><loc>https://m.example/{}</loc></url>"
    body = "<urlset>" + "".join(row.format(n) for n in range(11)) + "</urlset>"
    found = read_sitemap(body.encode())
    assert len(found.pages) == 10
    assert "more than" in found.problem
    assert read_sitemap(("https://m.example/\n" * 11).encode()).problem


def test_an_ampersand_may_stand_bare():
    """What begins no character reference is an ampersand, and what is quoted stays as it is."""
    row = "<url><loc>https://m.example/?a=1&b=2&amp;c=3&nbsp;</loc></url><url><loc><![CDATA[https://m.example/?a&b]]></loc></url>"
    assert [page.url for page in read_sitemap(f"<urlset>{row}</urlset>".encode()).pages] == [
        "https://m.example/?a=1&b=2&c=3&nbsp;",
        "https://m.example/?a&b",
    ]


@pytest.mark.parametrize("row", ["<![CDATA[", "&", "<url>&amp;", "<!--"])
def test_twice_the_body_takes_twice_the_time(row):
    """Nothing that is repeated makes the reader slow."""
    begun = time.monotonic()
    with pytest.raises(UnreadableSitemap):
        read_sitemap(b"<urlset>" + row.encode() * 1_000_000)
    assert time.monotonic() - begun < 5
