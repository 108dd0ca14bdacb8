from __future__ import annotations

import random
import signal
import time
from datetime import date

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources
from crawlers.rehearsal.fault import Fault

pytestmark = pytest.mark.acceptance

FIRST, LAST = "2018-03-15", "2018-06-28"


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


def backfill_all(desk, sources):
    for name in sources:
        desk.run("backfill", name, "--from", FIRST, "--to", LAST)


def test_the_database_equals_the_truth_not_times_the_outlets(desk, newsroom, sources):
    """After backfilling a ministry and three wires, each statement stands once, as the ministry made it."""
    backfill_all(desk, sources)
    assert desk.stated() == newsroom.truth.rows
    assert desk.one("SELECT max(witnesses) FROM observation_latest") == len(sources)


def test_backfilling_again_changes_nothing(desk, newsroom, sources):
    """A second backfill adds no row to any record."""
    backfill_all(desk, sources)
    tables = ("document", "figure", "observation", "witness", "finding", "body")
    before = [desk.one(f"SELECT count(*) FROM {table}") for table in tables]
    backfill_all(desk, sources)
    assert [desk.one(f"SELECT count(*) FROM {table}") for table in tables] == before


def test_the_order_of_sources_does_not_matter(desk, newsroom, sources):
    """Wires first or ministry first, the statements and their witnesses are the same."""
    backfill_all(desk, sources[::-1])
    assert desk.stated() == newsroom.truth.rows
    assert {row[0] for row in desk.ask("SELECT DISTINCT outlet FROM observation_current")} == {sources[0]}


def test_the_checks_say_what_the_bulletins_do_not(desk, sources):
    """Balanced and contradicting totals of 2018 are found, with their sums, slips and assumptions."""
    desk.run("backfill", sources[0], "--from", FIRST, "--to", LAST)
    held = {
        (str(day), verdict): f"{explanation} {assumptions} {slip} {would_be}"
        for day, verdict, explanation, assumptions, slip, would_be in desk.ask(
            "SELECT reference_day, verdict, string_agg(explanation, ' | '), string_agg(assumptions::text, ' '),"
            " string_agg(slip, ' '), max(would_be) FROM finding_latest GROUP BY reference_day, verdict"
        )
    }
    assert "9,368 + 1,866 + 2,348 = 13,582" in held["2018-05-13", "balanced"]
    assert "17" in held["2018-03-16", "unbalanced"]
    assert "55" in held["2018-03-16", "unbalanced"]
    assert "parts_exhaustive" in held["2018-03-16", "unbalanced"]
    assert "70,187" in held["2018-06-25", "unbalanced"]
    assert "digits swapped" in held["2018-06-25", "unbalanced"]
    assert ("2018-03-15", "balanced") in held
    assert ("2018-03-17", "balanced") in held
    assert ("2018-06-24", "balanced") in held
    contradicted = {day for day, verdict in held if verdict == "unbalanced"}
    assert contradicted == {"2018-03-16", "2018-06-25"}


def test_a_killed_backfill_goes_on_and_doubles_nothing(desk, newsroom, sources):
    """Daemon and backfill killed again and again in the middle, then asked once more: the database equals the truth."""
    chance = random.Random(20180513)
    for _ in range(4):
        daemon = desk.start("run")
        works = [desk.start("backfill", name, "--from", FIRST, "--to", LAST) for name in sources[:2]]
        time.sleep(1.5 + 2 * chance.random())
        for process in (daemon, *works):
            process.send_signal(signal.SIGKILL)
            process.wait()
    backfill_all(desk, sources)
    assert desk.stated() == newsroom.truth.rows
    assert desk.one("SELECT count(*) FROM backfill WHERE finished_at IS NULL") == 0
    doubled = desk.one("SELECT count(*) FROM (SELECT canonical_url FROM document GROUP BY 1 HAVING count(*) > 1) d")
    assert doubled == 0


def test_the_daemon_takes_a_fresh_bulletin(desk):
    """What appears while the daemon runs is read without anybody asking; SIGTERM then ends it well."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 6, 27))
        write_sources(desk.home / "sources", newsroom.url)
        daemon = desk.start("run")
        desk.wait_for("SELECT count(*) > 0 FROM document WHERE reference_day = '2018-06-27'")
        newsroom.publish_until(date(2018, 6, 28))
        desk.wait_for("SELECT count(*) > 0 FROM observation_latest WHERE value = 70522")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=35) == 0


def test_of_two_daemons_one_leads(desk, newsroom, sources):
    """Two daemons on one database crawl nothing twice; when the leader is killed the other takes over."""
    first = desk.start("run")
    desk.wait_for("SELECT count(*) > 0 FROM document")
    second = desk.start("run")
    time.sleep(4)
    logs = sorted(desk.home.glob("run-*.log"))
    assert "leading" in logs[0].read_text()
    assert "leading" not in logs[1].read_text()
    first.send_signal(signal.SIGKILL)
    first.wait()
    deadline = time.monotonic() + 20
    while "leading" not in logs[1].read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=35) == 0


def test_a_corrected_page_is_a_new_version_and_a_new_vintage(desk):
    """A page that was changed becomes a second version; the corrected value is the latest, the first stays readable."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 6, 25))
        (ministry, *_) = write_sources(desk.home / "sources", newsroom.url)
        desk.run("crawl", ministry)
        newsroom.change_page(date(2018, 6, 25), "70, 178", "70,187")
        desk.run("crawl", ministry)
    assert desk.ask("SELECT max(version) FROM document WHERE reference_day = '2018-06-25'") == [(2,)]
    assert desk.ask("SELECT value FROM observation_latest WHERE end_day = '2018-06-25' AND measure = 'cumulative'") == [
        (70187,)
    ]
    assert desk.one("SELECT count(*) FROM observation_current WHERE value = 70178") == 1
    assert desk.one("SELECT count(*) FROM finding_open WHERE reference_day = '2018-06-25'") == 0


def test_pages_that_are_not_to_be_had_are_told(desk):
    """A backfill whose pages are all missing ends with 1 and names them; nothing counts as read."""
    with Newsroom(recorded_truth(), [Fault(name="404")]) as newsroom:
        (ministry, *_) = write_sources(desk.home / "sources", newsroom.url)
        said = desk.run("backfill", ministry, "--from", "2018-05-12", "--to", "2018-05-13", code=1)
    assert "0 of 2 pages" in said
    assert "2018-05-12.html answered 404" in said


def test_a_page_that_is_not_to_be_had_hides_no_other(desk):
    """One missing page is named, the others are read, and the backfill ends well."""
    faults = [Fault(name="404", outlet="ministry", day=date(2018, 5, 12))]
    with Newsroom(recorded_truth(), faults) as newsroom:
        (ministry, *_) = write_sources(desk.home / "sources", newsroom.url)
        said = desk.run("backfill", ministry, "--from", "2018-05-12", "--to", "2018-05-13")
    assert "1 of 2 pages" in said
    assert "2018-05-12.html answered 404" in said
