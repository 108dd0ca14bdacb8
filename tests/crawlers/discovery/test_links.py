from __future__ import annotations

import pytest

from crawlers.discovery.links import maps_of, preview_of, read_page_links, usual_places

URL = "https://ministry.example/en/news/"
PAGE = b"""<html lang="en-GB"><head><title>News - Ministry</title><meta property="og:site_name" content="The Ministry">
<link rel="alternate" type="application/rss+xml" href="/en/feed"><link rel="alternate" hreflang="fr" href="/fr/news/">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="javascript:x"></head><body>
<a href="rss.xml">RSS</a><a href="https://elsewhere.example/rss.xml">theirs</a><a href="/feedback">Write to us</a>
<a href="https://t.me/ministry_news">Channel</a><a href="https://t.me/share/url?url=x">Share</a></body></html>"""


def test_a_page_announces_its_feeds_and_channels():
    """Feeds by type and by name on its own host, and public previews of channels; no other languages, no traps."""
    announced = read_page_links(PAGE, "text/html", URL)
    assert announced.feeds == ("https://ministry.example/en/feed", "https://ministry.example/en/news/rss.xml")
    assert announced.channels == ("https://t.me/s/ministry_news",)
    assert (announced.title, announced.language) == ("News - Ministry", "en")


@pytest.mark.parametrize(
    ("url", "preview"),
    [
        ("https://t.me/ministry_news", "https://t.me/s/ministry_news"),
        ("https://t.me/s/ministry_news?before=12", "https://t.me/s/ministry_news"),
        ("http://telegram.me/ministry_news/", "https://t.me/s/ministry_news"),
        ("https://t.me/joinchat/AAAA", None),
        ("https://t.me/share", None),
        ("https://not.me/ministry_news", None),
    ],
)
def test_a_channel_is_read_by_its_public_preview(url, preview):
    """Addresses of channels lead to their previews; invitations and share buttons lead to none."""
    assert preview_of(url) == preview


def test_maps_are_those_of_robots_or_the_usual_one():
    """robots.txt names the sitemaps; where it names none, there may be one at the root."""
    assert maps_of(b"Sitemap: https://ministry.example/map.xml\nSitemap: x:y", URL) == (
        "https://ministry.example/map.xml",
    )
    assert maps_of(None, URL) == ("https://ministry.example/sitemap.xml",)


def test_feeds_are_sought_beside_the_page_first():
    """The usual places begin in the page's own folder."""
    assert usual_places(URL)[:3] == (
        "https://ministry.example/en/news/feed/",
        "https://ministry.example/en/news/rss.xml",
        "https://ministry.example/feed/",
    )
