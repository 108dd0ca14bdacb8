"""The child that parses one feed from standard input and writes it as JSON; limited in memory and processor time."""

from __future__ import annotations

import io
import sys
from typing import Any, Final

import feedparser
import msgspec

from ingest.parse.characters import clean
from ingest.parse.child import limit_resources
from ingest.parse.feed import Feed, FeedEntry
from ingest.parse.json_feed import parse_json_feed
from ingest.parse.markup import text_of


def parse(body: bytes, media_type: str) -> Feed | None:
    """Return the feed in `body`, or None where there is none.

    The body goes in as a stream: bytes and strings that look like a path or an address would be opened.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return parse_json_feed(body)
    headers = {"content-type": media_type} if media_type else {}
    parsed: Any = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        return None
    following = [
        link.get("href") for link in parsed.feed.get("links", []) if link.get("rel") in {"next", "prev-archive"}
    ]
    return Feed(
        entries=tuple(_entry(entry) for entry in parsed.entries),
        next_url=next((clean(url) for url in following if url), None),
    )


def _entry(entry: Any) -> FeedEntry:
    texts = {name: clean(str(entry.get(key) or "")) for name, key in _FIELDS.items()}
    return FeedEntry(**texts, text="" if texts["url"] else _text(entry))


def _text(entry: Any) -> str:
    """Return what an entry says itself, a line for each paragraph: the full content, else the summary."""
    contents = [str(one.get("value") or "") for one in entry.get("content", [])]
    return text_of(clean(next(filter(None, contents), "") or str(entry.get("summary") or "")))


_FIELDS: Final = {"url": "link", "title": "title", "published": "published", "updated": "updated", "guid": "id"}


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    sys.stdout.buffer.write(msgspec.json.encode(parse(sys.stdin.buffer.read(), sys.argv[1])))


if __name__ == "__main__":
    main()
