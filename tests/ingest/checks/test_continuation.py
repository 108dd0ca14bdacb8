from __future__ import annotations

import importlib.util
import random
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.checks import begin_of_window, check_counter, counter_of, take_up

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said = _module.said
FIRST = _module.day("2018-03-01")


def reports_of(chance, count, trouble):
    """Return reports of days in a row: the day, all since March, a week now and then; with some chance of trouble."""
    daily, total, found = [], 5000, []
    for n in range(count):
        day = FIRST + timedelta(n)
        daily.append(chance.randrange(1, 60) if chance.random() < 0.97 else 0)
        total += daily[-1]
        report = [said(str(day), daily[-1]), said(str(day), total, "since", since_label="the truce")]
        if n % 7 == 6:
            report.append(said(str(day), sum(daily[-7:]), "week"))
        if chance.random() < 0.2:
            report.append(said(str(day), daily[-1] // 2, population="children", part_of=report[0].value))
        if chance.random() < 0.1:
            report.append(said(str(day), 40, status="planned", end=str(day + timedelta(3))))
        found.append(disturb(chance, report, day) if chance.random() < trouble else report)
    return [report for report in found if report]


def disturb(chance, report, day):
    """Return a report with something unusual in it: silence, a slip, rounding, parts, people, a copy, the past."""
    one = chance.choice(report)
    fields = {name: getattr(one, name) for name in one.__struct_fields__ if name != "id"}
    fields.pop("value")
    period = fields.pop("period")
    back = chance.randrange(1, 20)
    return chance.choice([
        [], report[:1], report[1:],
        [*report, said(str(day), one.value + 9, period, **fields | {"outlet": "wire"})],
        [*report, said(str(day), one.value, period, **fields | {"population": "civilians"})],
        [*report, said(str(day), one.value + 1, period, **fields | {"population": "civilians"})],
        [*report[1:], said(str(day), 7, via="Wafideen"), said(str(day), 9, via="Harasta")],
        [*report[1:], said(str(day), report[0].value + chance.choice([1, 10, 100]))],
        [*report[1:], said(str(day), report[0].value // 10 * 10, qualifier="over")],
        [report[0], said(str(day), report[1].value // 100 * 100, "since", since_label="the truce", qualifier="about")],
        [*report, said(str(day), report[0].value, "day")],
        [*report, said(str(day), 30, start=str(day - timedelta(back)), end=str(day - timedelta(back - 1)))],
        [*report, said(str(day), 90, "span", start=str(day - timedelta(back)), end=str(day))],
        [*report, said(str(day), 12, "total")],
    ])  # fmt: skip


def follow(batches):
    """Take batches in as they come, as the database does; how many of them needed no check in full."""
    told, held, missing, mark, taken_up = [], {}, [], None, 0
    for batch in batches:
        key = counter_of(batch[0])
        newest = max([one.reference_day for one in [*told, *batch]])
        window = [one for one in told if one.end >= begin_of_window(batch)]
        continued = take_up(key, mark, window, batch, newest) if mark is not None else None
        told += batch
        full = check_counter(key, told, newest)
        expected = {(one.rule, one.subject): one for one in full.findings}
        if continued is None:
            held, missing, mark = expected, full.missing, full.mark()
        else:
            taken_up += 1
            held |= {(one.rule, one.subject): one for one in continued.findings}
            mark = continued.bookmark
            assert held == expected
            assert missing == full.missing
            assert mark == full.mark()
    return taken_up


@pytest.mark.parametrize("seed", range(12))
def test_what_goes_on_is_found_as_if_all_were_checked_anew(seed):
    """Findings, missing days and bookmark are those of a check in full after each report, whatever it says."""
    chance = random.Random(seed)
    follow(reports_of(chance, 70, chance.choice([0.02, 0.1, 0.3])))


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_makes_no_difference(seed):
    """Reports that come late or in two pieces are found as if they had come in time."""
    chance = random.Random(seed)
    batches = []
    for report in reports_of(chance, 50, 0.05):
        at = chance.randrange(len(report)) if chance.random() < 0.1 else 0
        pieces = [piece for piece in (report[:at], report[at:]) if piece]
        for piece in pieces:
            batches.insert(len(batches) - (chance.random() < 0.1), piece)
    follow(batches)


def test_a_regular_series_is_hardly_ever_checked_in_full():
    """Day after day, with weeks and portions, each report is judged by those before it alone."""
    reports = reports_of(random.Random(1), 120, 0)
    assert follow(reports) >= len(reports) - 3


def test_a_series_that_fell_silent_long_ago_asks_for_a_check_in_full():
    """A silence that begins or ends is found, though no figure of that series was told."""
    weekly = [[said(str(FIRST + timedelta(7 * n)), 50 + n, "week")] for n in range(25)]
    last = weekly[-1][0].reference_day
    daily = [[said(str(last + timedelta(n)), 5)] for n in range(1, 12)]
    assert follow([*weekly, *daily]) == len(daily) - 1  # all but the one that finds the other silent


def test_a_statement_that_comes_in_while_another_is_judged_asks_for_a_check_in_full():
    """What no check has seen yet is no evidence for what is new: both are judged together, in order."""
    told, (new, later) = reports_of(random.Random(1), 20, 0)[:-2], reports_of(random.Random(1), 20, 0)[-2:]
    before = [one for report in told for one in report]
    key, until = counter_of(new[0]), later[0].reference_day
    mark = check_counter(key, before, until).mark()
    assert take_up(key, mark, before, new, until) is not None
    assert take_up(key, mark, [*before, *later], new, until) is None
