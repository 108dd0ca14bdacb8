from __future__ import annotations

import importlib.util
from pathlib import Path

from ingest.checks import check

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said = _module.said


def totals(*values, first=1):
    return [said(f"2018-06-{n:02d}", value, "total") for n, value in enumerate(values, first)]


def days(*values, first=1):
    return [said(f"2018-06-{n:02d}", value) for n, value in enumerate(values, first)]


def found_of(observations, one):
    (finding,) = [finding for finding in check(observations) if finding.subject == one.id]
    return finding


def wrong(observations):
    return [finding for finding in check(observations) if finding.verdict == "unbalanced"]


def test_a_count_begun_anew_is_a_phase_and_no_fall():
    """A total that falls to what one day may bring, from where the next ones go on, counts from another moment."""
    told = totals(900, 960, 1010, 40, 95, 150)
    assert wrong(told) == []
    phase = found_of(told, told[3])
    assert phase.verdict == "open"
    assert "begins a new phase" in phase.explanation


def test_totals_of_a_new_phase_are_held_against_each_other():
    """What follows a new beginning adds up, or does not, by itself."""
    told = [*totals(900, 960, 1010, 40, 95, 150), *days(55, first=5), *days(70, first=6)]
    assert found_of(told, told[4]).verdict == "balanced"
    assert [finding.stated for finding in wrong(told)] == [150]


def test_a_total_redefined_is_a_phase():
    """Where sums confirm the totals before a fall and those after it, no slip explains it: the rule has changed."""
    told = [*totals(900, 960, 1010, 800, 870, 920), *days(60, 50, 45, 70, 50, first=2)]
    assert wrong(told) == []
    assert "begins a new phase" in found_of(told, told[3]).explanation


def test_one_total_below_all_others_is_suspect():
    """A dip after which the totals go on as before is a slip of that one."""
    (dip,) = wrong(totals(900, 960, 690, 1010, 1050))
    assert (dip.stated, dip.suspect) == (690, dip.subject)


def test_one_total_above_all_others_is_suspect():
    """A peak to which the totals never come back is told once, and of the peak."""
    (peak,) = wrong(totals(900, 960, 9700, 1010, 1050, 1090))
    assert (peak.stated, peak.suspect) == (9700, peak.subject)


def test_a_lasting_fall_is_told_once():
    """A total revised downwards contradicts those before; what follows it contradicts nothing."""
    assert [finding.stated for finding in wrong(totals(900, 960, 950, 955, 958))] == [960]
