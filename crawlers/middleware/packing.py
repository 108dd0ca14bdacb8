"""Packed bodies are undone whole or not at all: Scrapy's own middleware hands on what came of one that was cut."""

from __future__ import annotations

import sys
import zlib
from typing import Any, Final

import brotli
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import ResponseDataLossError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE: Final = 1 << 16
GZIP: Final = frozenset({b"gzip", b"x-gzip"})
GZIP_BITS: Final = 31
RAW_BITS: Final = -15


class Unpacking(HttpCompressionMiddleware):  # type: ignore[misc, unused-ignore]
    """Refuses a packed body that ends early."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        """Undo one encoding.

        Raises:
            ResponseDataLossError: the body ends before its encoding does.
        """
        unpacked: bytes = HttpCompressionMiddleware._decode(body, encoding, max_size)  # noqa: SLF001 - as it would
        if body and not is_whole(body, encoding, len(unpacked)):
            raise ResponseDataLossError(f"the body, packed as {encoding.decode()}, ends early")
        return unpacked


def is_whole(body: bytes, encoding: bytes, size: int) -> bool:
    """Say whether a packed body goes to its end; `size` is how many bytes came of it."""
    if encoding in GZIP:
        # The last four bytes say the size: so nearly every body is known to be whole without unpacking it again.
        return int.from_bytes(body[-4:], "little") == size or _ends(zlib.decompressobj(GZIP_BITS), body)
    if encoding == b"deflate":
        return _ends(zlib.decompressobj(), body) or _ends(zlib.decompressobj(RAW_BITS), body)
    if encoding == b"zstd":
        return _ends(zstd.ZstdDecompressor(), body)
    return _ends_brotli(body)


def _ends(unpacker: Any, body: bytes) -> bool:
    try:
        for start in range(0, len(body), PIECE):
            unpacker.decompress(body[start : start + PIECE])
            if unpacker.eof:
                return True
    except (zlib.error, zstd.ZstdError):
        pass
    return False


def _ends_brotli(body: bytes) -> bool:
    unpacker = brotli.Decompressor()
    try:
        unpacker.process(body)
    except brotli.error:
        return False
    return bool(unpacker.is_finished())
