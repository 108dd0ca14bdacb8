from __future__ import annotations

import gzip
from datetime import date

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources
from crawlers.rehearsal.past import past_of
from crawlers.rehearsal.warc import write_records

pytestmark = pytest.mark.acceptance

FIRST, LAST = "2018-03-15", "2018-06-28"
DAYS = ("--from", FIRST, "--to", LAST)
RECORDS = ("capture", "body", "document", "figure", "observation", "witness", "finding")


def count(desk):
    return [desk.one(f"SELECT count(*) FROM {table}") for table in RECORDS]


@pytest.fixture(scope="module")
def newsroom():
    """A ministry and three wires that have published all their recorded days."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date.fromisoformat(LAST))
        yield newsroom


@pytest.fixture
def sources(desk, newsroom):
    """The newsroom's sources, declared in the desk's home; their ids, the ministry's first."""
    return write_sources(desk.home / "sources", newsroom.url)


def test_the_past_in_a_warc_file_equals_the_truth(desk, newsroom, sources):
    """From a file of all outlets, each source takes its own pages; asked twice, nothing is added."""
    path = desk.home / "past.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record) for record in write_records(past_of(newsroom))))
    visits = len(newsroom.log)
    for name in sources[:2]:
        assert "10 new documents" in desk.run("backfill", name, *DAYS, "--warc", str(path))
    assert desk.stated() == newsroom.truth.rows
    assert desk.one("SELECT max(witnesses) FROM observation_latest") == 2
    before = count(desk)
    assert "0 pages taken, 20 known already" in desk.run("backfill", sources[0], *DAYS, "--warc", str(path))
    assert count(desk) == before
    assert len(newsroom.log) == visits


def test_the_past_in_a_web_archive_equals_the_truth(desk, newsroom, sources):
    """By the archive's index each page comes once, as it was taken; asked twice, nothing is added."""
    for name in sources[:2]:
        assert "10 of 10 pages" in desk.run("backfill", name, *DAYS, "--via", "wayback")
    assert desk.stated() == newsroom.truth.rows
    assert desk.one("SELECT count(*) FROM capture WHERE role = 'item' AND hint ->> 'memento' IS NULL") == 0
    assert desk.one("SELECT max(fetched_at) < '2018-07-01' FROM capture WHERE role = 'item'")
    before = count(desk)
    desk.run("backfill", sources[0], *DAYS, "--via", "wayback")
    assert [*count(desk)][1:] == before[1:]
    shown = [visit.path for visit in newsroom.log if visit.path.startswith("/archive/web/")]
    assert len(shown) == len(set(shown)) == 20
