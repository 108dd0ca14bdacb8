"""Reads what comes in while more of it is being kept, a little behind whoever keeps it."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Final, Self

from ingest.pipeline import Intake
from ingest.verdicts import check_touched
from scheduler.jobs import CHECKED_EVERY

if TYPE_CHECKING:
    from scheduler.installation import Installation

MOST_AHEAD: Final = 1000
"""So many captures may wait for it: more of them would make nothing faster."""


class Companion:
    """Reads the captures of one source in a thread, and checks the counters they touch now and then and at the end."""

    def __init__(self, installation: Installation, source: str) -> None:
        self._pool, self._source = installation.pool, source
        self._conn = installation.pool.getconn()
        self._intake = Intake(self._conn, installation.rules)
        self._outcomes: Counter[str] = Counter()
        self._reading: asyncio.Task[None] | None = None
        self._ahead = 0
        self._unchecked = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._intake.__exit__(*error)
        if self._reading is not None:
            await asyncio.wait([self._reading])  # its connection is its own until then
        self._pool.putconn(self._conn)

    async def read_on(self, kept: int) -> Counter[str]:
        """Note that `kept` captures came; return how many ended as what so far: document, unchanged, unreadable.

        Waits only where too many are unread.
        """
        self._ahead += kept
        if self._reading is not None and (self._reading.done() or self._ahead >= MOST_AHEAD):
            await self._settle()
        if self._reading is None and self._ahead:
            self._ahead = 0
            self._reading = asyncio.create_task(asyncio.to_thread(self._read, anew=False))
        return self._outcomes

    async def finish(self) -> Counter[str]:
        """Read and check all that is left; return what became of all captures."""
        await self._settle()
        await asyncio.to_thread(self._read, anew=True)
        await asyncio.to_thread(check_touched, self._conn)
        return self._outcomes

    async def _settle(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            await reading

    def _read(self, *, anew: bool) -> None:
        for outcome in self._intake.read(self._source, anew=anew):
            self._outcomes[outcome.kind] += 1
            self._unchecked += 1
            if self._unchecked >= CHECKED_EVERY:
                self._unchecked = 0
                check_touched(self._conn)
