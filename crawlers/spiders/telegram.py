"""Public previews of channels: messages with a text of their own, older ones behind the page's link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from parsel import Selector

from crawlers.channel import channel_of
from crawlers.index import Index, join, keep_web
from crawlers.job import Entry
from crawlers.spiders.source import SourceSpider
from ingest.errors import TallywireError
from ingest.parse.characters import clean, decode
from ingest.parse.markup import text_within

if TYPE_CHECKING:
    from collections.abc import Iterator

_POST: Final = re.compile(r"([A-Za-z][A-Za-z0-9_]{3,31})/([1-9]\d{0,11})")
_TEXT: Final = "div.tgme_widget_message_text:not(.js-message_reply_text)"
_EDITED: Final = re.compile(r"\bedited\b")


class TelegramSpider(SourceSpider):
    """Reads the public preview of a channel. A message's permalink names it: an edited text is a new version."""

    name = "telegram"

    def read_index(self, body: bytes, media_type: str | None, url: str) -> Index:
        """Return the messages of a page that say something, the newest first, and the page of older ones."""
        channel = channel_of(url)
        if channel is None:
            raise TallywireError(f"{url} is no public preview: the channel may have none, or be renamed.")
        page = Selector(text=decode(body, media_type))
        entries = keep_web(_messages(page, channel, url))[::-1]
        older = join(url, page.css("a.tme_messages_more[data-before]::attr(href)").get() or "")
        return Index(entries=entries, older=older if channel_of(older) == channel and older != url else None)


def _messages(page: Selector, channel: str, url: str) -> Iterator[Entry]:
    for message in page.css("div.tgme_widget_message[data-post]"):
        post = _POST.fullmatch(message.attrib["data-post"])
        said = message.css(_TEXT)
        text = text_within(said[0].root) if said else ""
        if post is None or post[1].lower() != channel.lower() or not text:
            continue
        meta = " ".join(message.css("span.tgme_widget_message_meta ::text").getall())
        sender = " ".join(message.css(".tgme_widget_message_forwarded_from_name ::text").getall())
        yield Entry(
            url=join(url, f"/{channel}/{post[2]}"),
            title=f"Forwarded from {clean(' '.join(sender.split()))}" if sender else "",
            published=message.css("a.tgme_widget_message_date time::attr(datetime)").get() or "",
            guid=f"{channel}/{post[2]}",
            text=text,
            updated="edited" if _EDITED.search(meta) else "",
        )
