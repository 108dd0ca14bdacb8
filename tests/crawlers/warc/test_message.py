from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest

from crawlers.warc.message import MOST_BODY, UnreadableMessage, read_message

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = b"<html><body><p>12 people left the valley on Sunday.</p></body></html>"
RAW_DEFLATE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "Deflate": RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush(),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "gzip, br": brotli.compress(gzip.compress(PAGE)),
    "identity": PAGE,
}


def answer(payload, *lines, status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{''.join(line + chr(13) + chr(10) for line in lines)}\r\n".encode() + payload


def chunked(body, size=20):
    parts = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("coding", PACKED)
def test_a_body_is_unpacked_as_its_header_says(coding):
    """Every content encoding of the web is undone, alone, in a row, and with chunks around it."""
    payload = PACKED[coding]
    message = read_message(answer(payload, f"Content-Encoding: {coding}", f"Content-Length: {len(payload)}"))
    assert (message.status, message.body, message.payload) == (200, PAGE, payload)
    message = read_message(answer(chunked(payload), f"Content-Encoding: {coding}", "Transfer-Encoding: chunked"))
    assert (message.body, message.joined) == (PAGE, payload)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_was_unpacked_before_it_was_kept_is_taken_as_it_is(coding):
    """Archives that undo an encoding and keep its header, and the length of what was sent, are read."""
    lines = (f"Content-Encoding: {coding}", "Transfer-Encoding: chunked", f"Content-Length: {len(PAGE) + 50}")
    assert read_message(answer(PAGE, *lines)).body == PAGE


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (answer(PAGE[:-9], f"Content-Length: {len(PAGE)}"), "cut off"),
        (answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "cut off"),
        (answer(brotli.compress(PAGE)[:-3], "Content-Encoding: br"), "cut off"),
        (answer(chunked(PAGE)[:-9], "Transfer-Encoding: chunked"), "cut off"),
        (answer(chunked(PAGE)[:30], "Transfer-Encoding: chunked"), "cut off"),
        (answer(b"\x1f\x8b\x08" + bytes(99), "Content-Encoding: gzip"), "cannot be decompressed"),
        (answer(PAGE, "Content-Encoding: compress"), "nobody here can read"),
        (answer(PAGE, "Content-Encoding: gzip, gzip, gzip, gzip"), "too many times"),
        (b"", "no HTTP answer"),
        (PAGE, "no HTTP answer"),
        (b"HTTP/1.1 200 OK\r\nX: y", "no HTTP answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000 + b"\r\n", "no HTTP answer"),
    ],
)
def test_what_is_not_whole_is_refused(block, words):
    """Cut anywhere, broken, packed beyond reading, or no answer at all: one sentence, and no half of a page."""
    with pytest.raises(UnreadableMessage, match=words):
        read_message(block)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress, zstd.compress])
def test_a_bomb_ends_at_the_bound(pack):
    """What unpacks to more than a page may be is refused, having cost little more than that."""
    coding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br", zstd.compress: "zstd"}[pack]
    with pytest.raises(UnreadableMessage, match="larger than 16 MB"):
        read_message(answer(pack(bytes(MOST_BODY + 1)), f"Content-Encoding: {coding}"))


def test_a_header_is_read_with_what_servers_do_to_it():
    """Names have no case, values of one name are joined, lines end as they like, NUL is dropped."""
    message = read_message(b"HTTP/1.0 404 Not \x00Found\nA: 1\nno colon\na:2\nContent-Type:text/html\n\nx")
    assert (message.status, message.headers) == (404, {"a": "1, 2", "content-type": "text/html"})
