"""Compressed files, frame by frame (a member of gzip, a frame of Zstandard): one that is broken hides no other."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import BinaryIO

__all__ = ["Broken", "Piece", "is_compressed", "read_frames", "zstd"]

CHUNK: Final = 1 << 16
MOST_AT_ONCE: Final = 1 << 20
"""So much is decompressed at a time, however little it took: a bomb costs no memory."""

GZIP: Final = b"\x1f\x8b\x08"
ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
"""The frame that begins a file of Zstandard whose other frames need a dictionary: it holds that."""

TRAINED: Final = b"\x37\xa4\x30\xec"
"""What a dictionary begins with that was trained; any other is plain bytes."""

MOST_DICTIONARY: Final = 1 << 22
MOST_BROKEN: Final = 100
"""After so many broken frames a file is given up: looking for the next one costs up to its whole length each time."""

_SIZE: Final = 4
_MAGIC: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A frame that cannot be read on; `is_cut` where the file ends within it."""

    offset: int
    reason: str
    is_cut: bool = False


Piece: TypeAlias = "tuple[int, bytes]"
"""Some bytes, decompressed, and the offset of their frame."""


def is_compressed(file: BinaryIO) -> bool:
    """Say whether a file is compressed, by its first bytes."""
    file.seek(0)
    return file.read(_MAGIC).startswith((GZIP, ZSTANDARD, DICTIONARY))


def read_frames(file: BinaryIO, offset: int) -> Iterator[Piece | Broken]:
    """Yield what stands in a file from the frame at `offset` on; a file that is not compressed is all frames.

    A broken frame is told, and reading goes on where the next one begins.
    """
    file.seek(0)
    magic = file.read(_MAGIC)
    if magic.startswith(GZIP):
        return _read_all(file, offset, GZIP, lambda: zlib.decompressobj(wbits=31))
    if magic == ZSTANDARD:
        return _read_all(file, offset, ZSTANDARD, zstd.ZstdDecompressor)
    if magic == DICTIONARY:
        return _read_with_dictionary(file, offset)
    return _read_plain(file, offset)


def _read_plain(file: BinaryIO, offset: int) -> Iterator[Piece]:
    file.seek(offset)
    while data := file.read(CHUNK):
        yield offset, data
        offset += len(data)


def _read_with_dictionary(file: BinaryIO, offset: int) -> Iterator[Piece | Broken]:
    size = int.from_bytes(file.read(_SIZE), "little")
    content = file.read(min(size, MOST_DICTIONARY))
    end = _MAGIC + _SIZE + size
    try:
        if len(content) < size:
            raise ValueError("it is cut off or too large")  # noqa: TRY301 - told as the library's own refusals are
        content = _unpack_dictionary(content)
        dictionary = zstd.ZstdDict(content, is_raw=not content.startswith(TRAINED))
    except (zstd.ZstdError, ValueError) as error:
        yield Broken(offset=0, reason=f"its dictionary cannot be read ({error})", is_cut=len(content) < size)
        return
    yield from _read_all(file, max(offset, end), ZSTANDARD, lambda: zstd.ZstdDecompressor(zstd_dict=dictionary))


def _unpack_dictionary(content: bytes) -> bytes:
    if not content.startswith(ZSTANDARD):
        return content
    unpacked = zstd.ZstdDecompressor().decompress(content, MOST_DICTIONARY)
    if len(unpacked) == MOST_DICTIONARY:
        raise ValueError("it is too large")
    return unpacked


def _read_all(file: BinaryIO, offset: int, magic: bytes, make: Callable[[], Any]) -> Iterator[Piece | Broken]:
    broken, end = 0, offset or None
    while broken < MOST_BROKEN:
        found = _find(file, offset, magic)
        # Behind a broken frame its own rest stands; behind a whole one nothing but padding may.
        if found != offset and end == offset:
            strange = _strange(file, offset, found)
            if magic.startswith(strange[:_MAGIC] or b"?"):
                yield Broken(offset=offset, reason="the file ends within its first bytes", is_cut=True)
            elif strange:
                broken += 1
                yield Broken(offset=offset, reason="what stands there is not compressed as the file's beginning is")
        if found is None:
            return
        end = yield from _read_frame(file, found, make())
        broken += end is None
        offset = found + 1 if end is None else end
    yield Broken(offset=offset, reason=f"it is the {MOST_BROKEN}th that is broken, and nothing behind it is read")


def _read_frame(file: BinaryIO, offset: int, decompressor: Any) -> Generator[Piece | Broken, None, int | None]:
    """Yield what one frame holds; return where it ends, or None where it is broken."""
    file.seek(offset)
    taken, waiting = offset, b""
    while not decompressor.eof:
        if not waiting and getattr(decompressor, "needs_input", True):
            waiting = file.read(CHUNK)
            taken += len(waiting)
            if not waiting:
                yield Broken(offset=offset, reason="the file ends within it", is_cut=True)
                return None
        try:
            data = decompressor.decompress(waiting, MOST_AT_ONCE)
        except (zlib.error, zstd.ZstdError) as error:
            yield Broken(offset=offset, reason=f"it cannot be decompressed ({error})")
            return None
        waiting = getattr(decompressor, "unconsumed_tail", b"")  # zlib hands it back, Zstandard keeps it
        if data:
            yield offset, data
    return taken - len(decompressor.unused_data)


def _find(file: BinaryIO, offset: int, magic: bytes) -> int | None:
    """Return where the next frame begins, from `offset` on; None where none does."""
    file.seek(offset)
    tail = b""
    while data := file.read(CHUNK):
        place = (tail + data).find(magic)
        if place >= 0:
            return offset - len(tail) + place
        offset += len(data)
        tail = (tail + data)[1 - len(magic) :]
    return None


def _strange(file: BinaryIO, offset: int, end: int | None) -> bytes:
    """Return the first bytes from `offset` to `end` that are no padding (zeros); none where all are."""
    file.seek(offset)
    while data := file.read(CHUNK if end is None else min(CHUNK, end - file.tell())):
        if rest := data.lstrip(b"\0"):
            return rest
    return b""
