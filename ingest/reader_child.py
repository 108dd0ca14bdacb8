"""The child that reads captures from standard input and answers each on standard output, in order, until it is closed.

What goes in and out is MessagePack in frames; nothing that a child answers can make its parent run anything.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ingest.reading import Task, try_reading

if TYPE_CHECKING:
    from typing import IO

LENGTH = 4
"""How many bytes say how long a frame is."""
MEMORY = 1024 * 1024 * 1024
"""Ten times what it takes to read pages of the largest size."""


def write_frame(stream: IO[bytes], frame: bytes) -> None:
    """Write one message."""
    stream.write(len(frame).to_bytes(LENGTH, "big"))
    stream.write(frame)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Return the next message.

    Raises:
        EOFError: there is no whole one.
    """
    head = stream.read(LENGTH)
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    if len(head) < LENGTH or len(frame) < size:
        raise EOFError
    return frame


def main() -> None:
    """Answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it closes what it no longer needs
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not do so between the frames
    tasks = msgspec.msgpack.Decoder(list[Task])
    with suppress(EOFError, BrokenPipeError):
        while True:
            for task in tasks.decode(read_frame(sys.stdin.buffer)):
                write_frame(answers, msgspec.msgpack.encode(try_reading(*task)))
    os._exit(0)  # a pipe that broke would be flushed once more


if __name__ == "__main__":
    main()
