from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event

import pytest

from crawlers.keeper import Keeper
from ingest.archive import digest_of
from ingest.model import Capture


class Shelf:
    """An archive that keeps what it is given in a list, once it is let, and refuses some."""

    def __init__(self):
        self.together = []
        self.free = Event()

    def put_many(self, captures):
        assert self.free.wait(10)
        self.together.append([capture.url for capture, _ in captures])
        if any("refused" in capture.url for capture, _ in captures):
            raise ValueError("it cannot be kept")
        return [int(capture.url) for capture, _ in captures]


def answer(url):
    return Capture(
        source="centre", url=url, role="item", fetched_at=datetime.now(UTC), status=200, media_type=None, headers={},
        digest=digest_of(b""),
    )  # fmt: skip


def keep(*urls):
    shelf = Shelf()

    async def work():
        keeper = Keeper(shelf)
        first = asyncio.create_task(keeper.put(answer("1"), b""))
        await asyncio.sleep(0)
        others = [asyncio.create_task(keeper.put(answer(url), b"")) for url in urls]
        await asyncio.sleep(0.05)
        assert not first.done()
        shelf.free.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    return shelf, asyncio.run(work())


def test_answers_that_come_while_others_are_committed_share_a_transaction():
    """The first is committed at once, all that came in the meantime together; each is told its own number."""
    shelf, numbers = keep("2", "3", "4")
    assert shelf.together == [["1"], ["2", "3", "4"]]
    assert numbers == [1, 2, 3, 4]


def test_an_answer_that_cannot_be_kept_costs_no_other():
    """Where one of some cannot be kept, whoever brought it is told so, and the others are kept."""
    _, (first, before, refused, after) = keep("2", "refused", "4")
    assert (first, before, after) == (1, 2, 4)
    with pytest.raises(ValueError, match="cannot be kept"):
        raise refused
