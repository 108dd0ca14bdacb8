from __future__ import annotations

import pytest

from ingest import verdicts
from ingest.checks.imprint import version
from ingest.dedupe import Statement
from ingest.errors import UsageError
from ingest.extract.version import EXTRACTOR
from ingest.store import DocumentStore, FindingStore
from ingest.verdicts import acknowledge, check_everything

SAID = "Since 7 May, a total of {total} people have left the Homs de-escalation zone, the Centre said on {day}."
DAILY = " Over the past 24 hours, {daily} people left the Homs de-escalation zone."


@pytest.fixture
def centre(reader):
    reader.declare("centre", standing="primary")
    reader.declare("harbour")
    return reader


def tell(reader, day, total, daily=None, outlet="centre"):
    names = {12: "Saturday", 13: "Sunday", 14: "Monday"}
    text = SAID.format(total=total, day=names[day]) + (DAILY.format(daily=daily) if daily else "")
    reader.read(
        outlet, f"Departures\n\n{text}", url=f"https://{outlet}.example/{day}/{total}", published=f"2018-05-{day}"
    )


def held(reader):
    return dict(reader.ask("SELECT stated, verdict FROM finding_latest"))


def test_a_total_that_adds_up_is_said_to(centre):
    """Two totals and the day between them balance."""
    tell(centre, 12, "9,368")
    tell(centre, 13, "11,234", "1,866")
    assert centre.check() > 0
    assert held(centre)[11234] == "balanced"


def test_checking_again_changes_nothing(centre):
    """What was found already is not found again."""
    tell(centre, 12, "9,368")
    tell(centre, 13, "11,243", "1,866")
    centre.check()
    before = centre.count("finding")
    assert check_everything(centre.conn) == 0
    assert centre.count("finding") == before
    assert centre.count("counter_dirty") == 0


def test_a_late_bulletin_changes_a_verdict_by_a_new_row(centre):
    """What stood open is closed by the bulletin that was missing; the earlier verdict stays on record."""
    tell(centre, 13, "11,234", "1,866")
    centre.check()
    assert held(centre)[11234] == "open"
    tell(centre, 12, "9,368")
    centre.check()
    assert held(centre)[11234] == "balanced"
    assert centre.ask("SELECT count(*) FROM finding WHERE stated = 11234") == [(2,)]


def test_findings_on_what_no_longer_stands_are_withdrawn(centre):
    """A counter that is left without any statement holds no finding, though its history stays."""
    tell(centre, 12, "9,368", outlet="harbour")
    tell(centre, 13, "11,243", "1,866", outlet="harbour")
    centre.check()
    assert 11243 in held(centre)
    centre.read(
        "centre", "Kits\n\nOver the past 24 hours, 445 kits were handed out in Ein Tarma, the Centre said on Sunday.",
        url="https://centre.example/kits", published="2018-05-13",
    )  # fmt: skip
    mentions = DocumentStore(centre.conn).figures([1, 2, 3], EXTRACTOR)
    kits = next(one for one in mentions if one.value == 445)
    centre.enter(Statement(kits, mentions))
    centre.check()
    assert held(centre) == {}
    assert centre.count("finding") > 0


def test_a_correction_closes_a_contradiction_and_says_by_what(centre):
    """The row that closes a contradiction names it and the observation that settled it."""
    tell(centre, 12, "9,368")
    tell(centre, 13, "11,243", "1,866")
    centre.check()
    ((wrong, subject),) = centre.ask("SELECT finding, subject FROM finding_open")
    centre.read(
        "centre", "Departures\n\n" + SAID.format(total="11,234", day="Sunday"),
        url="https://centre.example/13/corrected", published="2018-05-13T20:00:00+03:00",
    )  # fmt: skip
    centre.check()
    assert centre.ask("SELECT count(*) FROM finding_open") == [(0,)]
    closed = centre.ask("SELECT subject, verdict, closed_by FROM finding WHERE closes = %s", wrong)
    correction = centre.ask("SELECT observation FROM observation_current WHERE value = 11234")[0][0]
    assert closed == [(subject, "withdrawn", correction)]


def test_an_acknowledged_contradiction_is_not_opened_again_for_the_same_cause(centre):
    """Acknowledging is a row; the contradiction goes on to hold, but is open no more, however often it is checked."""
    tell(centre, 12, "9,368")
    tell(centre, 13, "11,243", "1,866")
    centre.check()
    ((number,),) = centre.ask("SELECT finding FROM finding_open")
    acknowledge(centre.conn, number, "asked the ministry")
    check_everything(centre.conn)
    assert centre.count("finding_open") == 0
    assert centre.ask("SELECT acknowledged FROM finding_latest WHERE verdict = 'unbalanced'") == [
        ("asked the ministry",)
    ]


@pytest.mark.parametrize(("number", "note"), [(0, "no such number"), (1, " ")])
def test_only_a_contradiction_that_holds_is_acknowledged_and_with_words(centre, number, note):
    """A wrong number or an empty note is refused with a sentence."""
    with pytest.raises(UsageError):
        acknowledge(centre.conn, number, note)


def test_a_day_that_nobody_reported_is_derived_until_it_is_stated(centre):
    """Between two reports the totals bound the day that is missing; once it is stated, the bounds are gone."""

    def on_13():
        return centre.ask(
            "SELECT state, value, low, high FROM series_daily WHERE measure = 'flow' AND day = '2018-05-13'"
        )

    tell(centre, 12, "9,368", "500")
    tell(centre, 14, "11,834", "600")
    centre.check()
    assert on_13() == [("derived", None, 1866, 1866)]
    tell(centre, 13, "11,234", "1,866")
    centre.check()
    assert on_13() == [("stated", 1866, None, None)]
    assert centre.ask("SELECT count(*) FROM missing_days WHERE low IS NULL") == [(1,)]


def test_a_report_that_follows_is_judged_as_by_a_check_in_full(centre, monkeypatch):
    """Where the last check left a bookmark, the next report is held against a few; what is held is as complete."""
    asked = []
    monkeypatch.setattr(
        verdicts, "check_counter", lambda *told, check=verdicts.check_counter: asked.append(told) or check(*told)
    )
    tell(centre, 12, "9,368", "500")
    centre.check()
    in_full = len(asked)
    tell(centre, 13, "11,234", "1,866")
    tell(centre, 14, "11,834", "600")
    assert centre.check() == 2
    assert len(asked) == in_full
    assert held(centre) == {9368: "open", 11234: "balanced", 11834: "balanced"}
    seals = centre.ask("SELECT imprint, bookmark FROM tallywire.counter_checked ORDER BY counter")
    centre.conn.execute("DELETE FROM tallywire.counter_checked")
    assert check_everything(centre.conn) == 0
    assert centre.ask("SELECT imprint, bookmark FROM tallywire.counter_checked ORDER BY counter") == seals


def test_what_another_version_of_the_checks_left_is_not_relied_on(centre):
    """A bookmark of other checks is passed over, and all of the counter is read again."""
    tell(centre, 12, "9,368", "500")
    centre.check()
    centre.conn.execute("UPDATE tallywire.counter_checked SET checks = 'older', bookmark = '\\xc0'")
    tell(centre, 13, "11,243", "1,866")
    centre.check()
    assert held(centre)[11243] == "unbalanced"
    assert centre.ask("SELECT DISTINCT checks FROM tallywire.counter_checked") == [(version(),)]


def test_many_counters_are_shared_among_processes(centre, database, monkeypatch):
    """Where each core has enough to do, all of them check; what is found is the same."""
    monkeypatch.setattr(verdicts, "WORTH_A_PROCESS", 1)
    tell(centre, 12, "9,368", "500")
    tell(centre, 13, "11,234", "1,866")
    centre.read(
        "centre", "Kits\n\nOver the past 24 hours, 445 kits were handed out in Ein Tarma, the Centre said on Sunday.",
        url="https://centre.example/kits", published="2018-05-13",
    )  # fmt: skip
    assert check_everything(centre.conn, database.conninfo("writer")) > 0
    assert held(centre)[11234] == "balanced"
    assert centre.count("counter_dirty") == 0


def test_a_counter_that_one_worker_is_at_is_left_alone_by_others(centre, database):
    """Marks are taken with the counter: while one checks it, and after, there is nothing in it for another."""
    tell(centre, 12, "9,368", "500")
    with database.connect("writer") as other:
        mine, theirs = FindingStore(centre.conn), FindingStore(other)
        (counter,) = mine.touched()
        with centre.conn.transaction():
            assert len(mine.take(counter)) == 2
            with other.transaction():
                assert theirs.take(counter) == []
        with other.transaction():
            assert theirs.take(counter) == []
