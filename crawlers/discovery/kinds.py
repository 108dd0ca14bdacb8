"""What one body is to a crawler, a feed, channel, API, map or listing: tried as the spider will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from crawlers.channel import channel_of
from crawlers.crawl import SPIDERS
from crawlers.discovery.api import find_api
from crawlers.discovery.links import read_page_links
from crawlers.discovery.listing import find_listing
from crawlers.job import Job, Plan
from crawlers.middleware.budget import Budget
from crawlers.trial.notebook import Notebook
from ingest.errors import TallywireError
from ingest.parse.article import ArticleRules
from ingest.parse.feed import read_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawlers.index import Index
    from crawlers.source import Source
    from crawlers.trial.notebook import Note

MARKS: Final = {"feed": (b"<rss", b"<feed", b"<rdf:rdf", b"jsonfeed.org"), "sitemap": (b"<urlset", b"<sitemapindex")}
WITHIN: Final = 4096


class Found(NamedTuple):
    """A way to read a site: a source that is complete but for what a person must say, and what its index lists."""

    source: Source
    page: Index
    how: str

    @property
    def is_dated(self) -> bool:
        """Whether most of its items bear a date."""
        entries = self.page.entries
        return sum(bool(entry.published or entry.updated) for entry in entries) * 2 > len(entries)


def recognise(note: Note, seed: Source, how: str) -> Found | None:
    """Return how an answer can be read; None where no kind of source finds items or parts in it."""
    for changes in _drafts(note, seed):
        draft = msgspec.structs.replace(seed, urls=(note.capture.url,), **changes)
        index = read_index(draft, note)
        if index and (index.entries or index.parts):
            return Found(draft, index, how)
    return None


def read_index(source: Source, note: Note) -> Index | None:
    """Return what a source's spider reads in an answer; None where it refuses it."""
    notebook = Notebook()
    job = Job(source=source, archive=notebook, plan=Plan(mode="enumerate"), budget=Budget(source, notebook))
    try:
        return SPIDERS[source.kind](job=job).read_index(note.body or b"", note.capture.media_type, note.capture.url)
    except (TallywireError, ValueError, RecursionError):
        return None


def _drafts(note: Note, seed: Source) -> Iterator[dict[str, Any]]:
    """Yield what a source would say of itself, the likeliest kind first."""
    body, media_type, url = note.body or b"", note.capture.media_type, note.capture.url
    head = body[:WITHIN].lower()
    if channel_of(url):
        yield {"kind": "telegram", **_titled(seed, read_page_links(body, media_type, url)[:2])}
    if any(mark in head for mark in MARKS["feed"]):
        yield {"kind": "feed", **_titled(seed, _feed_title(body, media_type))}
    if any(mark in head for mark in MARKS["sitemap"]):
        yield {"kind": "sitemap"}
    if head.lstrip().startswith((b"{", b"[")) and (rules := find_api(body)):
        yield {"kind": "api", "api": rules}
    elif b"<html" in head or b"<body" in head:
        listing = find_listing(body, media_type)
        if listing:
            article = ArticleRules(dates=listing.dates) if listing.dates else None
            titled = _titled(seed, read_page_links(body, media_type, url)[:2])
            yield {"kind": "listing", "listing": listing.rules, "article": article, **titled}


def _feed_title(body: bytes, media_type: str | None) -> tuple[str, str]:
    try:
        feed = read_feed(body, media_type=media_type)
    except TallywireError:
        return "", ""
    return " ".join(feed.title.split()), feed.language[:2].lower()


def _titled(seed: Source, names: tuple[str, ...]) -> dict[str, str]:
    title, language = names
    known = language if language.isascii() and language.isalpha() and len(language) == len("en") else seed.language
    return {"title": title or seed.title, "publisher": title or seed.publisher, "language": known}
