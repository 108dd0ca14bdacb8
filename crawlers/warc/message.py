"""HTTP answers as WARC files keep them: head and body, with the encodings of transfer and content undone."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import brotli

from crawlers.warc.compression import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_BODY: Final = 16 << 20
MOST_ENCODINGS: Final = 3
STEP: Final = 1 << 20
MOST_HEAD: Final = 1 << 16

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |\r?\n|$)")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1024})?\r?\n")
_LENGTH: Final = re.compile(r"[0-9]{1,12}")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")


class UnreadableMessage(Exception):  # noqa: N818 - it names what the message is
    """The message is no whole HTTP answer; the text of the error is the end of a sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An answer: `payload` as it was kept, `joined` without its chunks, `body` as its reader sees it.

    Header names are in lower case.
    """

    status: int
    headers: dict[str, str]
    payload: bytes
    joined: bytes
    body: bytes


def read_head(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers by lower-case names (values of one name joined), and the payload of an HTTP answer.

    Raises:
        UnreadableMessage: it is none.
    """
    status, end = _STATUS.match(block), _HEAD_END.search(block, 0, MOST_HEAD)
    if not status or not end:
        raise UnreadableMessage("is no HTTP answer")
    headers: dict[str, str] = {}
    for line in block[: end.start()].decode("latin-1").replace("\x00", "").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return int(status[1]), headers, block[end.end() :]


def read_message(block: bytes) -> Message:
    """Return an HTTP answer with its body decoded.

    Many archives undo an encoding and let its header stand: a body that is plainly not encoded is taken as it is.

    Raises:
        UnreadableMessage: it is none, or its body is cut off, too large or cannot be decoded.
    """
    status, headers, payload = read_head(block)
    chunked = headers.get("transfer-encoding", "").lower().endswith("chunked") and _CHUNK.match(payload) is not None
    body = _join_chunks(payload) if chunked else payload
    stated = headers.get("content-length", "")
    names = [one.strip() for one in headers.get("content-encoding", "").lower().split(",") if one.strip()]
    if len(names) > MOST_ENCODINGS:
        raise UnreadableMessage("is encoded too many times")
    encoded = body
    for name in reversed(names):
        body = _decode(body, name)
    # Where an encoding was undone before it was kept, the stated length is that of other bytes.
    as_sent = encoded is not body or not names
    if not chunked and as_sent and _LENGTH.fullmatch(stated) and len(payload) < int(stated):
        raise UnreadableMessage(f"is cut off: {len(payload):,} of its {int(stated):,} bytes are there")
    return Message(status=status, headers=headers, payload=payload, joined=encoded, body=body)


def _join_chunks(payload: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        found = _CHUNK.match(payload, at)
        if not found:
            raise UnreadableMessage("is cut off or broken between two of its chunks")
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(payload[found.end() : found.end() + size])
        at = found.end() + size
        if at > len(payload):
            raise UnreadableMessage("is cut off within one of its chunks")
        at += 2 if payload.startswith(b"\r\n", at) else 1


def _decode(body: bytes, name: str) -> bytes:
    coding = name.removeprefix("x-")
    if coding in {"identity", "none"} or not body:
        return body
    if coding not in _DECODERS:
        raise UnreadableMessage(f"is encoded as {name[:40]!r}, which nobody here can read")
    try:
        return _DECODERS[coding](body)
    except (zlib.error, zstd.ZstdError, brotli.error) as error:
        if _is_plain(body):
            return body
        raise UnreadableMessage(f"cannot be decompressed ({error})") from None


def _inflate(body: bytes, bits: int) -> bytes:
    decompressor = zlib.decompressobj(wbits=bits)
    return _within_bounds(decompressor.decompress(body, MOST_BODY + 1), ended=decompressor.eof)


def _deflate(body: bytes) -> bytes:
    try:
        return _inflate(body, 15)
    except zlib.error:  # some servers leave the wrapping out that RFC 9110 asks for
        return _inflate(body, -15)


def _zstandard(body: bytes) -> bytes:
    decompressor = zstd.ZstdDecompressor()
    return _within_bounds(decompressor.decompress(body, MOST_BODY + 1), ended=decompressor.eof)


def _brotli(body: bytes) -> bytes:
    decompressor, data = brotli.Decompressor(), bytearray()
    piece = decompressor.process(body, output_buffer_limit=STEP)
    while piece and len(data) <= MOST_BODY:
        data += piece
        piece = decompressor.process(b"", output_buffer_limit=STEP) if not decompressor.is_finished() else b""
    return _within_bounds(bytes(data), ended=decompressor.is_finished())


def _within_bounds(data: bytes, *, ended: bool) -> bytes:
    if len(data) > MOST_BODY:
        raise UnreadableMessage(f"is larger than {MOST_BODY >> 20} MB once decompressed")
    if not ended:
        raise UnreadableMessage("is cut off: what is compressed does not end")
    return data


def _is_plain(body: bytes) -> bool:
    """Say whether a body is a page, a PDF or text as it stands."""
    if body.lstrip()[:1] == b"<" or body.startswith(b"%PDF-"):
        return True
    try:
        return bool(body.decode("utf-8")) and not _CONTROL.search(body)
    except UnicodeDecodeError:
        return False


_DECODERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "gzip": lambda body: _inflate(body, 31),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
