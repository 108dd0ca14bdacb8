"""A file as one tape of bytes, decompressed where it must be, that knows where in the file it stands."""

from __future__ import annotations

from collections import deque
from os import SEEK_END
from typing import TYPE_CHECKING, Final, NamedTuple

from crawlers.warc.compression import Broken, is_compressed, read_frames

if TYPE_CHECKING:
    from typing import BinaryIO

STEP: Final = 1 << 16
MOST_RATIO: Final = 100_000
"""What a byte may hold at most, decompressed: gzip reaches 1,032, Zstandard about 50,000."""


class Place(NamedTuple):
    """Where something stands in a file: behind `within` bytes of what is decompressed from byte `frame` on."""

    frame: int = 0
    within: int = 0

    def __str__(self) -> str:
        return f"byte {self.frame:,}" + (f" and {self.within:,} of what is decompressed there" if self.within else "")


class BrokenTape(Exception):  # noqa: N818 - it names what happened
    """The frame under the head cannot be read on; behind it the tape goes on with the next one."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.reason)
        self.broken = broken


START: Final = Place()


class Tape:
    """The bytes of `file` from `place` on: read in order, never more of them in memory than a reader asks for."""

    def __init__(self, file: BinaryIO, place: Place = START) -> None:
        self.size = file.seek(0, SEEK_END)
        """How long the file is."""
        self._plain = not is_compressed(file)
        self._pieces = read_frames(file, place.frame)
        self._buffer = bytearray()
        self._head = 0
        """Of the buffer, so much was read."""
        self._frames: deque[tuple[int, int]] = deque([(0, place.frame)])
        """Where on the tape each frame in the buffer begins, and where in the file."""
        self._behind = 0
        """Of the tape, so much stood before the buffer."""
        self._broken: Broken | None = None
        self.frames = 1
        """How many frames were begun."""
        self.skip(place.within)

    @property
    def place(self) -> Place:
        """Where the next byte stands; a tape that begins there reads on from it."""
        at = self._behind + self._head
        if self._plain:
            return Place(self._frames[0][1] + at - self._frames[0][0])
        while len(self._frames) > 1 and self._frames[1][0] <= at:
            self._frames.popleft()
        begins, frame = self._frames[0]
        return Place(frame, at - begins)

    @property
    def most_left(self) -> int:
        """No more bytes than these can stand behind the head."""
        place = self.place
        return (self.size - place.frame) * (1 if self._plain else MOST_RATIO) - place.within

    def has(self, wanted: int) -> int:
        """Bring up to `wanted` bytes under the head; return how many are there: fewer before an end or a break.

        Raises:
            BrokenTape: there are none, since a frame is broken.
        """
        while len(self._buffer) - self._head < wanted and self._load():
            pass
        if self._head == len(self._buffer):
            self.break_off()
        return min(wanted, len(self._buffer) - self._head)

    def break_off(self) -> None:
        """Where the bytes ended too early: raise if a frame is broken there, the tape then stands behind it.

        Raises:
            BrokenTape: it is.
        """
        broken, self._broken = self._broken, None
        if broken is not None:
            self._behind += len(self._buffer)
            self._buffer.clear()
            self._head = 0
            raise BrokenTape(broken)

    def peek(self, size: int) -> bytes:
        """Return the next bytes without passing them."""
        self.has(size)
        return bytes(self._buffer[self._head : self._head + size])

    def read(self, size: int) -> bytes:
        """Return the next bytes; fewer before an end or a break."""
        data = self.peek(size)
        self._head += len(data)
        self._let_go()
        return data

    def skip(self, size: int) -> int:
        """Pass bytes; return how many there were."""
        passed = 0
        while passed < size:
            step = self.has(min(STEP, size - passed))
            if not step:
                break
            self._head += step
            passed += step
            self._let_go()
        return passed

    def find(self, mark: bytes, most: int) -> int:
        """Return how many bytes ahead `mark` begins, -1 where it does not within `most` bytes."""
        seen = 0
        while True:
            got = self.has(min(most, seen + STEP))
            found = self._buffer.find(mark, self._head + max(0, seen - len(mark) + 1), self._head + got)
            if found >= 0:
                return found - self._head
            if got < seen + STEP:
                return -1
            seen = got

    def unread(self, data: bytes) -> None:
        """Put the bytes back that were read last."""
        if self._head >= len(data):
            self._head -= len(data)
        else:
            self._behind -= len(data) - self._head
            self._buffer[: self._head] = data
            self._head = 0

    def leave_frame(self) -> None:
        """Pass what is left of this frame, up to the next one or the end."""
        frame = self.place.frame
        while self.has(1) and self.place.frame == frame:
            following = self._frames[1][0] if len(self._frames) > 1 else self._behind + len(self._buffer)
            self._head = following - self._behind
            self._let_go()

    def _load(self) -> bool:
        """Bring one more piece; return whether there was one."""
        piece = None if self._broken else next(self._pieces, None)
        if piece is None:
            return False
        if isinstance(piece, Broken):
            self._broken = piece
            return False
        frame, data = piece
        if not self._plain and frame != self._frames[-1][1]:
            self._frames.append((self._behind + len(self._buffer), frame))
            self.frames += 1
        self._buffer += data
        return True

    def _let_go(self) -> None:
        """Forget what was read once it is much: moving what is left costs as much as it is long."""
        if self._head > STEP and self._head * 2 > len(self._buffer):
            del self._buffer[: self._head]
            self._behind += self._head
            self._head = 0
