"""RSS and Atom: parsed by feedparser in a child that cannot take the worker down with it."""

from __future__ import annotations

from typing import Final

import msgspec

from ingest.errors import TallywireError
from ingest.parse.child import BrokenParser, run_child

LARGEST: Final = 16 * 1024 * 1024


class UnreadableFeed(TallywireError):  # noqa: N818 - it names what the feed is
    """The body is no feed, or one that breaks its parser."""


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as printed: dates are not read yet. `text` is the entry's own, kept where it leads to no page."""

    url: str
    title: str = ""
    published: str = ""
    updated: str = ""
    guid: str = ""
    text: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of one feed document as they stand; `next_url` leads to older ones (RFC 5005)."""

    entries: tuple[FeedEntry, ...]
    next_url: str | None = None
    title: str = ""
    language: str = ""


def read_feed(body: bytes, *, media_type: str | None = None) -> Feed:
    """Return the entries of a feed.

    Raises:
        UnreadableFeed: it is too large, breaks the parser, or is no feed.
    """
    if len(body) > LARGEST:
        raise UnreadableFeed(f"The feed is larger than {LARGEST >> 20} MB.")
    try:
        answer = msgspec.json.decode(run_child("ingest.parse.feed_child", body, media_type or ""), type=Feed | None)
    except BrokenParser as error:
        raise UnreadableFeed(f"The feed {error}.") from None
    except msgspec.DecodeError:
        raise UnreadableFeed("The feed breaks its parser.") from None
    if answer is None:
        raise UnreadableFeed("The body is no feed: no RSS, Atom or RDF in it.")
    return answer
