from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parse.moment import read_moment

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
    "text",
    ["2026-02-30", "Mon, 30 Feb 2026 10:00:00 GMT", "2018-13-01", "yesterday", "", "1" * 5000, "2018-05-13T25:00"],
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
