"""A capture becomes records: parse, extract, then document, story, statements and touched counters, some a transaction.

Running it twice changes nothing: what became of a capture under an extractor is recorded once, in the same transaction.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, Final, Self

import psycopg

from ingest.desk import Desk, Outcome
from ingest.extract.version import EXTRACTOR
from ingest.readers import Readers
from ingest.reading import Unreadable, name_error, try_reading
from ingest.store import CaptureStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from psycopg import Connection

    from ingest.parse.article import ArticleRules
    from ingest.reading import Reading, Task

__all__ = ["Intake", "Outcome", "ingest_capture", "ingest_waiting"]

UNFIT: Final = (psycopg.DataError, psycopg.errors.CheckViolation, psycopg.errors.ProgramLimitExceeded)
"""What a page's own words provoke (a name too long for an index, a number out of bounds): no second try helps."""

MOST_AT_ONCE: Final = 50
"""So many captures are entered in one transaction: enough to share its cost, few enough that others wait little."""
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
WORTH_A_PROCESS: Final = 200
"""A process that starts takes as long as some hundred captures."""


def ingest_capture(conn: Connection, capture: int, rules: Mapping[str, ArticleRules | None]) -> Outcome:
    """Read one item capture into the database of `conn` (autocommit); `rules` holds each source's selectors.

    Returns:
        What became of it; for a capture already read, what became of it then.
    """
    tasks = _take([capture], CaptureStore(conn), rules)
    if not tasks:
        return Outcome(kind="unreadable", sentence=f"There is no capture {capture} with bytes to read.")
    (outcome,) = _enter(Desk(conn), tasks, [try_reading(*task) for task in tasks])
    return outcome


def ingest_waiting(
    conn: Connection, source: str | None, rules: Mapping[str, ArticleRules | None], workers: int | None = None
) -> Iterator[Outcome]:
    """Read every capture of `source` (of all for None) that waits, oldest first; yield what became of each.

    Where many wait, `workers` processes read them beside one another (None: one for each core).
    """
    with Intake(conn, rules, workers) as intake:
        yield from intake.read(source)


class Intake:
    """Reads what waits into the database of `conn` (autocommit), again and again while more comes in.

    Once it has read many captures, processes read them beside one another. That changes nothing but the time it takes:
    what was read is entered in order, by this process alone. The processes end with the context.
    """

    def __init__(self, conn: Connection, rules: Mapping[str, ArticleRules | None], workers: int | None = None) -> None:
        self._captures, self._desk = CaptureStore(conn), Desk(conn)
        self._rules = rules
        self._workers = workers or os.cpu_count() or 1
        self._readers: Readers | None = None
        self._taken = 0
        self._read_to: dict[str | None, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._readers is not None:
            self._readers.close()

    def read(self, source: str | None, *, anew: bool = False) -> Iterator[Outcome]:
        """Read every capture of `source` (of all for None) that waits, oldest first; yield what became of each.

        Asked again, it looks at what came since, and at all that is held only where it is to look `anew`: for what
        others began to keep before, and committed after.
        """
        newest = self._captures.newest()
        yield from self._read(source, 0 if anew else self._read_to.get(source, 0))
        self._read_to[source] = newest

    def _read(self, source: str | None, after: int) -> Iterator[Outcome]:
        first = self._captures.waiting(source, EXTRACTOR, after)
        chunks = (
            _take(chunk, self._captures, self._rules) for chunk in _chunk(_all_waiting(self._captures, source, first))
        )
        for tasks in chunks:
            # What waits at first may show that it is much, or what was read so far.
            if self._readers or max(self._taken, len(first)) >= WORTH_A_PROCESS:
                yield from self._read_beside(chain([tasks], chunks))
            else:
                yield from _enter(self._desk, tasks, [try_reading(*task) for task in tasks])
            self._taken += len(tasks)

    def _read_beside(self, chunks: Iterable[Sequence[Task]]) -> Iterator[Outcome]:
        self._readers = self._readers or Readers(self._workers)
        for tasks, readings in self._readers.read(chunks):
            yield from _enter(self._desk, tasks, readings)


def _all_waiting(
    captures: CaptureStore, source: str | None, waiting: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    while waiting:
        yield from waiting
        waiting = captures.waiting(source, EXTRACTOR, after=waiting[-1][0])


def _chunk(waiting: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the numbers of captures, so many at a time as are entered at once, by their count and their bytes."""
    chunk: list[int] = []
    held = 0
    for number, size in waiting:
        if chunk and (len(chunk) == MOST_AT_ONCE or held + size > BYTES_AT_ONCE):
            yield chunk
            chunk, held = [], 0
        chunk.append(number)
        held += size
    if chunk:
        yield chunk


def _take(numbers: Sequence[int], captures: CaptureStore, rules: Mapping[str, ArticleRules | None]) -> list[Task]:
    return [(waiting, rules.get(waiting.source)) for waiting in captures.to_read(numbers)]


def _enter(desk: Desk, tasks: Sequence[Task], readings: Sequence[Reading]) -> list[Outcome]:
    """Enter what was read; where the database cannot hold it, one by one, and what it cannot hold is put aside."""
    captures = [waiting for waiting, _ in tasks]
    try:
        return desk.enter(list(zip(captures, readings, strict=True)))
    except UNFIT as error:
        if len(tasks) > 1:
            return [_enter(desk, [task], [reading])[0] for task, reading in zip(tasks, readings, strict=True)]
        return desk.enter([(captures[0], Unreadable(f"The database cannot hold it ({name_error(error)})."))])
