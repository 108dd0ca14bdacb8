from __future__ import annotations

import importlib.util
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks import check

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said = _module.said

CORRIDOR, CROSSING = {"via": "al-Wafedin"}, {"via": "Hamouriyah"}
PAUSES = {"since_label": "the humanitarian pauses began"}
MARCH = [
    said("2018-03-15", 291, "day", **CORRIDOR),
    said("2018-03-15", 728, "since", start="2018-02-28", **CORRIDOR),
    said("2018-03-15", 10912, "day", qualifier="over", **CROSSING),
    said("2018-03-15", 11640, "since", **PAUSES),
    said("2018-03-16", 311, **CORRIDOR),
    said("2018-03-16", 128, population="children", part_of=Decimal(311), **CORRIDOR),
    said("2018-03-16", 1056, "since", start="2018-02-28", **CORRIDOR),
    said("2018-03-16", 5023, **CROSSING),
    said("2018-03-16", 17029, "since", **PAUSES),
    said("2018-03-17", 272, "day", **CORRIDOR),
    said("2018-03-17", 1328, "since", start="2018-02-28", **CORRIDOR),
    said("2018-03-17", 30732, **CROSSING),
    said("2018-03-17", 48033, "since", **PAUSES),
]
HOMS = {"origin": "Homs de-escalation zone"}
MAY = [
    said("2018-05-12", 3387, via="Ar Rastan", **HOMS),
    said("2018-05-12", 9368, "since", start="2018-05-07", **HOMS),
    said("2018-05-13", 1866, via="Ar Rastan", destination="Qalaat Al Madiq", **HOMS),
    said(
        "2018-05-13", 2348, "day", start="2018-05-12", end="2018-05-12", via="Al Qantarah", destination="Hama", **HOMS
    ),
    said("2018-05-13", 13582, "week", population="militants_and_families", **HOMS),
]
BACK = {"indicator": "returns", "origin": None, "destination": "Eastern Ghouta"}
JUNE = [
    said("2018-06-23", 114, **BACK),
    said("2018-06-23", 69961, "total", **BACK),
    said("2018-06-24", 110, **BACK),
    said("2018-06-24", 70071, "total", **BACK),
    said("2018-06-25", 116, **BACK),
    said("2018-06-25", 70178, "total", **BACK),
    said("2018-06-27", 119, **BACK),
    said("2018-06-28", 109, **BACK),
    said("2018-06-28", 70522, "total", **BACK),
]


def verdicts(observations):
    by_id = {one.id: one for one in observations}
    return {(str(by_id[f.subject].reference_day)[5:], int(f.stated)): f for f in check(observations)}


def test_two_passages_and_the_total_before_make_the_week():
    """13 May 2018: 9,368 since 7 May, 1,866 and 2,348 through two passages are the week's 13,582."""
    found = verdicts(MAY)["05-13", 13582]
    assert (found.verdict, found.assumptions) == ("balanced", ("report_days",))
    assert "9,368 + 1,866 + 2,348 = 13,582" in found.explanation
    assert set(found.proof) == {one.id for one in MAY[1:]}


def test_since_saturday_is_as_good_as_on_saturday():
    """The 2,348 may be said "since Saturday": the week balances all the same."""
    since = said("2018-05-13", 2348, "since", start="2018-05-12", via="Al Qantarah", **HOMS)
    assert verdicts([*MAY[:3], since, MAY[4]])["05-13", 13582].verdict == "balanced"


def test_the_parts_of_15_march_are_the_whole():
    """728 through one corridor since 28 February and 10,912 through the other that day are the 11,640 in all."""
    found = verdicts(MARCH)["03-15", 11640]
    assert found.verdict == "balanced"
    assert "728 + 10,912 = 11,640" in found.explanation
    assert "nothing_before_start" in found.assumptions


def test_17_people_of_16_march_are_unaccounted_for():
    """728 the day before and 311 more are 1,039, not 1,056."""
    found = verdicts(MARCH)["03-16", 1056]
    assert (found.verdict, found.difference, found.assumptions) == ("unbalanced", 17, ("report_days",))
    assert "728 + 311 = 1,039" in found.explanation
    assert "17 unaccounted for" in found.explanation
    assert found.suspect is None


def test_55_people_of_16_march_are_unaccounted_for_if_there_is_no_third_way():
    """11,640, 311 and 5,023 are 16,974, not 17,029, if the two corridors are all there are, as on 15 March."""
    found = verdicts(MARCH)["03-16", 17029]
    assert (found.verdict, found.difference) == ("unbalanced", 55)
    assert found.assumptions == ("parts_exhaustive", "report_days")
    assert "11,640 + 311 + 5,023 = 16,974" in found.explanation


def test_without_a_partition_that_closed_parts_are_only_a_lower_bound():
    """Had 15 March not closed, 17,029 would leave room for a third way."""
    assert verdicts([*MARCH[4:9], MARCH[3]])["03-16", 17029].verdict == "open"


def test_a_contradiction_is_told_once():
    """17 March balances on the totals of the day before, though those contradicted the days."""
    found = verdicts(MARCH)
    assert found["03-17", 1328].verdict == "balanced"
    assert "17,029 + 272 + 30,732 = 48,033" in found["03-17", 48033].explanation
    assert found["03-17", 48033].assumptions == ("report_days",)


def test_swapped_digits_are_named():
    """70,178 after 70,071 and 116 more is 70,187 with two digits swapped; the slip is the suspect."""
    found = verdicts(JUNE)
    assert "69,961 + 110 = 70,071" in found["06-24", 70071].explanation
    slip = found["06-25", 70178]
    assert (slip.verdict, slip.slip, slip.would_be, slip.difference) == ("unbalanced", "digits swapped", 70187, -9)
    assert slip.suspect == slip.subject
    assert "70,071 + 116 = 70,187" in slip.explanation


def test_a_gap_leaves_room_and_names_its_days():
    """28 June is no contradiction: nothing was said for 26 June, and the slip of 25 June bounds nothing."""
    found = verdicts(JUNE)["06-28", 70522]
    assert (found.verdict, found.low, found.high) == ("open", 70071 + 116 + 119 + 109, None)
    assert "no daily figure for 26 June 2018, which leaves 107" in found.explanation


def test_a_total_that_falls_is_found():
    """A running total below the one before contradicts it by itself."""
    found = verdicts([said("2018-06-01", 900, "total"), said("2018-06-02", 890, "total")])["06-02", 890]
    assert found.verdict == "unbalanced"
    assert "falls below" in found.explanation


def test_planned_and_denied_figures_never_count():
    """A plan added to the totals would be counted as if it had happened."""
    planned = said("2018-06-24", 4300, status="planned", **BACK)
    denied = said("2018-06-24", 5, status="denied", **BACK)
    assert verdicts([*JUNE[:4], planned, denied])["06-24", 70071].verdict == "balanced"


@pytest.mark.parametrize(
    ("qualifier", "value", "verdict"),
    [("over", 1000, "open"), ("over", 1100, "unbalanced"), ("up_to", 1100, "open"), ("up_to", 1000, "unbalanced"),
     ("about", 1050, "balanced"), ("about", 1100, "balanced"), ("about", 1200, "unbalanced")],
)  # fmt: skip
def test_qualifiers_are_inequalities(qualifier, value, verdict):
    """Words before a number allow what they say and no more: 900 and 150 are 1,050."""
    reports = [said("2018-06-01", 900, "total"), said("2018-06-02", 150)]
    found = verdicts([*reports, said("2018-06-02", value, "total", qualifier=qualifier)])
    assert found["06-02", value].verdict == verdict


def test_totals_of_different_operations_do_not_meet():
    """A total since one event says nothing of a total since another."""
    one = said("2018-06-01", 900, "since", since_label="the pause began")
    other = said("2018-06-02", 40, "since", since_label="the truce began")
    assert {finding.verdict for finding in check([one, other])} == {"open"}


def test_different_originators_and_places_are_different_counters():
    """What one originator says of one place is never held against another's, or against another place."""
    one = said("2018-06-01", 900, "total")
    others = [said("2018-06-02", 40, "total", originator="Other"), said("2018-06-02", 50, "total", origin="Homs")]
    assert {finding.verdict for finding in check([one, *others])} == {"open"}


def test_the_order_of_observations_does_not_matter():
    """Whatever order the statements come in, the findings are the same."""
    everything = [*MARCH, *MAY, *JUNE]
    first = check(everything)
    for seed in range(20):
        random.Random(seed).shuffle(everything)
        assert check(everything) == first


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=15), st.sets(st.integers(0, 14)), st.integers(0, 10**6))
def test_consistent_reports_are_never_called_contradictory(days, silent, before):
    """Daily figures and totals made from one truth, with days left out, contradict nothing."""
    told, total = [], before
    for n, value in enumerate(days, 1):
        total += value
        if n not in silent:
            told += [said(f"2018-06-{n:02d}", value), said(f"2018-06-{n:02d}", total, "total")]
    assert all(finding.verdict != "unbalanced" for finding in check(told))


@given(st.lists(st.integers(1, 5000), min_size=3, max_size=12), st.data())
def test_a_total_that_is_off_is_always_found(days, data):
    """With every day told, a changed total is a contradiction in its report or the next."""
    off = data.draw(st.integers(1, len(days) - 1))
    by = data.draw(st.integers(1, 10**5)) * data.draw(st.sampled_from([1, -1]))
    told, total = [], 10**6
    for n, value in enumerate(days):
        total += value
        shown = total + by if n == off else total
        told += [said(f"2018-06-{n + 1:02d}", value), said(f"2018-06-{n + 1:02d}", shown, "total")]
    wrong = [finding for finding in check(told) if finding.verdict == "unbalanced"]
    assert any(finding.subject in {one.id for one in told[2 * off : 2 * off + 4]} for finding in wrong)


PERIODS = ["24h", "day", "48h", "week", "since", "total"]
NONSENSE = st.builds(
    lambda on, value, period, qualifier, via: said(f"2018-06-{on:02d}", value, period, qualifier=qualifier, via=via),
    st.integers(1, 12), st.integers(0, 30), st.sampled_from(PERIODS),
    st.sampled_from(["exact", "over", "about", "up_to"]),
    st.sampled_from([None, None, "north gate", "south gate"]),
)  # fmt: skip


@given(st.lists(NONSENSE, max_size=40), st.randoms())
def test_nonsense_is_judged_alike_in_any_order(told, chance):
    """Whatever contradicts whatever, the checks end, judge the same in any order, and prove what they say."""
    first = check(told)
    chance.shuffle(told)
    assert check(told) == first
    stated = {one.id: one for one in told}
    for finding in first:
        assert finding.subject in finding.proof
        assert set(finding.proof) <= set(stated)
        if finding.verdict == "unbalanced" and finding.slip is None:
            assert finding.difference == finding.stated - finding.would_be


def test_an_explanation_keeps_what_stands_before_a_number():
    """What was said to be more than a number, or about it, is not told as the number itself."""
    told = [
        said("2018-03-15", 728, "since", since_label="the truce", via="Wafideen"),
        said("2018-03-15", 10912, "since", since_label="the truce", via="Hamouriyah", qualifier="over"),
        said("2018-03-15", 11640, "since", since_label="the truce"),
        said("2018-03-16", 11900, "since", since_label="the truce", qualifier="about"),
    ]
    words = " ".join(one.explanation for one in check(told))
    assert "728 + 10,912 = 11,640" in words
    assert "more than 10,912 stated 15 March 2018 via Hamouriyah" in words
    assert "About 11,900 stated on 16 March 2018" in words


TOTALS = {"2018-03-16": 1000, "2018-03-17": 1500, "2018-03-18": 1900}


def on_saturday(value, **changes):
    """Return what a Sunday's bulletin says of the day before, among the totals of three days."""
    totals = [said(day, total, "since", since_label="the truce") for day, total in TOTALS.items()]
    return [*totals, said("2018-03-18", value, "day", start="2018-03-17", end="2018-03-17", **changes)]


def test_a_figure_of_the_day_before_may_be_of_that_days_report():
    """Where "on Saturday 500" contradicts Sunday's totals but is what Saturday's make, it is read so."""
    told = on_saturday(500)
    found = {one.subject: one for one in check(told) if one.rule == "balance"}
    assert found[told[3].id].verdict == "balanced"
    assert "event_days" in found[told[3].id].assumptions
    assert all(one.verdict != "unbalanced" for one in found.values())


@pytest.mark.parametrize("value", [400, 450])
def test_report_days_are_tried_first(value):
    """What adds up by report days needs no other reading; what adds up by neither is a contradiction."""
    found = check(on_saturday(value))
    assert not any("event_days" in one.assumptions for one in found)
    assert any(one.verdict == "unbalanced" for one in found) == (value == 450)


def test_a_figure_that_the_report_before_stated_is_repeated_not_late():
    """Where Saturday's own report said 500 already, Sunday's "on Saturday 500" stays a contradiction."""
    told = [*on_saturday(500), said("2018-03-17", 500)]
    assert any(one.verdict == "unbalanced" for one in check(told))


def test_a_rounded_total_is_told_with_the_sum_that_it_rounds():
    """About 500 is confirmed by 500 + 20: the sum is written as it is, beside what was stated."""
    about = said("2018-04-02", 500, "total", qualifier="about")
    told = [said("2018-04-01", 500, "total"), said("2018-04-02", 20), about]
    (found,) = [one for one in check(told) if one.verdict == "balanced"]
    assert "500 + 20 = 520, about 500 as stated" in found.explanation


def test_parts_that_exceed_their_whole_are_told_as_a_sum():
    """Two passages of one day that hold more than the whole are added up in the sentence."""
    told = [said("2018-04-01", 3, **CORRIDOR), said("2018-04-01", 4, **CROSSING), said("2018-04-01", 6)]
    (found,) = [one for one in check(told) if one.verdict == "unbalanced"]
    assert "but 3 + 4 = 7" in found.explanation


def test_an_earlier_total_that_stands_out_is_bounded_on_both_sides():
    """Of totals of 110, 1,200 and 125 the second was between the others: 120 with its nought doubled."""
    told = [said(f"2018-04-0{n}", value, "total") for n, value in enumerate((100, 110, 1200, 125, 130), 1)]
    (found,) = [one for one in check(told) if one.verdict == "unbalanced"]
    assert (found.subject, found.low, found.high) == (told[2].id, 110, 125)
    assert (found.difference, found.slip, found.would_be) == (1075, "digit doubled", 120)


def test_a_sum_of_rounded_numbers_is_told_as_a_bound():
    """About 100 (to 150) and 30 are at most 180 between them: a sentence never says that they are equal to that."""
    about = said("2018-04-01", 100, "total", qualifier="about")
    told = [about, said("2018-04-02", 30), said("2018-04-02", 400, "total")]
    (found,) = [one for one in check(told) if one.verdict == "unbalanced"]
    assert "but 100 + 30 is at most 180" in found.explanation


def test_an_earlier_total_is_off_by_what_the_narrowest_bound_leaves():
    """1,563 is more than the 777 of the next day; and as 700 of these came on that day, it is more than 77."""
    told = [said("2018-04-03", 1563, "total"), said("2018-04-04", 700), said("2018-04-04", 777, "total")]
    told += [said(f"2018-04-0{n}", value, "total") for n, value in ((5, 780), (6, 790))]
    (found,) = [one for one in check(told) if one.verdict == "unbalanced"]
    assert (found.subject, found.high, found.would_be, found.difference) == (told[0].id, 77, 77, 1486)


def test_a_first_total_that_is_too_high_may_have_been_anything():
    """100, then 90 and 95: nothing bounds the first from below, so that no slip is likelier than another."""
    told = [said(f"2018-04-0{n}", value, "total") for n, value in enumerate((100, 90, 95), 1)]
    (found,) = [one for one in check(told) if one.verdict == "unbalanced"]
    assert (found.subject, found.slip, found.would_be) == (told[0].id, None, 90)


def test_a_total_begun_anew_is_told_beside_the_sum_it_is_less_than():
    """Where 520 and 7 more were expected, the sentence holds their sum, not the one and the other."""
    told = [said(f"2018-04-0{n}", value, "total") for n, value in enumerate((500, 520, 7, 15, 20), 1)]
    told += [said(f"2018-04-0{n}", value) for n, value in ((2, 20), (3, 7), (4, 8), (5, 5))]
    assert any("it is less than 520 + 7 (520 stated" in one.explanation for one in check(told))
