from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

import pytest

from ingest.model import WaitingCapture
from ingest.readers import Readers
from ingest.reading import Read, Unreadable, try_reading

CHILD = """
import os, sys, time
from ingest import reader_child

def read(waiting, rules, truly=reader_child.try_reading):
    with open({log!r}, "a") as log:
        log.write(waiting.url + "\\n")
    if b"crash" in waiting.body:
        os.abort()
    if b"falter" in waiting.body and not os.path.exists({once!r}):
        open({once!r}, "w").close()
        os._exit(9)
    if b"hang" in waiting.body:
        time.sleep(60)
    print("whatever a library prints")
    return truly(waiting, rules)

reader_child.try_reading = read
reader_child.main()
"""


@pytest.fixture
def command(tmp_path):
    child = tmp_path / "child.py"
    child.write_text(CHILD.format(log=str(tmp_path / "log"), once=str(tmp_path / "once")))
    return [sys.executable, str(child)]


def task(number, words="On Sunday, 12 people left Homs, the Centre said."):
    waiting = WaitingCapture(
        id=number, source="centre", url=f"https://centre.example/{number}", fetched_at=datetime.now(UTC),
        media_type="text/plain", hint={"published": "2018-05-13"}, body=f"{words} {number}".encode(),
        zone="Europe/Moscow", language="en", originator="The Centre", publisher="Centre", standing="primary",
    )  # fmt: skip
    return waiting, None


def test_processes_read_what_this_one_would_in_its_order():
    """Chunks come back in their order, each with what its captures say: the same as read in this process."""
    chunks = [[task(10 * n + m) for m in range(3)] for n in range(8)]
    with Readers(2) as readers:
        found = list(readers.read(chunks))
    assert [chunk for chunk, _ in found] == chunks
    for chunk, readings in found:
        assert readings == [try_reading(*one) for one in chunk]
        assert all(isinstance(one, Read) and one.extraction.figures for one in readings)


def test_what_ends_its_reader_is_put_aside_and_the_rest_is_read(command, tmp_path):
    """A capture that ends its process is tried three times, then put aside; those around it are read, each once."""
    chunks = [[task(1), task(2, "crash"), task(3)], [task(4)]]
    with Readers(1, command=command) as readers:
        readings = [one for _, found in readers.read(chunks) for one in found]
    assert [type(one) for one in readings] == [Read, Unreadable, Read, Read]
    assert "ended the process" in readings[1].sentence
    asked = (tmp_path / "log").read_text().split()
    assert [asked.count(f"https://centre.example/{n}") for n in range(1, 5)] == [1, 3, 1, 1]


def test_a_process_that_was_ended_from_outside_costs_no_capture(command):
    """A capture in whose reading the process ended once is read by the next."""
    with Readers(1, command=command) as readers:
        ((_, readings),) = readers.read([[task(1), task(2, "falter")]])
    assert [type(one) for one in readings] == [Read, Read]


def test_what_takes_too_long_is_put_aside(command):
    """A capture that its reader does not come to an end with is put aside within bounded time."""
    with Readers(1, seconds=1, command=command) as readers:
        ((_, readings),) = readers.read([[task(1), task(2, "hang"), task(3)]])
    assert [type(one) for one in readings] == [Read, Unreadable, Read]


def test_readers_end_with_their_context(command):
    """Whoever leaves in the middle does not wait for what is being read, and leaves no process behind."""
    begun = time.monotonic()
    with Readers(2, command=command) as readers:
        chunks = readers.read([[task(n)] if n < 2 else [task(n, "hang")] for n in range(9)])
        next(chunks)
    assert time.monotonic() - begun < 30
    assert [one._process for one in readers._readers] == [None, None]
