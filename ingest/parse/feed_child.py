"""The child that parses one feed from standard input and writes it as JSON; limited in memory and processor time."""

from __future__ import annotations

import codecs
import io
import re
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
    body, media_type = _narrow(body, media_type)
    headers = {"content-type": media_type} if media_type else {}
    sound = _REFERENCE.sub(_keep_sound, body)
    parsed: Any = feedparser.parse(io.BytesIO(sound), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        return None
    following = [
        link.get("href") for link in parsed.feed.get("links", []) if link.get("rel") in {"next", "prev-archive"}
    ]
    return Feed(
        entries=tuple(_entry(entry) for entry in parsed.entries),
        next_url=next((clean(url) for url in following if url), None),
        title=clean(str(parsed.feed.get("title") or "")),
        language=clean(str(parsed.feed.get("language") or "")),
    )


def _entry(entry: Any) -> FeedEntry:
    # As a plain dictionary: feedparser's own would give one date for the other.
    texts = {name: clean(str(dict.get(entry, key) or "")) for name, key in _FIELDS.items()}
    return FeedEntry(**texts, text="" if texts["url"] else _text(entry))


def _narrow(body: bytes, media_type: str) -> tuple[bytes, str]:
    """Return a body in bytes that go on from ASCII, with its media type: its first bytes tell more than what it says.

    Text of two or four bytes a character becomes UTF-8; a declaration of such, which the bytes belie, is dropped.
    """
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return _DECLARED.sub(rb"\1", text.encode("utf-8", "replace"), count=1), "application/xml; charset=utf-8"
    declared = _DECLARED.match(body)
    wide = declared is not None and declared[2].lower().startswith((b"utf-16", b"utf-32", b"ucs", b"iso-10646"))
    return (_DECLARED.sub(rb"\1", body, count=1) if wide else body), media_type


def _keep_sound(reference: re.Match[bytes]) -> bytes:
    """Return a reference to a character; nothing for one that there is not, which would break the parser."""
    digits = reference[1].lower()
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return b"" if number in _SURROGATES or not 0 < number <= sys.maxunicode else reference[0]


def _text(entry: Any) -> str:
    """Return what an entry says itself, a line for each paragraph: the full content, else the summary."""
    contents = [str(one.get("value") or "") for one in entry.get("content", [])]
    return text_of(clean(next(filter(None, contents), "") or str(entry.get("summary") or "")))


_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""(\s*<\?xml[^>]{0,80}?)\s+encoding\s*=\s*["']([^"'>]{0,40})["']""")
_REFERENCE: Final = re.compile(rb"&#([xX][0-9a-fA-F]{1,4000}|[0-9]{1,4000});?")
_SURROGATES: Final = range(0xD800, 0xE000)
_FIELDS: Final = {"url": "link", "title": "title", "published": "published", "updated": "updated", "guid": "id"}


def main() -> None:
    """Read standard input, write standard output."""
    limit_resources()
    sys.stdout.buffer.write(msgspec.json.encode(parse(sys.stdin.buffer.read(), sys.argv[1])))


if __name__ == "__main__":
    main()
