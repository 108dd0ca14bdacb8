"""Keeps the answers of a crawl: those that come while others are being committed share the next transaction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ingest.archive import Archive
    from ingest.model import Capture


class _Waiting(NamedTuple):
    capture: Capture
    body: bytes | None
    kept: asyncio.Future[int]


class Keeper:
    """One crawl's way into the archive, on the running event loop.

    The first answer is committed at once; a disk that is slow gathers more of them, so it costs a busy crawl little.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, capture: Capture, body: bytes | None) -> int:
        """Keep a capture and its bytes; return its number once both are committed."""
        kept: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(capture, body, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await kept

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            await self._commit(together)
        self._writing = None

    async def _commit(self, together: list[_Waiting]) -> None:
        try:
            numbers = await asyncio.to_thread(self._archive.put_many, [(one.capture, one.body) for one in together])
        except Exception as error:  # noqa: BLE001 - it is whoever waits for the capture who must know
            if len(together) == 1:
                _fail(together[0], error)
            else:  # what one of them cannot be kept for is no fault of the others
                for one in together:
                    await self._commit([one])
            return
        for one, number in zip(together, numbers, strict=True):
            if not one.kept.done():  # a crawl that is given up waits no longer
                one.kept.set_result(number)


def _fail(one: _Waiting, error: Exception) -> None:
    if not one.kept.done():
        one.kept.set_exception(error)
