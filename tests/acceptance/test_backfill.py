from __future__ import annotations

import signal
import time

import pytest

from crawlers.rehearsal import Newsroom, generated_truth, write_sources

pytestmark = pytest.mark.acceptance

DAYS = 60
SPAN = ("--from", "2024-01-01", "--to", "2024-02-29")


@pytest.fixture(scope="module")
def truth():
    return generated_truth(DAYS)


@pytest.fixture
def newsroom(truth):
    with Newsroom(truth) as newsroom:
        yield newsroom


@pytest.fixture
def ministry(desk, newsroom):
    return write_sources(desk.home / "sources", newsroom.url)[0]


def test_a_dry_run_says_what_there_is_and_fetches_no_page(desk, newsroom, ministry):
    """A dry run counts the pages listed, those kept and the days without any; no page is fetched, no plan kept."""
    desk.run("backfill", ministry, "--from", "2024-01-31", "--to", "2024-02-02")
    file = desk.home / "sources" / "zz" / f"{ministry}.toml"
    file.write_text("pace = 0.1\n" + file.read_text("utf-8"), "utf-8")
    visits = len(newsroom.log)
    said = desk.run("backfill", ministry, "--from", "2024-01-30", "--to", "2024-03-03", "--dry-run")
    assert "31 pages from 2024-01-30 to 2024-03-03" in said
    assert "3 are kept already, 28 are to be fetched" in said
    assert "takes 3 s at least" in said
    assert "3 of 34 days for which nothing is listed: 2024-03-01 to 2024-03-03" in said
    assert not [visit for visit in newsroom.log[visits:] if visit.path.endswith(".html")]
    assert desk.one("SELECT count(*) FROM backfill") == 1


def test_a_way_that_is_not_declared_is_refused_with_those_that_are(desk, ministry):
    """--via takes the ways that the source's file declares."""
    said = desk.run("backfill", ministry, *SPAN, "--via", "sitemap", code=2)
    assert "declares listing and wayback as ways into its past" in said


def test_an_interrupted_listing_goes_on_where_it_stood(desk, newsroom, ministry, truth):
    """Killed while it lists, a backfill asks for no page of the index again whose entries it kept."""
    process = desk.start("backfill", ministry, *SPAN)
    desk.wait_for("SELECT count(*) > 3 FROM backfill_index WHERE read_at IS NOT NULL")
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.2)
    kept = {
        url.removeprefix(newsroom.url)
        for (url,) in desk.ask("SELECT url FROM backfill_index WHERE read_at IS NOT NULL")
    }
    visits = len(newsroom.log)
    desk.run("backfill", ministry, *SPAN)
    assert not kept & {visit.path for visit in newsroom.log[visits:]}
    assert desk.ask("SELECT pages FROM backfill_slice ORDER BY ordinal") == [(20,), (20,), (20,)]
    assert desk.stated() == truth.rows


def test_a_pipe_is_told_how_far_it_is(desk, ministry):
    """Where no terminal shows a bar, standard error stays quiet for half a minute and results are plain lines."""
    said = desk.run("backfill", ministry, *SPAN)
    assert said.splitlines() == [f"{ministry}: {DAYS} of {DAYS} pages from 2024-01-01 to 2024-02-29 read."]
