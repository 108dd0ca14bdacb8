from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from crawlers.job import CrawlReport, Entry, Fault
from crawlers.source import Expectation, Source
from ingest.archive import digest_of
from ingest.model import Capture
from ingest.pipeline import ingest_capture
from ingest.store import CaptureStore
from ingest.store.health import HealthStore, LastAnswer
from scheduler.journal import Look, enter_look, find_missed

NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = Source(
    id="ministry", title="Ministry", publisher="Ministry", originator="Centre", standing="primary", kind="feed",
    urls=("https://ministry.example/",), language="en", zone="Europe/Kyiv", schedule="adaptive 5m-6h", licence="free",
    expect=Expectation(indicators=("departures",)),
)  # fmt: skip
LOST = Fault(step="feed", code="unreachable", sentence="It did not answer.", url=None, passing=True)
GONE = Fault(step="fetch", code="http_404", sentence="The page answered 404.", url=None, passing=False)
EMPTY = Fault(step="feed", code="empty", sentence="It lists nothing.", url=None, passing=False)


@pytest.fixture
def conn(database):
    """A connection of the role that writes, to a database that knows the source."""
    with database.connect("writer") as conn:
        fields = (
            "id",
            "title",
            "publisher",
            "originator",
            "standing",
            "kind",
            "language",
            "zone",
            "licence",
            "schedule",
        )
        CaptureStore(conn).declare_source({name: getattr(SOURCE, name) for name in fields})
        yield conn


def report(listed=20, known=19, **more):
    entries = [Entry(url=f"https://ministry.example/{n}") for n in range(listed)]
    return CrawlReport(entries=entries, known=known, captured=1, unchanged=10, **more)


def read(conn, body, media_type="text/plain", number=0):
    """Capture a page of the source and read it; return the number of the capture before it."""
    store = CaptureStore(conn)
    before = HealthStore(conn).newest_capture()
    store.keep_body(digest_of(body), body)
    capture = Capture(
        source="ministry", url=f"https://ministry.example/{number}", role="item", fetched_at=NOW, status=200,
        media_type=media_type, headers={}, digest=digest_of(body), hint={"published": NOW.isoformat()},
    )  # fmt: skip
    ingest_capture(conn, store.add(capture), {})
    return before


def look(ago=timedelta(0), mode="crawl", brought=None, **more):
    return Look(source=SOURCE, mode=mode, started_at=NOW - ago, report=brought or report(), **more)


def drift_faults(conn):
    rows = conn.execute("SELECT sentence FROM tallywire.fault WHERE code = 'drift' ORDER BY id").fetchall()
    return [sentence for (sentence,) in rows]


@pytest.mark.parametrize(
    ("brought", "outcome", "error"),
    [
        (report(), "good", None), (report(faults=[GONE]), "partial", "http"),
        (CrawlReport(faults=[LOST]), "failed", "network"), (CrawlReport(faults=[EMPTY]), "failed", "layout"),
        (CrawlReport(entries=[Entry(url="https://ministry.example/1")], faults=[GONE]), "failed", "http"),
    ],
)  # fmt: skip
def test_every_crawl_is_a_row(conn, brought, outcome, error):
    """How a crawl went, what it brought and the class of its chief fault stand in one row, which nobody changes."""
    after = read(conn, b"Bulletin\n\n120 people left the valley over the past 24 hours, the Centre said.")
    enter_look(conn, look(brought=brought, after=after, urls=("https://ministry.example/0",)))
    (row,) = HealthStore(conn).crawls("ministry", 10)
    assert (row["outcome"], row["error"], row["faults"]) == (outcome, error, len(brought.faults))
    assert (row["listed"], row["documents"], row["figures"]) == (len(brought.entries), 1, 1)


def test_an_index_that_shrinks_is_told_once_until_it_recovers(conn):
    """Of five crawls that list a tenth, the first is a fault; after one that lists all again the next is one anew."""
    for listed in (20, 20, 20, 2, 2, 2, 2, 2, 20, 2):
        enter_look(conn, look(brought=report(listed, min(listed, 19))))
    assert len(drift_faults(conn)) == 2
    assert "lists 2 entries, where 20 were usual" in drift_faults(conn)[0]
    assert HealthStore(conn).last_drift("ministry") == {"index"}


def test_a_source_out_of_reach_neither_drifts_nor_recovers(conn):
    """A crawl that could not reach the index says nothing of its layout: what held before holds after."""
    for brought in (report(), report(), CrawlReport(faults=[LOST])):
        enter_look(conn, look(brought=brought))
    assert drift_faults(conn) == []
    for brought in (report(2, 2), CrawlReport(faults=[LOST]), report(2, 2)):
        enter_look(conn, look(brought=brought))
    assert len(drift_faults(conn)) == 1


def test_pages_that_cease_to_be_readable_are_told_once(conn):
    """Ten pages in a row that nobody can read, of a source without history, are drift; the sentence says how many."""
    for n in range(12):
        enter_look(conn, look(after=read(conn, b"<html>" + b" " * n, "text/html")))
    assert drift_faults(conn) == ["The last 10 pages could not be read: their layout may have changed."]


def test_documents_that_cease_to_state_figures_are_told_once(conn):
    """After twelve bulletins with figures four without any are drift, told once; the next with one ends it."""
    stated = b"Bulletin\n\n%d people left the valley over the past 24 hours, the Centre said."
    bodies = [stated % (100 + n) for n in range(12)]
    bodies += [
        b"Bulletin %d\n\nNothing of note was reported in the valley, the Centre said again today." % n for n in range(4)
    ]
    held = []
    for n, body in enumerate([*bodies, stated % 300]):
        enter_look(conn, look(after=read(conn, body, number=n)))
        held.append(sorted(HealthStore(conn).last_drift("ministry")))
    assert held == [*[[]] * 14, *[["figures"]] * 2, []]
    assert drift_faults(conn) == ["The last 3 documents state no figure, where most before them did."]


def test_the_rhythm_is_told_from_the_log(conn):
    """Where each of ten crawls brought something new the next is due sooner than where none did; both within bounds."""
    pauses = []
    for news in (0, 1):
        for n in range(10):
            after = read(conn, b"Bulletin\n\nNumber %d of the day." % (n * news))
            enter_look(conn, look((20 - n - 10 * news) * HOUR, after=after))
        (due, ended), *_ = conn.execute("SELECT due_at, ended_at FROM tallywire.crawl ORDER BY id DESC").fetchall()
        pauses.append(due - ended)
    assert timedelta(minutes=5) <= pauses[1] < pauses[0] <= timedelta(hours=6, minutes=1)


@pytest.mark.parametrize(
    ("answer", "brought", "missed"),
    [
        (None, report(known=0), False),
        (LastAnswer(NOW - HOUR, NOW), report(), False),
        (LastAnswer(NOW - 3 * DAY, NOW - 3 * DAY + HOUR), report(), True),
        (LastAnswer(NOW - 3 * DAY, NOW), report(), False),
        (LastAnswer(NOW - HOUR, NOW), report(known=0), True),
        (LastAnswer(NOW - 3 * DAY, NOW - 3 * DAY + HOUR), CrawlReport(faults=[LOST]), False),
    ],
)
def test_days_that_may_have_gone_by_are_found(answer, brought, missed):
    """Not read for over a day although due, or an index that lists nothing known: the days since may lack something."""
    found = find_missed(look(brought=brought), answer)
    assert bool(found) is missed
    if found:
        assert isinstance(found[0], date)
        assert found[0] <= found[1]


def test_sweeps_and_backfills_leave_the_rhythm_alone(conn):
    """A sweep is a row of the log, and neither makes the source due nor speaks of drift."""
    enter_look(conn, look(mode="sweep", brought=CrawlReport()))
    assert conn.execute("SELECT mode, due_at, drift FROM tallywire.crawl").fetchall() == [("sweep", None, [])]
    assert HealthStore(conn).last_answer("ministry") is None


def test_only_the_pages_of_a_look_are_counted(conn):
    """What was captured before a crawl, or at an address that it does not list, is none of what it brought."""
    read(conn, b"Bulletin\n\nThe first of the day.")
    elsewhere = look(after=0, urls=("https://ministry.example/elsewhere",))
    nothing_new = look(after=HealthStore(conn).newest_capture())
    assert [enter_look(conn, one).brought.documents for one in (elsewhere, nothing_new, look(after=0))] == [0, 0, 1]


@pytest.mark.parametrize(("fault", "soon"), [(LOST, True), (EMPTY, False)])
def test_a_failure_that_may_pass_is_tried_again_soon(conn, fault, soon):
    """A source out of reach is due within half an hour, one whose layout changed when its schedule wants it."""
    daily = replace(look(brought=CrawlReport(faults=[fault])), source=structs.replace(SOURCE, schedule="every 1d"))
    enter_look(conn, daily)
    ((pause,),) = conn.execute("SELECT due_at - ended_at FROM tallywire.crawl").fetchall()
    assert (pause <= timedelta(minutes=30)) is soon
