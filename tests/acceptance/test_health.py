"""How sources are doing, as a user sees it: status, metrics, drift, sweeps, and a daemon that slept."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import psycopg
import pytest

from crawlers.rehearsal import Newsroom, generated_truth, write_sources
from crawlers.rehearsal.fault import Fault

pytestmark = pytest.mark.acceptance

MINISTRY = "rehearsal-ministry"
DAYS = 9


@pytest.fixture
def yesterday():
    """The last day of which the newsroom's bulletin is out for sure."""
    return (datetime.now(UTC) - timedelta(days=1)).date()


@pytest.fixture
def newsroom(desk, yesterday):
    """A newsroom that publishes up to yesterday, its sources declared in the desk's home, each crawled once an hour."""
    with Newsroom(generated_truth(DAYS, first_day=yesterday - timedelta(days=DAYS - 1))) as newsroom:
        write_sources(desk.home / "sources", newsroom.url)
        for name in file_of(desk).parent.glob("*.toml"):
            amend(desk, 'schedule = "every 2s"', 'schedule = "every 1h"', name.stem)
        yield newsroom


def file_of(desk, name=MINISTRY):
    (path,) = (desk.home / "sources").glob(f"**/{name}.toml")
    return path


def amend(desk, old, new, name=MINISTRY):
    """Change a source's file."""
    text = file_of(desk, name).read_text("utf-8")
    assert old in text
    file_of(desk, name).write_text(text.replace(old, new), "utf-8")


def date_back(desk, days):
    """Let everything that was kept so far have happened some days earlier than it did."""
    with psycopg.connect(desk.database.admin, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")  # records are append-only for everybody
        for table, columns in {"capture": ["fetched_at"], "crawl": ["started_at", "ended_at", "due_at"]}.items():
            for column in columns:
                conn.execute(f"UPDATE tallywire.{table} SET {column} = {column} - make_interval(days => {days})")


def test_status_tells_people_and_programs_the_same(desk, newsroom):
    """A crawled source is ok in a table, JSON and metrics; one that is gone fails, and --check exits with 1."""
    desk.run("crawl", MINISTRY)
    assert "ok" in desk.run("status", "--check")
    told = json.loads(desk.run("status", MINISTRY, "--json"))
    assert (told["source"]["state"], told["crawls"][0]["outcome"], told["gaps"]) == ("ok", "good", [])
    amend(desk, "/ministry/", "/nowhere/")
    desk.run("crawl", MINISTRY, code=1)
    assert f"1 of the sources need somebody: {MINISTRY} (failing)" in desk.run("status", "--check", code=1)
    assert f'tallywire_source_state{{source="{MINISTRY}",state="failing"}} 1.0' in desk.run("status", "--prometheus")
    said = desk.run("status", MINISTRY)
    assert "failing: http" in said
    assert "answered 404" in said
    assert "Nothing is known of a source named 'nobody'" in desk.run("status", "nobody", code=2)


def test_a_layout_that_changed_is_an_error_and_never_zero(desk, newsroom):
    """An index in which nothing is found fails, is told as drift once and takes nothing back; mended, it is well."""
    desk.run("crawl", MINISTRY)
    held = desk.one("SELECT count(*) FROM observation_latest")
    amend(desk, 'item = "article"', 'item = "section"')
    assert "where 5 were usual" in desk.run("crawl", MINISTRY, code=1)
    desk.run("crawl", MINISTRY, code=1)
    assert desk.one("SELECT count(*) FROM fault WHERE code = 'drift'") == 1
    assert desk.ask("SELECT state, error, drift FROM source_health WHERE source = %s", MINISTRY) == [
        ("failing", "layout", ["index"])
    ]
    assert desk.one("SELECT count(*) FROM observation_latest") == held
    amend(desk, 'item = "section"', 'item = "article"')
    desk.run("crawl", MINISTRY)
    assert desk.one("SELECT state FROM source_health WHERE source = %s", MINISTRY) == "ok"


def test_a_sweep_finds_what_came_late_and_what_was_edited(desk, newsroom, yesterday):
    """Bulletins of the week below the first page, and one edited since, are read; others cost no body, once."""
    late, edited = yesterday - timedelta(days=6), yesterday - timedelta(days=2)
    newsroom.faults = (Fault(name="missing", outlet="ministry", day=late),)
    desk.run("crawl", MINISTRY)
    newsroom.faults = ()
    newsroom._composed.clear()
    newsroom.change_page(edited, "people", "persons")
    newsroom.log.clear()
    assert "2 new documents" in desk.run("crawl", MINISTRY, "--sweep")
    pages = {visit.path for visit in newsroom.log if visit.path.endswith(".html")}
    assert pages == {f"/ministry/{day}.html" for day in (late, late + timedelta(days=1))}
    date_back(desk, 1)
    newsroom.log.clear()
    assert "1 new documents" in desk.run("crawl", MINISTRY, "--sweep")
    pages = [visit for visit in newsroom.log if visit.path.endswith(".html")]
    assert sorted(visit.status for visit in pages if visit.path != f"/ministry/{edited}.html") == [304] * (
        len(pages) - 1
    )
    assert len({visit.path for visit in pages}) == len(pages)
    assert desk.ask("SELECT max(version), count(DISTINCT canonical_url) FROM document") == [(2, 7)]


def test_a_daemon_that_slept_crawls_once_and_fills_the_gap(desk, newsroom, yesterday):
    """After days asleep a source is crawled once, then what its first page lists no longer is read; metrics tell."""
    newsroom.publish_until(yesterday - timedelta(days=7))
    for name in (path.stem for path in file_of(desk).parent.glob("*.toml")):
        if name != MINISTRY:
            amend(desk, "schedule =", "enabled = false\nschedule =", name)
    desk.run("crawl", MINISTRY)
    date_back(desk, 7)
    newsroom.publish_until(yesterday)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    desk.environment["TALLYWIRE_METRICS"] = f"127.0.0.1:{port}"
    desk.start("run")
    desk.wait_for("SELECT count(*) = %s FROM document", DAYS)
    desk.wait_for("SELECT coalesce(bool_and(filled), false) FROM crawl_gap")
    assert desk.one("SELECT count(*) FROM crawl WHERE mode = 'crawl' AND source = %s", MINISTRY) == 2
    assert desk.one("SELECT count(*) FROM crawl WHERE source LIKE 'rehearsal-%%' AND source <> %s", MINISTRY) == 0
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = answer.read().decode()
    assert f'tallywire_source_state{{source="{MINISTRY}",state="ok"}} 1.0' in told
    assert 'tallywire_source_state{source="rehearsal-harbour",state="disabled"} 1.0' in told
