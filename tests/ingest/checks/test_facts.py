"""What the command finds in figures that were really published; skipped where they do not stand beside the project."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("facts", Path(__file__).with_name("facts.py"))
facts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(facts)

pytestmark = pytest.mark.skipif(
    not facts.DATA.is_dir(), reason="The recorded facts (../shared/data) are not on this machine."
)
CONTRADICTIONS = 3


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run the command on rows; its findings, with the report's day of the observation judged, and its exit code."""

    def run_rows(rows):
        path = tmp_path_factory.mktemp("observations") / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = [sys.executable, "-P", "-m", "scheduler.cli", "check", "--observations", str(path), "--jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        days = {row["id"]: row["reference_day"] for row in rows}
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return [one | {"day": days[one["ids"][-1]]} for one in found], done.returncode

    return run_rows


@pytest.fixture(scope="module")
def centre(run):
    return run(facts.centre())


@pytest.fixture(scope="module")
def gaza(run):
    return run(facts.gaza("killed", "killed_cum", "injured", "injured_cum"))[0]


def pick(found, day, stated):
    """Return the finding on a number of a day."""
    (one,) = [one for one in found if (one["rule"], one["day"], one["stated"]) == ("balance", day, stated)]
    return one


@pytest.mark.parametrize(
    ("day", "stated", "words"),
    [("2018-05-13", 13582, "9,368 + 1,866 + 2,348 = 13,582"), ("2018-03-15", 11640, "728 + 10,912 = 11,640"),
     ("2018-03-17", 48033, "17,029 + 272 + 30,732 = 48,033"), ("2018-06-24", 70071, "69,961 + 110 = 70,071")],
)  # fmt: skip
def test_sums_of_the_centre_balance(centre, day, stated, words):
    """The sums that its bulletins leave to the reader are found and shown."""
    found = pick(centre[0], day, stated)
    assert found["verdict"] == "balanced"
    assert words in found["explanation"]
    assert "report_days" in found["assumptions"]


@pytest.mark.parametrize(
    ("stated", "off", "assumptions"),
    [(1056, 17, ["report_days"]), (17029, 55, ["parts_exhaustive", "report_days"])],
)
def test_16_march_does_not_add_up(centre, stated, off, assumptions):
    """Two totals of one day contradict the day's figures, each under the fewest assumptions that show it."""
    found = pick(centre[0], "2018-03-16", stated)
    assert (found["verdict"], found["difference"], found["assumptions"]) == ("unbalanced", off, assumptions)


def test_25_june_is_a_slip(centre):
    """70,178 has two digits swapped; 26 June, of which no bulletin is kept, is bounded without it."""
    found = pick(centre[0], "2018-06-25", 70178)
    assert (found["verdict"], found["slip"], found["would_be"]) == ("unbalanced", "digits swapped", 70187)
    assert found["suspect"] == found["ids"][-1]
    later = pick(centre[0], "2018-06-28", 70522)
    assert (later["verdict"], later["low"], later["high"]) == ("open", 70187 + 119 + 109, None)


def test_no_other_contradiction_is_told_of_the_centre(centre):
    """Three contradictions stand in 80 reports, and the command says so by its exit code."""
    wrong = Counter(one["day"] for one in centre[0] if one["verdict"] == "unbalanced")
    assert wrong == {"2018-03-16": 2, "2018-06-25": 1}
    assert centre[1] == CONTRADICTIONS


def steps_that_differ(column):
    """Return the days whose figure is not the step of the running total, where it covers the whole gap."""
    rows = {row["id"]: row for row in facts.gaza(column, f"{column}_cum")}
    totals = sorted(one["reference_day"] for one in rows.values() if one["measure"] == "cumulative")
    for before, day in pairwise(totals):
        flow = rows.get(f"{day} {column}")
        step = rows[f"{day} {column}_cum"]["value"] - rows[f"{before} {column}_cum"]["value"]
        if flow is not None and flow["start"] == before and flow["value"] != step:
            yield flow["id"]


@pytest.mark.parametrize(("column", "count"), [("killed", 7), ("injured", 15)])
def test_every_daily_figure_that_is_not_the_step_of_its_total_is_found(gaza, column, count):
    """22 figures of 1,040 days contradict the totals around them; each stands in the proof of a contradiction."""
    off = set(steps_that_differ(column))
    proofs = [set(one["ids"]) for one in gaza if one["verdict"] == "unbalanced"]
    assert len(off) == count
    assert all(any(day in proof for proof in proofs) for day in off)


def test_a_daily_figure_below_a_longer_gap_is_no_contradiction(gaza):
    """Where days went unreported, a daily figure need not be the whole step: each contradiction has its true cause."""
    off = {*steps_that_differ("killed"), *steps_that_differ("injured")}
    wrong = [one for one in gaza if one["verdict"] == "unbalanced"]
    assert all(off & set(one["ids"]) for one in wrong)
    assert pick(gaza, "2023-10-29", 8005)["verdict"] == "open"


@pytest.mark.parametrize(("stated", "column"), [(40435, "killed"), (93534, "injured")])
def test_a_total_repeated_a_day_late_is_one_finding(gaza, stated, column):
    """27 August 2024 repeats the total of the day before; the step of the day after is no second contradiction."""
    days = {f"2024-08-27 {column}", f"2024-08-28 {column}"}
    around = [one for one in gaza if one["verdict"] == "unbalanced" and days & set(one["ids"])]
    assert [(one["stated"], one["slip"]) for one in around] == [(stated, "earlier figure repeated")]


def test_totals_that_fall_are_found(run):
    """The women killed fall twice, the starved once."""
    women, code = run(facts.gaza("killed_women_cum"))
    starved, _ = run(facts.gaza("famine_cum"))
    assert sorted(one["day"] for one in women if one["verdict"] == "unbalanced") == ["2023-10-17", "2023-10-21"]
    assert [one["day"] for one in starved if one["verdict"] == "unbalanced"] == ["2025-07-22"]
    assert code == CONTRADICTIONS
