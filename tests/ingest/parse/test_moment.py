from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parse.moment import read_address, read_moment

MOSCOW = ZoneInfo("Europe/Moscow")


def test_a_day_is_a_day_in_the_publishers_zone():
    """A bare day has day precision and begins at local midnight."""
    moment = read_moment("2018-05-13", MOSCOW)
    assert (moment.at, moment.precision) == (datetime(2018, 5, 12, 21, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text",
    ["2018-05-13T12:00:00+03:00", "2018-05-13T09:00:00Z", "2018-05-13 12:00", "Sun, 13 May 2018 09:00:00 GMT"],
)
def test_instants_are_read_with_or_without_an_offset(text):
    """ISO 8601 and RFC 822 instants are read; one without an offset is the publisher's local time."""
    moment = read_moment(text, MOSCOW)
    assert (moment.at, moment.precision) == (datetime(2018, 5, 13, 9, tzinfo=UTC), "instant")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("13 May 2018", "day"), ("Sunday, May 13, 2018", "day"), ("13th May, 2018", "day"), ("MAY 13, 2018", "day"),
        ("13.05.2018", "day"), ("13/05/2018", "day"), ("05/13/2018", "day"), ("Published: 13-May-2018", "day"),
        ("13 May 2018, 12:00", "instant"), ("13.05.2018 | 12:00", "instant"), ("May 13, 2018 at 12:00 p.m.", "instant"),
        ("Sun 13 May 2018 - 12:00:00", "instant"), ("Updated on 13/05/2018 12:00 PM", "instant"),
    ],
)  # fmt: skip
def test_dates_are_read_as_pages_write_them(text, precision):
    """English dates in words or numbers that can mean but one day are read, with their local time where it is told."""
    moment = read_moment(text, MOSCOW)
    assert (moment.at.date(), moment.precision) == (date(2018, 5, 13), precision)
    assert (moment.at.hour == 12) == (precision == "instant")


@pytest.mark.parametrize(("dates", "month"), [("day-first", 4), ("month-first", 3), (None, None)])
def test_a_date_that_can_mean_two_days_is_read_by_its_sources_rule(dates, month):
    """03/04/2018 is of April or of March as its publisher writes, and no date where nobody says so."""
    moment = read_moment("03/04/2018", MOSCOW, dates)
    assert (moment.at.month if moment else None) == month


@pytest.mark.parametrize(
    "text",
    [
        "30 February 2026",
        "31.04.2026",
        "13 May",
        "13 May 20188",
        "32/01/2026",
        "2026-02-30",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "2018-13-01",
        "yesterday",
        "",
        "1" * 5000,
        "2018-05-13T25:00",
    ],
)
def test_an_impossible_date_is_no_date(text):
    """What the calendar does not have is refused, never rolled over to a neighbour."""
    assert read_moment(text, MOSCOW) is None


@given(st.text(max_size=80))
def test_nothing_that_is_printed_crashes(text):
    """Any text is a moment or none."""
    read_moment(text, MOSCOW)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_reads_as_itself(day):
    """A day printed is the day read."""
    assert read_moment(day.isoformat(), MOSCOW).at.date() == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2018/05/13/report", "2018-05-13"), ("news/2018-05-13.html", "2018-05-13"), ("2018-05-13/", "2018-05-13"),
        ("20180513-report", None), ("2018/05/report", None), ("2018/13/45/report", None), ("id/12018-05-13", None),
        ("2018-05-13/2018-05-14", None), ("report?day=2018-05-13", None), ("2018/05-13", None), ("2018/05/131", None),
    ],
)  # fmt: skip
def test_a_day_in_the_path_of_an_address(path, day):
    """Year, month and day in a path are a day; two, a part of one, an impossible one or a longer number are none."""
    moment = read_address(f"https://centre.example/{path}", MOSCOW)
    assert (moment and str(moment.at.date())) == day
