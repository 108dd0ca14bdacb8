from __future__ import annotations

import importlib.util
from pathlib import Path

from ingest.checks import MissingDays, check_counter, counter_of

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said, day = _module.said, _module.day


def missing(observations):
    return check_counter(counter_of(observations[0]), observations, day("2018-06-30"))[1]


def june(first, last):
    return day(f"2018-06-{first:02d}"), day(f"2018-06-{last:02d}")


def test_a_day_between_totals_is_pinned():
    """Between 70,071 on 24 June and 70,522 on the 28th, 26 June was 107; the slip of the 25th bounds nothing."""
    told = [
        said("2018-06-24", 110), said("2018-06-24", 70071, "total"), said("2018-06-25", 116),
        said("2018-06-25", 70178, "total"), said("2018-06-27", 119), said("2018-06-28", 109),
        said("2018-06-28", 70522, "total"),
    ]  # fmt: skip
    assert missing(told) == [MissingDays(*june(26, 26), 107, 107)]


def test_several_days_share_what_is_left():
    """Of two days in a row each may hold all of it, or nothing."""
    told = [said("2018-06-01", 10), said("2018-06-01", 100, "total"), said("2018-06-04", 7)]
    assert missing([*told, said("2018-06-04", 150, "total")]) == [MissingDays(*june(2, 3), 0, 43)]


def test_a_day_that_no_total_follows_is_unbounded():
    """Without a total after it, nothing limits a day that is missing."""
    told = [said("2018-06-01", 10), said("2018-06-01", 100, "total"), said("2018-06-03", 7)]
    assert missing(told) == [MissingDays(*june(2, 2), 0, None)]


def test_what_nobody_can_decide_bounds_nothing():
    """Where a contradiction names no culprit, none of its numbers bounds a day."""
    told = [
        said("2018-06-01", 10), said("2018-06-01", 100, "total"), said("2018-06-03", 7),
        said("2018-06-03", 117, "total"), said("2018-06-04", 20), said("2018-06-04", 254, "total"),
    ]  # fmt: skip
    assert missing(told) == [MissingDays(*june(2, 2), 0, None)]
