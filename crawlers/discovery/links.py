"""What a page and its site's robots.txt announce: feeds, sitemaps, channels, the site's name and language."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from protego import Protego

from crawlers.index import is_web, join
from ingest.parse.characters import clean, decode

FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json"}
)
USUAL_FEEDS: Final = ("feed/", "rss.xml", "/feed/", "/rss.xml", "/feed.xml", "/atom.xml")
"""Where feeds stand that no page announces; the first two beside the page that was given."""

USUAL_MAP: Final = "/sitemap.xml"
MOST: Final = 4
_CHANNEL: Final = re.compile(r"https?://(?:www\.)?(?:t|telegram)\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/?(?:\?.*)?")
_NO_CHANNELS: Final = frozenset({"share", "joinchat", "addstickers", "proxy", "socks", "iv"})
_FEEDLIKE: Final = re.compile(r"(?:^|[/._=-])(?:rss|feed|atom)(?:[/._-]|2?$|\.xml$)", re.IGNORECASE)


class Announced(NamedTuple):
    """What a page says of itself: addresses in the order in which they are likely."""

    title: str
    language: str
    feeds: tuple[str, ...]
    channels: tuple[str, ...]


def read_page_links(body: bytes, media_type: str | None, url: str) -> Announced:
    """Return what an HTML page at `url` announces."""
    page = Selector(text=decode(body, media_type) or "<html/>", type="html")
    names = page.css("meta[property='og:site_name']::attr(content), title::text").getall()
    language = (page.xpath("/html/@lang").get() or "").strip()[:2].lower()
    feeds = [
        join(url, link.attrib.get("href", ""))
        for link in page.css("link[rel~=alternate][href]")
        if link.attrib.get("type", "").partition(";")[0].strip().lower() in FEED_TYPES
    ]
    hrefs = [join(url, href) for href in page.css("a::attr(href)").getall()]
    feeds += [href for href in hrefs if _FEEDLIKE.search(urlsplit(href).path) and _same_site(href, url)]
    channels = [preview for href in hrefs if (preview := preview_of(href))]
    return Announced(
        title=" ".join(clean(names[0]).split()) if names else "",
        language=language if language.isalpha() else "",
        feeds=_first(feeds),
        channels=_first(channels),
    )


def preview_of(url: str) -> str | None:
    """Return the public preview of the channel that an address leads to; None where it leads to none."""
    found = _CHANNEL.fullmatch(url)
    return f"https://t.me/s/{found[1]}" if found and found[1].lower() not in _NO_CHANNELS else None


def usual_places(url: str) -> tuple[str, ...]:
    """Return the addresses where a site's feeds usually stand."""
    return _first([urljoin(url, place) for place in USUAL_FEEDS], len(USUAL_FEEDS))


def maps_of(robots: bytes | None, url: str) -> tuple[str, ...]:
    """Return the sitemaps that robots.txt names, else where one usually stands."""
    rules = Protego.parse((robots or b"").decode("utf-8", "replace"))
    return _first([join(url, one) for one in rules.sitemaps], 2) or (urljoin(url, USUAL_MAP),)


def _same_site(url: str, other: str) -> bool:
    return urlsplit(url).netloc == urlsplit(other).netloc


def _first(urls: list[str], most: int = MOST) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for url in urls if is_web(url)))[:most]
