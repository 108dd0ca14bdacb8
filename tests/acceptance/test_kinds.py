from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from crawlers.rehearsal import ALL, Newsroom, generated_truth, write_sources

pytestmark = pytest.mark.acceptance

DAYS, STEP = 60, 5
SIMULATION = Path(__file__).with_name("simulation.py")
REQUESTS_A_SECOND = 100
"""What the pace of the simulated sources allows."""

SECONDS = 2
"""Over so long the rate is held against the pace: a busy machine hands on late what was asked for in time."""


def witnesses(truth):
    """Count the statements of the truth by how many outlets carry them."""
    carried = Counter()
    for bulletin in truth.bulletins:
        for number, statement in enumerate(bulletin.statements):
            outlets = sum(number < outlet.most for outlet in ALL)
            carried[outlets] += len(statement.figures(bulletin.day))
    return carried


def simulate(desk, *words):
    """Run the simulation and return what the newsroom noted."""
    done = subprocess.run(
        [sys.executable, str(SIMULATION), *words],
        env=desk.environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert desk.ask("SELECT source, sentence FROM fault") == []
    return json.loads(done.stdout)


def test_sixty_days_of_every_kind_are_the_truth(desk):
    """Sources of every kind, crawled while 60 days pass, give each statement once with all of its witnesses.

    The newsroom's own log shows that no page was sent twice that had not changed, that nothing was asked for which
    robots.txt forbids, and that all crawls together kept to the pace of their one host.
    """
    visits = simulate(desk, "days", str(DAYS), str(STEP))
    truth = generated_truth(DAYS)
    assert desk.stated() == truth.rows
    assert dict(desk.ask("SELECT witnesses, count(*) FROM observation_latest GROUP BY 1")) == witnesses(truth)
    assert desk.ask("SELECT count(*), max(version) FROM document") == [(DAYS * len(ALL), 1)]
    pages = Counter((visit["path"], visit["etag"]) for visit in visits if visit["status"] == 200)
    twice = [page for page, times in pages.items() if times > 1 and page[0] != "/robots.txt"]
    assert twice == []
    assert pages.total() - pages["/robots.txt", ""] >= DAYS * (len(ALL) - 2)
    assert {visit["status"] for visit in visits} <= {200, 304}
    assert not any(visit["path"].startswith("/private/") or "draft" in visit["path"] for visit in visits)
    assert busiest(visits, SECONDS) <= REQUESTS_A_SECOND * (SECONDS + 0.5)


def busiest(visits, seconds):
    """Return the most requests that came within some seconds."""
    moments = sorted(datetime.fromisoformat(visit["at"]) for visit in visits if visit["path"] != "/robots.txt")
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > timedelta(seconds=seconds):
            first += 1
        most = max(most, last - first + 1)
    return most


def test_the_past_of_every_kind_is_read(desk):
    """Maps, an API asked for days, a channel, a calendar without end and numbered pages are backfilled to the truth.

    A message that is edited afterwards is a second version under its permalink; a picture without words is none.
    """
    kinds = ("telegram", "sitemap", "api", "calendar", "pdf")
    visits = simulate(desk, "past", *kinds)
    truth = generated_truth(12, first_day=date(2024, 1, 25))
    edited = replace(truth.bulletins[-1].figures[0], value=Decimal(4444))
    assert desk.stated() == truth.rows + Counter([edited.as_row()])
    assert desk.one("SELECT max(witnesses) FROM observation_latest") == len(kinds)
    assert desk.ask("SELECT source, version, count(*) FROM document WHERE version > 1 GROUP BY 1, 2") == [
        ("rehearsal-centre_daily", 2, 1)
    ]
    assert desk.one("SELECT count(*) FROM document") == 12 * len(kinds) + 1
    days = [visit["path"] for visit in visits if visit["path"].startswith("/almanac/2024/")]
    assert (len(days), len(set(days))) == (12, 12)


@pytest.fixture
def newsroom():
    """A newsroom of every kind that has published twelve days, at the turn of a month."""
    with Newsroom(generated_truth(12, first_day=date(2024, 1, 25))) as newsroom:
        yield newsroom


def test_what_an_index_lists_and_cannot_be_kept_is_told(desk, newsroom):
    """A list that the database refuses ends a backfill with 1 and a sentence; asked again, it goes on from there."""
    (name,) = write_sources(desk.home / "sources", newsroom.url, [one for one in ALL if one.kind == "sitemap"])
    asked = ("backfill", name, "--from", "2024-01-25", "--to", "2024-02-05")
    with psycopg.connect(desk.database.admin, autocommit=True) as conn:
        # February lists five pages, and makes twelve with January's seven, if these are kept before them.
        conn.execute("ALTER TABLE tallywire.backfill_slice ADD CONSTRAINT refused CHECK (pages NOT IN (5, 12))")
        assert "2024-02.xml says could not be kept" in desk.run(*asked, code=1)
        conn.execute("ALTER TABLE tallywire.backfill_slice DROP CONSTRAINT refused")
    assert "12 of 12 pages" in desk.run(*asked)
