from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.archive import digest_of
from ingest.model import Capture
from ingest.pipeline import ingest_capture
from ingest.store import CaptureStore
from ingest.store.health import HealthStore

NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def store(reader):
    """The log of crawls, with one source of which two new pages a day are expected."""
    store = HealthStore(reader.conn)
    reader.declare("ministry")
    declare(reader, expected_per_day=2.0)
    return store


def declare(reader, **more):
    fields = {
        "id": "ministry", "title": "Ministry", "publisher": "Ministry", "originator": "Centre", "standing": "primary",
        "kind": "feed", "language": "en", "zone": "UTC", "licence": "free", "schedule": "every 1h",
    }  # fmt: skip
    CaptureStore(reader.conn).declare_source(fields | more)


@pytest.fixture(autouse=True)
def _begins_now(monkeypatch):
    """Let each test begin now: the suite may have run for minutes since this file was read."""
    monkeypatch.setitem(globals(), "NOW", datetime.now(UTC))


def crawl(store, ago, **more):
    """Enter a crawl that was so long ago; it went well if not said."""
    row = {
        "source": "ministry", "mode": "crawl", "started_at": NOW - ago, "ended_at": NOW - ago, "listed": 9, "known": 8,
        "captured": 1, "unchanged": 8, "documents": 1, "figures": 3, "faults": 0, "outcome": "good", "error": None,
        "drift": [], "due_at": NOW - ago + HOUR,
    }  # fmt: skip
    store.add_crawl(row | more)


def publish(reader, ago, number=1):
    """Read a page that was published so long ago."""
    published = (NOW - ago).isoformat()
    text = f"Bulletin {number}\n\n{number + 100} people left the valley over the past 24 hours, the Centre said."
    reader.read("ministry", text, url=f"https://ministry.example/{number}", published=published)


def health(store):
    (row,) = store.health("ministry")
    return row


def test_a_source_never_crawled_is_new(store):
    """Before its first crawl a source is new, with nothing held of it."""
    row = health(store)
    assert (row["state"], row["documents"], row["last_success_at"], row["due_at"]) == ("new", 0, None, None)


def test_a_source_that_publishes_as_expected_is_ok(reader, store):
    """Crawled in time, with a page of yesterday: ok; its pages of the week stand beside what is expected."""
    publish(reader, HOUR)
    crawl(store, timedelta(minutes=5))
    row = health(store)
    assert (row["state"], row["items_last_week"], row["expected_per_day"], row["documents"]) == ("ok", 1, 2.0, 1)
    assert row["overdue_by"] is None
    assert row["last_success_at"] == NOW - timedelta(minutes=5)


def test_a_source_that_brought_nothing_is_failing(store):
    """A failed crawl after a good one is failing, with its class and the time of the good one."""
    crawl(store, 2 * HOUR)
    crawl(store, HOUR, outcome="failed", error="network", faults=1)
    row = health(store)
    assert (row["state"], row["error"], row["last_success_at"]) == ("failing", "network", NOW - 2 * HOUR)


def test_a_source_that_nobody_crawled_is_overdue(reader, store):
    """Half an hour after it was due, a source is overdue by half an hour; a minute after, it is not yet."""
    publish(reader, HOUR)
    crawl(store, HOUR + timedelta(minutes=1))
    assert health(store)["state"] == "ok"
    crawl(store, HOUR + timedelta(minutes=30))
    row = health(store)
    assert row["state"] == "overdue"
    assert row["overdue_by"] > timedelta(minutes=29)


@pytest.mark.parametrize(
    ("expected", "days", "state"),
    [(2.0, 0.9, "ok"), (2.0, 1.1, "quiet"), (0.2, 9.5, "ok"), (0.2, 10.5, "quiet"), (None, 30, "ok")],
)
def test_a_source_that_publishes_less_than_expected_is_quiet(reader, store, expected, days, state):
    """Nothing new for twice the time between two expected pages, and at least a day, is quiet, however well crawled."""
    declare(reader, expected_per_day=expected)
    publish(reader, days * DAY)
    crawl(store, timedelta(minutes=5))
    assert health(store)["state"] == state


def test_drift_stands_until_a_crawl_without_it(reader, store):
    """A crawl that found drift makes its source drift, the next that did not ends it."""
    publish(reader, HOUR)
    crawl(store, HOUR, drift=["figures"])
    assert (health(store)["state"], health(store)["drift"]) == ("drift", ["figures"])
    crawl(store, timedelta(minutes=5))
    assert health(store)["state"] == "ok"


def test_a_source_that_is_switched_off_is_neither_overdue_nor_quiet(reader, store):
    """What its file says enabled = false of is disabled, whatever it was."""
    crawl(store, 9 * DAY, outcome="failed", error="http", faults=1)
    declare(reader, enabled=False, expected_per_day=2.0)
    row = health(store)
    assert (row["state"], row["overdue_by"], row["quiet_for"]) == ("disabled", None, None)


def test_a_gap_is_known_until_it_is_filled(reader, store):
    """Three days without a crawl though due each hour are a gap; a backfill of these days that ended later fills it."""
    crawl(store, 4 * DAY)
    crawl(store, DAY - HOUR)
    crawl(store, HOUR)
    ((first, last, filled),) = [tuple(gap.values()) for gap in store.gaps("ministry")]
    assert (first, last, filled) == (NOW - 4 * DAY, NOW - DAY + HOUR, False)
    reader.conn.execute(
        "INSERT INTO backfill (source, first_day, last_day, way, finished_at)"
        " VALUES ('ministry', %s, %s, 'feed', now())",
        [first.date(), last.date()],
    )
    assert store.gaps("ministry")[0]["filled"]


def test_failed_crawls_fill_no_gap(store):
    """Days in which every crawl failed are a gap all the same."""
    crawl(store, 3 * DAY)
    crawl(store, 2 * DAY, outcome="failed", error="network", faults=1)
    crawl(store, HOUR)
    assert [gap["unread_from"] for gap in store.gaps("ministry")] == [NOW - 3 * DAY]


def test_pages_are_swept_once_for_each_age(reader, store):
    """A page is due once it came of an age of 1, 2, 4 or 7 days since it was last asked for, and not for ever."""
    body, url = b"Bulletin\n\n120 people left the valley.", "https://ministry.example/1"
    published = {"published": (NOW - DAY / 2).isoformat()}
    captures = CaptureStore(reader.conn)
    captures.keep_body(digest_of(body), body)
    first = Capture(
        source="ministry", url=url, role="item", fetched_at=NOW, status=200, media_type="text/plain",
        headers={"etag": "x"}, digest=digest_of(body), hint=published,
    )  # fmt: skip
    number = captures.add(first)
    ingest_capture(reader.conn, number, {})

    def due(days):
        return [one for one, _ in store.to_sweep("ministry", (1, 2, 4, 7), NOW + days * DAY)] == [url]

    assert [due(days) for days in (0.4, 0.6, 5, 8, 9)] == [False, True, True, True, False]
    captures.add(replace(first, fetched_at=NOW + 0.7 * DAY, status=304, digest=None, revisit_of=number))
    assert [due(days) for days in (0.8, 1.4, 1.6, 5)] == [False, False, True, True]


def test_what_has_no_page_of_its_own_is_not_swept(reader, store):
    """An item whose text stood in the index itself is never asked for at its address."""
    publish(reader, 2.5 * DAY)
    assert store.to_sweep("ministry", (1, 2, 4, 7), NOW + 3 * DAY) == []
