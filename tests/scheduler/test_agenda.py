from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.source import Source
from ingest.store.health import LastVisit
from scheduler.agenda import Agenda, next_crawl, next_sweep, plan_next

DAWN = datetime(2026, 3, 20, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def source(schedule="every 1h", **more):
    fields = {
        "id": "ministry", "title": "Ministry", "publisher": "Ministry", "standing": "wire", "kind": "feed",
        "urls": ("https://ministry.example/",), "language": "en", "zone": "UTC", "licence": "free", "sweep_days": 7,
    }  # fmt: skip
    return Source(**(fields | more), schedule=schedule)


def visit(started=DAWN, **more):
    fields = {"source": "ministry", "first_seen_at": DAWN, "started_at": started, "ended_at": started, "due_at": None}
    return LastVisit(**(fields | {"failed": False, "swept_at": None} | more))


@pytest.mark.parametrize(
    ("schedule", "earliest", "latest"),
    [
        ("every 1h", HOUR, HOUR + timedelta(seconds=60)),
        ("every 2s", timedelta(seconds=2), timedelta(seconds=2.2)),
        ("0 18 * * *", 12 * HOUR, 12 * HOUR + timedelta(seconds=30)),
        ("adaptive 15m-1h", timedelta(minutes=30), timedelta(minutes=30)),
    ],
)
def test_a_source_is_due_by_its_schedule_and_never_early(schedule, earliest, latest):
    """The next crawl is at the schedule's time or a few seconds later, always the same for the same source."""
    due = next_crawl(source(schedule), visit())
    assert earliest <= due - DAWN <= latest
    assert due == next_crawl(source(schedule), visit())


def test_sources_of_one_minute_come_one_after_another():
    """Twenty sources of one cron are spread over its first seconds."""
    dues = {next_crawl(source("0 18 * * *", id=f"source-{n}"), visit()) for n in range(20)}
    assert len(dues) == 20


@pytest.mark.parametrize("schedule", ["every 1h", "0 18 * * *", "adaptive 5m-6h"])
def test_a_long_sleep_makes_one_crawl_due(schedule):
    """After three days asleep a source is due once; crawled then, it is due by its schedule again."""
    agenda, late = Agenda({"ministry": source(schedule)}), DAWN + timedelta(days=3)
    crawls = [job for job, _ in agenda.due([visit(swept_at=late)], late)]
    assert crawls == ["crawl"]
    assert agenda.due([visit(late, swept_at=late)], late + timedelta(seconds=1)) == []


@pytest.mark.parametrize("schedule", ["every 1d", "0 18 * * *", "adaptive 5m-6h"])
def test_a_source_that_failed_is_tried_again_soon(schedule):
    """However rarely a source is due, half an hour after a failure it is."""
    assert next_crawl(source(schedule), visit(failed=True)) <= DAWN + timedelta(minutes=30)


@pytest.mark.parametrize("schedule", ["every 1h", "adaptive 30m-6h"])
def test_a_source_never_crawled_is_due_within_its_first_interval(schedule):
    """A new source waits for a part of an interval, another part than the next source."""
    never = visit(None, ended_at=None)
    dues = {next_crawl(source(schedule, id=f"source-{n}"), never) - DAWN for n in range(9)}
    assert timedelta(0) <= min(dues) < max(dues) <= HOUR + timedelta(minutes=1)


def test_what_was_planned_by_rhythm_holds_within_the_bounds():
    """A pause planned before holds after a restart, cut to the bounds that the file gives now."""
    due = visit(due_at=DAWN + timedelta(minutes=47))
    assert next_crawl(source("adaptive 5m-6h"), due) == DAWN + timedelta(minutes=47)
    assert next_crawl(source("adaptive 1h-6h"), due) == DAWN + HOUR
    assert next_crawl(source("adaptive 5m-10m"), due) == DAWN + timedelta(minutes=11)


def test_news_makes_the_next_visit_come_sooner():
    """Of two sources visited alike, the one that had something new each time is due first."""
    at = [DAWN - n * HOUR for n in range(12, -1, -1)]
    busy, still = (
        plan_next(source("adaptive 5m-6h"), visit(), [(one, changed) for one in at]) for changed in (True, False)
    )
    assert busy < still


def test_pages_are_swept_once_a_day():
    """A crawled source is swept a day after its last sweep; not one with sweep_days = 0, nor one never crawled."""
    assert timedelta(days=1) <= next_sweep(source(), visit(swept_at=DAWN)) - DAWN <= timedelta(days=1) + HOUR
    assert next_sweep(source(sweep_days=0), visit()) is None
    assert next_sweep(source(), visit(None, ended_at=None)) is None


def test_what_waits_is_not_told_each_second():
    """A source that is due and not yet crawled, since another holds it, is told again after a quarter of a minute."""
    agenda, late = Agenda({"ministry": source(sweep_days=0)}), DAWN + 2 * HOUR
    told = [bool(agenda.due([visit()], late + timedelta(seconds=n))) for n in range(20)]
    assert [n for n, one in enumerate(told) if one] == [0, 15]


def test_a_clock_that_was_ahead_holds_nothing_up():
    """An entry dated ten years ahead by a wrong clock makes its source due, where it would be due in ten years."""
    agenda, ahead = Agenda({"ministry": source()}), DAWN + timedelta(days=3650)
    assert agenda.due([visit(ahead, swept_at=ahead)], DAWN) == [("crawl", "ministry"), ("sweep", "ministry")]
    assert agenda.due([visit(DAWN + HOUR, swept_at=DAWN)], DAWN) == []


def test_what_is_switched_off_or_unknown_is_not_due():
    """A source whose file says enabled = false, and one without a file, are left alone."""
    late = DAWN + timedelta(days=9)
    assert Agenda({"ministry": source(enabled=False)}).due([visit()], late) == []
    assert Agenda({}).due([visit()], late) == []
