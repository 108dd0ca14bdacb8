"""Processes that read captures beside one another: what breaks its reader ends that process alone, and is put aside."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Timer
from typing import IO, TYPE_CHECKING, Final, Self, cast

import msgspec

from ingest.reader_child import read_frame, write_frame
from ingest.reading import Reading, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from ingest.reading import Task

SECONDS: Final = 30.0
"""A chunk is read in a second on a busy machine; what takes this long alone is an attack."""
TRIES: Final = 3
"""So often a capture may end its reader before it is put aside: a process can also be ended from outside."""
COMMAND: Final = (sys.executable, "-m", "ingest.reader_child")


class Readers:
    """`count` processes, each started when it is first needed, all ended with the context."""

    def __init__(self, count: int, seconds: float = SECONDS, command: Sequence[str] = COMMAND) -> None:
        self._count = count
        self._readers = [_Reader(seconds, command) for _ in range(count)]
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for reader in self._readers:
            reader.close()
        self._threads.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.end()

    def read(self, chunks: Iterable[Sequence[Task]]) -> Iterator[tuple[Sequence[Task], list[Reading]]]:
        """Yield each chunk with what its captures say, in their order; few are taken ahead of what was yielded."""
        ahead: deque[tuple[Sequence[Task], Future[list[Reading]]]] = deque()
        for chunk in chunks:
            ahead.append((chunk, self._threads.submit(self._read, chunk)))
            if len(ahead) > self._count + 1:
                done, future = ahead.popleft()
                yield done, future.result()
        while ahead:
            done, future = ahead.popleft()
            yield done, future.result()

    def _read(self, chunk: Sequence[Task]) -> list[Reading]:
        reader = self._idle.get()
        try:
            return reader.read(chunk)
        finally:
            self._idle.put(reader)


class _Reader:
    """One process; a new one takes its place when it dies."""

    def __init__(self, seconds: float, command: Sequence[str]) -> None:
        self._seconds = seconds
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._decoder = msgspec.msgpack.Decoder(Reading)

    def read(self, chunk: Sequence[Task]) -> list[Reading]:
        found: list[Reading] = []
        tries = 0
        while len(found) < len(chunk):
            begun = len(found)
            # What may have ended the process is tried again alone: the time is then its own.
            if self._ask(chunk[begun : begun + 1] if tries else chunk[begun:], found):
                tries = 0
                continue
            tries = 1 if len(found) > begun else tries + 1
            if tries == TRIES:
                found.append(
                    Unreadable(f"It ended the process that read it, or took longer than {self._seconds:.0f} s to read.")
                )
                tries = 0
        return found

    def close(self) -> None:
        """Kill the process under whoever waits for it, and start none any more."""
        self._closed = True
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the process, if there is one, and let go of it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError), process:  # what stands in its pipe cannot be written any more
                pass

    def _ask(self, tasks: Sequence[Task], found: list[Reading]) -> bool:
        """Add what `tasks` say to `found`; False where the process ended before it had answered all."""
        process = self._started()
        watch = Timer(self._seconds, process.kill)
        watch.start()
        try:
            write_frame(cast(IO[bytes], process.stdin), msgspec.msgpack.encode(tasks))
            for _ in tasks:
                frame = read_frame(cast(IO[bytes], process.stdout))
                found.append(self._decoder.decode(frame))
        except (EOFError, OSError, msgspec.MsgspecError):
            self.end()
            if self._closed:
                raise
            return False
        finally:
            watch.cancel()
        return True

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EOFError("the readers are closed")
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process
