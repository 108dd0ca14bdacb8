"""The page that a record of a WARC file holds: whole and true to its digests, or refused."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from crawlers.job import GOOD
from crawlers.warc.digest import agrees
from crawlers.warc.message import MOST_BODY, UnreadableMessage, read_head, read_message
from ingest.parse.pdf import is_pdf
from ingest.shelf import Original

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.warc.record import Record

KINDS: Final = frozenset({"response", "resource", "conversion", "revisit"})
"""The types of record that hold pages: requests, metadata and what describes the file itself do not."""

_READABLE: Final = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain"})
_UNTOLD: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)


class Unfit(Exception):  # noqa: N818 - it names what the record is
    """A record holds no page that can be kept; the text of the error is the end of a sentence that says why."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class RecordedPage(NamedTuple):
    """What a record holds; no body where it repeats an `original`. `payload` is the digest that later ones refer to."""

    headers: dict[str, str]
    body: bytes | None
    payload: str
    original: Original | None = None


def read_recorded(record: Record, kind: str, url: str) -> RecordedPage | None:
    """Return the page in a record of one of KINDS, or None where it is none: another status, another type of file.

    Raises:
        Unfit: it is not whole, not what its digests say, too large, or no HTTP answer.
    """
    block = _whole(record)
    try:
        match kind:
            case "response":
                return _read_response(record, block)
            case "revisit":
                return _read_revisit(record, block, url)
        return _read_resource(record, block)
    except UnreadableMessage as error:
        raise Unfit("unreadable", str(error)) from None


def _whole(record: Record) -> bytes:
    header = record.header
    if "warc-truncated" in header:
        raise Unfit("truncated", f"was cut off when it was made (reason: {header['warc-truncated'][:40]!r})")
    if "warc-segment-number" in header:
        raise Unfit("segmented", "is one part of several, which are not put together")
    if record.block is None:
        raise Unfit("large", f"is {record.length:,} bytes long: more than {MOST_BODY >> 20} MB is not kept")
    if agrees(header.get("warc-block-digest", ""), record.block) is False:
        raise Unfit("digest", "is not what its block digest says")
    return record.block


def _read_response(record: Record, block: bytes) -> RecordedPage | None:
    status, headers, _ = read_head(block)
    if status != GOOD or _named(headers) not in _READABLE | _UNTOLD:
        return None
    message = read_message(block)
    # Whose payload it is, the standard leaves open: as sent, without its chunks, or decoded.
    payload = _prove(record, dict.fromkeys((message.payload, message.joined, message.body)))
    if not _is_page(headers, message.body):
        return None
    return RecordedPage(headers, message.body, payload)


def _read_resource(record: Record, block: bytes) -> RecordedPage | None:
    headers = {"content-type": record.header.get("content-type", "")}
    if _named(headers) not in _READABLE | _UNTOLD or not _is_page(headers, block):
        return None
    return RecordedPage(headers, block, _prove(record, (block,)))


def _read_revisit(record: Record, block: bytes, url: str) -> RecordedPage:
    header = record.header
    headers = read_head(block)[1] if block else {}
    payload = header.get("warc-payload-digest", "")
    original = Original(
        url=header.get("warc-refers-to-target-uri", "").removeprefix("<").removesuffix(">") or url,
        record=header.get("warc-refers-to", ""),
        payload=payload,
        taken_at=header.get("warc-refers-to-date", ""),
    )
    return RecordedPage(headers, None, payload, original)


def _prove(record: Record, bodies: Iterable[bytes]) -> str:
    """Return the payload's digest: the stated one, where it is that of one of `bodies` or nobody here can tell."""
    stated = record.header.get("warc-payload-digest", "")
    first, *others = bodies
    found = [agrees(stated, body) for body in (first, *others)] if stated else []
    if found and not any(one or one is None for one in found):
        raise Unfit("digest", "is not what its payload digest says")
    return stated or f"sha1:{base64.b32encode(hashlib.sha1(first, usedforsecurity=False).digest()).decode()}"


def _is_page(headers: dict[str, str], body: bytes) -> bool:
    if len(body) > MOST_BODY:
        raise Unfit("large", f"holds {len(body):,} bytes: more than {MOST_BODY >> 20} MB is not kept")
    return _named(headers) in _READABLE or is_pdf(body) or _MARKUP.match(body) is not None


def _named(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
