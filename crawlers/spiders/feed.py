"""Feeds: RSS and Atom, older pages by RFC 5005."""

from __future__ import annotations

from crawlers.job import Entry
from crawlers.spiders.source import SourceSpider, join, keep_web
from ingest.parse.feed import read_feed


class FeedSpider(SourceSpider):
    """Reads a feed."""

    name = "feed"

    def read_index(self, body: bytes, media_type: str | None, url: str) -> tuple[list[Entry], str | None]:
        """Return the entries of a feed document and the address of the next older one."""
        feed = read_feed(body, media_type=media_type)
        entries = keep_web(
            Entry(
                url=join(url, entry.url),
                title=entry.title,
                published=entry.published or entry.updated,
                guid=entry.guid,
            )
            for entry in feed.entries
            if entry.url
        )
        return entries, (join(url, feed.next_url) or None) if feed.next_url else None
