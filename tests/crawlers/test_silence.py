from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from crawlers.index import Index
from crawlers.job import Entry, Job, Plan
from crawlers.silence import find_silence
from crawlers.source import Source
from ingest.errors import TallywireError
from ingest.store import KeptCapture

ROOT = "https://m.example/feed"


def earlier(body):
    """Return an archive that holds what an index said before."""
    kept = KeptCapture(1, b"", datetime(2018, 5, 3, 12, tzinfo=UTC), None, None, body) if body is not None else None
    return SimpleNamespace(earlier=lambda *_: kept)


def lines(body, media_type, url):
    """Read an index of a line an item."""
    if body == b"broken":
        raise TallywireError("It cannot be read.")
    return Index(entries=[Entry(url=line.decode()) for line in body.splitlines()])


def faults(body, **listed):
    source = Source(
        id="ministry", title="t", publisher="p", standing="wire", kind="feed", urls=(ROOT,), language="en",
        zone="UTC", schedule="every 1h", licence="l",
    )  # fmt: skip
    job = Job(source=source, archive=earlier(body), plan=Plan(mode="crawl"), budget=None)
    for number in listed.values():
        job.report.count_listed(ROOT, number)
    return list(find_silence(job, lines))


def test_a_feed_that_falls_from_500_items_to_none_is_an_alarm():
    """What it listed, and when, is said; nothing of it is taken back."""
    ((fault),) = faults(b"u\n" * 500, first=0)
    assert fault.code == "empty"
    assert "lists nothing, where it listed 500 on 3 May 2018 (all of it stays)" in fault.sentence
    assert not fault.passing


@pytest.mark.parametrize("body", [None, b"broken", b""])
def test_an_index_that_never_listed_anything_is_an_alarm(body):
    """Without an earlier answer that can be read, the alarm compares with nothing."""
    ((fault),) = faults(body, first=0)
    assert f"{ROOT} lists nothing: its layout may have changed." == fault.sentence


def test_an_index_whose_parts_list_something_is_none():
    """A part that lists nothing is no alarm beside one that lists something, nor is an index that was not read."""
    assert faults(b"u", first=0, second=3) == []
    assert faults(b"u") == []
