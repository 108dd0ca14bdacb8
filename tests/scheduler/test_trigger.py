from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from scheduler.trigger import UtcCron


def firings(expression, zone, start, end):
    trigger, fired, last, now = UtcCron(expression, ZoneInfo(zone)), [], None, start
    while (due := trigger.get_next_fire_time(last, now)) is not None and due < end:
        fired.append(due)
        last, now = due, due
    return fired


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Kyiv", date(2026, 3, 27)),
        ("Europe/Kyiv", date(2026, 10, 23)),
        ("Asia/Beirut", date(2026, 3, 27)),
        ("Asia/Gaza", date(2026, 3, 26)),
        ("America/New_York", date(2026, 10, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 3)),
    ],
)
@pytest.mark.parametrize("expression", ["30 2 * * *", "0 0 * * *", "15 1 * * *", "59 23 * * *"])
def test_a_daily_schedule_fires_once_a_day_across_a_change_of_clocks(zone, first, expression):
    """Each local day of a week with a change of clocks has exactly one firing."""
    start = datetime.combine(first, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    end = datetime.combine(first + timedelta(days=6), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    days = [instant.astimezone(ZoneInfo(zone)).date() for instant in firings(expression, zone, start, end)]
    assert days == [first + timedelta(days=n) for n in range(6)]


def test_a_schedule_keeps_its_local_time():
    """08:00 in Kyiv is 06:00 UTC in winter and 05:00 UTC in summer."""
    fired = firings("0 8 * * *", "Europe/Kyiv", datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC))
    assert [instant.hour for instant in fired] == [6, 5]


def test_a_frequent_schedule_goes_on_through_the_gap():
    """Every quarter of an hour stays so while clocks spring forward."""
    start, end = datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 3, tzinfo=UTC)
    fired = firings("*/15 * * * *", "Europe/Kyiv", start, end)
    assert sorted(set(fired)) == fired
    assert all(b - a <= timedelta(hours=1) for a, b in pairwise(fired))


@pytest.mark.parametrize(
    ("days", "fires"),
    [
        ("1", ["Mon"]), ("0", ["Sun"]), ("7", ["Sun"]), ("1-5", ["Mon", "Tue", "Wed", "Thu", "Fri"]),
        ("0-1,3", ["Sun", "Mon", "Wed"]), ("5-7", ["Sun", "Fri", "Sat"]), ("*/2", ["Sun", "Tue", "Thu", "Sat"]),
        ("mon", ["Mon"]), ("*", ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]),
    ],
)  # fmt: skip
def test_weekdays_are_counted_as_cron_counts_them(days, fires):
    """The week begins with Sunday, which is 0 and 7; names and steps mean what they mean to cron."""
    sunday = datetime(2026, 3, 1, tzinfo=UTC)
    due = firings(f"0 9 * * {days}", "UTC", sunday, sunday + timedelta(days=7))
    assert [f"{one:%a}" for one in due] == fires
