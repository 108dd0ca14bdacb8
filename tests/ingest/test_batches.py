from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from string import ascii_lowercase

import psycopg
import pytest

from ingest import pipeline
from ingest.archive import digest_of
from ingest.desk import Desk
from ingest.extract.version import EXTRACTOR
from ingest.model import Capture
from ingest.pipeline import ingest_capture, ingest_waiting
from ingest.reading import try_reading
from ingest.store import CaptureStore

OUTLETS = ("harbour", "centre", "lantern")
LINES = (
    "Over the past 24 hours, {left:,} people left the Homs de-escalation zone, the Centre said.",
    "Since 1 May 2018, {sum:,} people have left the Homs de-escalation zone, the Centre said.",
    "{back} people returned to Homs over the past 24 hours, the Centre said.",
)
RECORDS = """
SELECT o.originator, o.indicator, o.measure, o.origin, o.destination, o.end_day, o.value, o.qualifier, o.outlet, o.url,
       o.vintage, array_agg(w.figure ORDER BY w.figure)
FROM observation_current o JOIN witness_current w USING (observation)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""
FOUND = """
SELECT f.rule, f.verdict, f.stated, f.low, f.high, o.url, o.value
FROM finding_latest f JOIN observation_current o ON o.observation = f.subject ORDER BY 1, 2, 3, 6, 7
"""


@pytest.fixture
def press(reader):
    for name in OUTLETS:
        reader.declare(name, standing="primary" if name == "centre" else "wire")
    return reader


def keep_days(reader, days):
    """Keep what three outlets print on each day: the same numbers, the bulletin in the middle, one page twice."""
    captures = []
    for day in range(1, days + 1):
        told = {"left": 1000 + 37 * day, "sum": sum(1000 + 37 * n for n in range(1, day + 1)), "back": 100 + day}
        for n, outlet in enumerate(OUTLETS):
            lines = [line.format(**told) for line in LINES]
            text = "\n\n".join(["News of the day", *(lines[::-1] if n else lines[:2])])
            url = f"https://{outlet}.example/{day}"
            captures.append(reader.keep(outlet, text, url=url, published=f"2018-05-{day:02}"))
            if day % 3 == 0:
                captures.append(reader.keep(outlet, text + " Ends.", url=url, published=f"2018-05-{day:02}"))
    return captures


def records(reader):
    reader.check()
    stories = reader.ask("SELECT DISTINCT ON (document) document, story FROM story_member ORDER BY document, id DESC")
    outcomes = reader.ask("SELECT capture, outcome, document FROM capture_outcome ORDER BY capture")
    return reader.ask(RECORDS), reader.ask(FOUND), stories, outcomes


def forget(database):
    """Undo all reading, as no role of ours may."""
    with psycopg.connect(database.admin, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("TRUNCATE tallywire.document, tallywire.place RESTART IDENTITY CASCADE")


def test_neither_batches_nor_workers_change_what_is_read(press, database, monkeypatch):
    """Observations, witnesses, findings, stories and outcomes are those of reading each capture by itself."""
    captures = keep_days(press, 14)
    for capture in captures:
        ingest_capture(press.conn, capture, {})
    expected = records(press)
    assert all(len(part) > 10 for part in expected)
    monkeypatch.setattr(pipeline, "WORTH_A_PROCESS", 1)
    for at_once, workers in ((50, 1), (7, 4)):
        forget(database)
        monkeypatch.setattr(pipeline, "MOST_AT_ONCE", at_once)
        assert len(list(ingest_waiting(press.conn, None, {}, workers))) == len(captures)
        assert records(press) == expected


def test_what_others_entered_in_between_is_seen(press, database):
    """Two that enter captures of one day in turns put them into one story, whichever of them saw the day before."""
    captures = keep_days(press, 2)
    with database.connect("writer") as other:
        desks = [Desk(press.conn), Desk(other)]
        for n, waiting in enumerate(CaptureStore(press.conn).to_read(captures)):
            desks[n % 2].enter([(waiting, try_reading(waiting, None))])
    assert press.ask("SELECT count(DISTINCT story) FROM story_member") == [(2,)]
    assert press.ask("SELECT DISTINCT witnesses FROM observation_latest WHERE indicator = 'departures'") == [(3,)]


def test_a_page_that_cannot_be_held_costs_those_around_it_nothing(press):
    """Where one capture of a batch fits into no index, it is put aside alone, and all others are read as ever."""
    for n, place in enumerate(("Homs", "Q" + "".join(Random(1).choices(ascii_lowercase, k=9000)), "Homs", "Hama")):
        text = f"News\n\n{n + 12} people left {place} on Sunday, the Centre said."
        press.keep("centre", text, url=f"https://centre.example/{n}", published="2018-05-13")
    kinds = [outcome.kind for outcome in ingest_waiting(press.conn, None, {})]
    assert kinds == ["document", "unreadable", "document", "document"]
    assert press.count("observation") == 3


def test_all_that_waits_is_read_however_much_it_is(press):
    """More captures than are looked at or entered at once are all read, oldest first, the large ones alone."""
    body = b"Nothing to tell but that 12 people left Homs on Sunday."
    pages = [body] * 1010 + [body + b" " * pipeline.BYTES_AT_ONCE]
    store = CaptureStore(press.conn)
    with press.conn.transaction():
        store.keep_bodies((digest_of(one), one) for one in set(pages))
        numbers = store.add_all(
            Capture(
                source="centre", url="https://centre.example/1", role="item", fetched_at=datetime.now(UTC), status=200,
                media_type="text/plain", headers={}, digest=digest_of(one), hint={"published": "2018-05-13"},
            )
            for one in pages
        )  # fmt: skip
    outcomes = list(ingest_waiting(press.conn, "centre", {}, 2))
    assert [outcome.kind for outcome in outcomes] == ["document"] + ["unchanged"] * 1010
    assert list(store.outcomes(numbers, EXTRACTOR)) == numbers
    assert list(ingest_waiting(press.conn, "centre", {})) == []
