"""JSON Feed (version 1 and 1.1), read as RSS and Atom are."""

from __future__ import annotations

from typing import Any

from ingest.parse.answer import UnreadableAnswer, read_answer, text_in
from ingest.parse.feed import Feed, FeedEntry
from ingest.parse.markup import text_of


def parse_json_feed(body: bytes) -> Feed | None:
    """Return the feed in a body of JSON, or None where there is none."""
    try:
        answer = read_answer(body)
    except UnreadableAnswer:
        return None
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in text_in(answer.get("version")):
        return None
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
    return Feed(
        entries=entries,
        next_url=text_in(answer.get("next_url")) or None,
        title=text_in(answer.get("title")),
        language=text_in(answer.get("language")),
    )


def _entry(item: dict[str, Any]) -> FeedEntry:
    url = text_in(item.get("url")) or text_in(item.get("external_url"))
    return FeedEntry(
        url=url,
        title=text_in(item.get("title")),
        published=text_in(item.get("date_published")),
        updated=text_in(item.get("date_modified")),
        guid=text_in(item.get("id")),
        text="" if url else _text(item),
    )


def _text(item: dict[str, Any]) -> str:
    said = text_in(item.get("content_text")) or text_of(text_in(item.get("content_html")))
    return said or text_in(item.get("summary"))
