"""Feeds: RSS and Atom, older pages by RFC 5005."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.index import Index, join, keep_web
from crawlers.job import Entry
from crawlers.spiders.source import SourceSpider
from ingest.dedupe import address_by_content
from ingest.parse.feed import read_feed

if TYPE_CHECKING:
    from ingest.parse.feed import FeedEntry


class FeedSpider(SourceSpider):
    """Reads a feed."""

    name = "feed"

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:
        """Return the entries of a feed document and the address of the next older one."""
        feed = read_feed(body, media_type=media_type)
        entries = keep_web(
            _entry(entry, url) if entry.url else _entry_without_page(entry, url)
            for entry in feed.entries
            if entry.url or entry.title or entry.text
        )
        return Index(entries=entries, older=(join(url, feed.next_url) or None) if feed.next_url else None)


def _entry(entry: FeedEntry, feed: str) -> Entry:
    return Entry(
        url=join(feed, entry.url), title=entry.title, published=entry.published or entry.updated, guid=entry.guid
    )


def _entry_without_page(entry: FeedEntry, feed: str) -> Entry:
    """What has no page is known by its guid, so that a new text is a new version; without one, by what it says."""
    published = entry.published or entry.updated
    identity = (entry.guid,) if entry.guid else (entry.title, entry.text, published)
    return Entry(
        url=address_by_content(feed, *identity),
        title=entry.title,
        published=published,
        guid=entry.guid,
        # A blank line parts a title from its text, for whoever reads plain text.
        text="\n\n".join(filter(None, (" ".join(entry.title.split()), entry.text))),
    )
