from __future__ import annotations

import signal
from datetime import date
from itertools import pairwise

import pytest

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources

pytestmark = pytest.mark.acceptance

PACE = 0.4


def test_three_processes_share_one_budget_a_host(desk):
    """Daemon, backfill and crawl at once, of two sources on one host, never ask it sooner than its pace allows."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 3, 17))
        names = write_sources(desk.home / "sources", newsroom.url)
        for path in (desk.home / "sources").glob("*/*.toml"):
            if path.stem in names[:2]:
                path.write_text(f"pace = {PACE}\n{path.read_text()}")
            else:
                path.unlink()
        daemon = desk.start("run")
        others = [
            desk.start("backfill", names[0], "--from", "2018-03-15", "--to", "2018-03-17"),
            desk.start("crawl", names[1]),
        ]
        assert [process.wait(60) for process in others] == [0, 0]
        desk.wait_for("SELECT count(DISTINCT source) = 2 FROM document")
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(35) == 0
        times = sorted(visit.at for visit in newsroom.log)
    assert len(times) > 12
    # The newsroom's own clock is late by some hundredths of a second on a busy machine.
    assert min((later - earlier).total_seconds() for earlier, later in pairwise(times)) > PACE - 0.1


def test_status_says_which_host_is_left_alone(desk):
    """A host that asked for a rest is shown with the reason until it may be asked again."""
    with Newsroom(recorded_truth()) as newsroom:
        (ministry, *_) = write_sources(desk.home / "sources", newsroom.url)
        desk.ask(
            "INSERT INTO host_turn VALUES ('127.0.0.1', now(), 0, 'source', now() + interval '9 minutes',"
            " '127.0.0.1 answered 429 and asks for a rest') RETURNING 1"
        )
        assert "was not fetched: 127.0.0.1 answered 429" in desk.run("crawl", ministry, code=1)
        assert newsroom.log == []
    assert "answered 429 and asks for a rest" in " ".join(desk.run("status").split())
