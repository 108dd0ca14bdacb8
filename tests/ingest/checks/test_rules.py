from __future__ import annotations

import importlib.util
import random
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.checks import Gazetteer, check

_spec = importlib.util.spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
said = _module.said


def days(values, **changes):
    first = _module.day("2018-05-31")
    return [said(str(first + timedelta(n)), value, **changes) for n, value in enumerate(values, 1)]


def of_rule(rule, observations, *more):
    return [finding for finding in check(observations, *more) if finding.rule == rule]


def by_outlets(*values):
    return [said("2018-06-01", value, outlet=outlet) for outlet, value in zip("abc", values, strict=False)]


def test_the_odd_one_out_of_three_outlets_is_named_with_its_slip():
    """Two outlets say 1,866, the third 1,886: two of its digits are swapped, or one mistyped."""
    told = by_outlets(1968, 1968, 1986)
    (odd,) = of_rule("agreement", told)
    assert (odd.suspect, odd.slip, odd.would_be) == (told[2].id, "digits swapped", 1968)
    assert "1,986 stated by c" in odd.explanation


def test_of_two_outlets_neither_is_suspect_without_a_slip():
    """One word against another shows no culprit."""
    (odd,) = of_rule("agreement", by_outlets(1968, 2412))
    assert odd.suspect is None


def test_outlets_that_round_agree():
    """Over 1,900 is no other number than 1,968."""
    told = [*by_outlets(1968), said("2018-06-01", 1900, qualifier="over", outlet="b")]
    assert of_rule("agreement", told) == []


def test_the_primary_source_outvotes_its_copies():
    """However many wires copied a number wrong, the ministry's own stands, and the wires are the odd ones."""
    told = by_outlets(1968, 1986, 1986)
    told[0] = said("2018-06-01", 1968, outlet="ministry", standing="primary")
    assert {finding.suspect for finding in of_rule("agreement", told)} == {told[1].id, told[2].id}


def test_an_outlets_later_word_replaces_its_earlier_one():
    """A correction is no disagreement of an outlet with itself."""
    first = said("2018-06-01", 1986)
    second = said("2018-06-01", 1968, vintage=first.vintage + timedelta(hours=2))
    assert of_rule("agreement", [first, second]) == []


def test_a_figure_far_from_its_history_is_told():
    """After weeks of some 200 a day, 2,000 is implausible, and the days before are not."""
    steady = [200 + 7 * (n % 5) for n in range(30)]
    (jump,) = of_rule("plausibility", days([*steady, 2000]))
    assert (jump.stated, jump.verdict) == (2000, "open")


def test_figures_as_changeable_as_ever_are_plausible():
    """A series that always went up and down makes nothing of another change."""
    chance = random.Random(20180624)
    assert of_rule("plausibility", days([chance.randrange(100, 900) for _ in range(60)])) == []


def test_a_series_overdue_by_its_own_rhythm_is_told():
    """Daily for three weeks, then nothing, while the ministry goes on reporting something else."""
    daily = days([5] * 25)
    later = said("2018-07-20", 3, indicator="injuries", origin=None)
    (silent,) = of_rule("silence", [*daily, later])
    assert silent.subject == daily[-1].id
    assert "never silent for longer than 1 day" in silent.explanation


def test_a_series_within_its_rhythm_is_not_overdue():
    """A gap no longer than one before is nothing to tell."""
    daily = [one for n, one in enumerate(days([5] * 45)) if n not in range(10, 20)]
    later = said("2018-07-20", 3, indicator="injuries", origin=None)
    assert of_rule("silence", [*daily, later]) == []


SYRIA = Gazetteer({"Homs": "Syria", "Hama": "Syria"}, {"Syria": frozenset({"Homs", "Hama"})})
OPEN = Gazetteer({"Homs": "Syria", "Hama": "Syria"})


@pytest.mark.parametrize(
    ("whole", "gazetteer", "verdict", "assumptions"),
    [(300, SYRIA, "balanced", ("report_days",)), (320, SYRIA, "unbalanced", ("parts_exhaustive", "report_days")),
     (320, OPEN, "open", ("report_days",)), (290, OPEN, "unbalanced", ("report_days",))],
)  # fmt: skip
def test_places_below_a_place_sum_to_it(whole, gazetteer, verdict, assumptions):
    """Two provinces with 100 and 200 are at least 300 of the country, and all of it if there is no third."""
    told = [
        said("2018-06-01", value, origin=place) for place, value in (("Syria", whole), ("Homs", 100), ("Hama", 200))
    ]
    (found,) = of_rule("parts", told, gazetteer)
    assert (found.verdict, found.assumptions) == (verdict, assumptions)
    assert found.subject == told[0].id


def test_a_lone_place_says_its_figure():
    """One province that exceeds the country is told without a sum of one number."""
    told = [said("2018-06-01", value, origin=place) for place, value in (("Syria", 90), ("Homs", 100))]
    (found,) = of_rule("parts", told, OPEN)
    assert "while Homs says 100: 10 unaccounted for" in found.explanation


def test_places_that_round_are_told_with_their_bound():
    """Where a province states a range, the words hold the same difference as the finding."""
    told = [said("2018-06-01", value, origin=place) for place, value in (("Syria", 400), ("Hama", 200))]
    told.append(said("2018-06-01", 100, origin="Homs", qualifier="range", value_high=told[0].value - 280))
    (found,) = of_rule("parts", told, SYRIA)
    assert (found.difference, found.would_be) == (80, 320)
    assert "Hama, Homs say 200 + 100 to 120, at most 320: 80 unaccounted for" in found.explanation


def test_parts_of_a_day_close_for_later_days():
    """Two lands of origin made up the whole once: a later day on which they do not is a contradiction."""

    def day_of(report, whole, *parts):
        fields = {"indicator": "returns", "destination": "Syria", "origin": None}
        yield said(report, whole, **fields)
        for origin, value in zip(("Lebanon", "Jordan"), parts, strict=True):
            yield said(report, value, **(fields | {"origin": origin}))

    told = [*day_of("2018-06-01", 1185, 372, 813), *day_of("2018-06-02", 1398, 402, 996)]
    assert [finding.verdict for finding in of_rule("parts", told)] == ["balanced", "balanced"]
    broken = [*told, *day_of("2018-06-03", 1450, 381, 1018)]
    assert [finding.assumptions for finding in check(broken) if finding.verdict == "unbalanced"] == [
        ("parts_exhaustive", "report_days")
    ]


def of_whom(**populations):
    whole = said("2018-05-13", 105, indicator="medical_aid", origin=None)
    fields = {"indicator": "medical_aid", "origin": None, "document": whole.document, "part_of": whole.value}
    return [whole, *(said("2018-05-13", value, population=name, **fields) for name, value in populations.items())]


@pytest.mark.parametrize(
    ("populations", "verdicts"),
    [({"children": 64}, []), ({"children": 64, "women": 41}, ["balanced"]), ({"children": 106}, ["unbalanced"]),
     ({"children": 64, "women": 42}, ["unbalanced"]), ({"children": 64, "civilians": 80}, [])],
)  # fmt: skip
def test_portions_fit_into_their_whole(populations, verdicts):
    """Of 105 people, children and women are at most 105 between them; civilians may be children too."""
    assert [finding.verdict for finding in of_rule("parts", of_whom(**populations))] == verdicts


def ward(report, value, **changes):
    fields = {"indicator": "hospitalised", "origin": None, "location": "Aden"}
    return said(report, value, **(fields | changes))


def in_hospital(report, value):
    return ward(report, value, period="asof", measure="stock", start=None)


@pytest.mark.parametrize(("now", "verdict"), [(62, "balanced"), (65, "unbalanced")])
def test_a_stock_is_the_one_before_with_who_came_less_who_went(now, verdict):
    """60 in hospital, 7 admitted, 5 discharged: 62, if nobody came or went otherwise."""
    told = [
        in_hospital("2018-06-01", 60), ward("2018-06-02", 7), ward("2018-06-02", 5, indicator="recoveries"),
        in_hospital("2018-06-02", now),
    ]  # fmt: skip
    (found,) = of_rule("balance", told)
    assert (found.verdict, found.assumptions) == (verdict, ("no_other_way_in_or_out", "report_days"))
    assert "60 + 7 - 5 = 62" in found.explanation


def test_a_stock_after_a_rounded_one_is_told_with_the_nearest():
    """About 60 (55 to 65) and 7 less 5 are no sum of 67: the words say what is nearest."""
    told = [
        ward("2018-06-01", 60, period="asof", measure="stock", start=None, qualifier="about"), ward("2018-06-02", 7),
        ward("2018-06-02", 5, indicator="recoveries"), in_hospital("2018-06-02", 95),
    ]  # fmt: skip
    (found,) = of_rule("balance", told)
    assert "about 60 + 7 - 5 leaves 67 as the nearest" in found.explanation


def test_a_stock_is_not_judged_by_flows_that_are_not_known():
    """Without a figure of who was discharged, a stock may be anything."""
    told = [in_hospital("2018-06-01", 60), ward("2018-06-02", 7), in_hospital("2018-06-02", 90)]
    assert of_rule("balance", told) == []


def handed_out(report, tonnes, kits):
    fields = {"origin": None, "location": "Aleppo", "period": "24h"}
    yield said(report, tonnes, indicator="aid_weight", unit="tonne", **fields)
    yield said(report, kits, indicator="aid_items", unit="kit", **fields)


def test_a_misread_separator_shows_by_what_a_kit_weighs():
    """Kits weigh four to five kilograms: 1,212 tonnes for 250 of them were 1.212."""
    told = [
        *handed_out("2020-06-01", "2.8", 650), *handed_out("2020-06-02", "2.134", 440),
        *handed_out("2020-06-03", "1212", 250), *handed_out("2020-06-04", "2.9", 650),
    ]  # fmt: skip
    told += handed_out("2020-05-30", "1.25", 250)
    (found,) = of_rule("plausibility", told)
    assert (found.subject, found.slip) == (told[4].id, "separator misread")
    assert found.would_be == told[4].value / 1000


def test_kits_that_weigh_what_kits_weigh_are_plausible():
    """A ratio within the range of those before it is nothing to tell."""
    told = [*handed_out("2020-06-01", "2.8", 650), *handed_out("2020-06-02", "2.9", 650)]
    assert of_rule("plausibility", [*told, *handed_out("2020-06-03", "2.85", 650)]) == []


def test_a_calm_after_a_bad_month_is_no_jump_for_ever():
    """Once the level has sunk, figures of the new level are usual: a truce is told when it comes, not day by day."""
    chance = random.Random(20250119)
    bad, calm = ([chance.randrange(low, low * 2) for _ in range(60)] for low in (200, 4))
    told = days([*bad, *calm])
    found = of_rule("plausibility", told)
    assert [one.subject for one in found] in ([told[60].id], [told[60].id, told[61].id])


def test_a_series_that_never_changes_is_not_measured_by_its_changes():
    """Where half of all figures are as usual to the last digit, there is no spread to hold a change against."""
    assert of_rule("plausibility", days([650] * 60 + [1300])) == []


def headed(head, *body, **changes):
    """Return what a bulletin's headline says of people who left, and what its text does."""
    title = {"headline": True, "period": "day", "origin": None} | changes
    return [said("2018-06-01", head, **title), *(said("2018-06-01", value, origin=None) for value in body)]


def test_a_headline_that_its_own_text_contradicts_is_told():
    """1,886 in the title over 1,868 in the text is a slip of the title, and no figure to reckon with."""
    told = headed(1886, 1868)
    total = [said(day, value, "since", since_label="the truce", origin=None)
             for day, value in (("2018-05-31", 5000), ("2018-06-01", 6868))]  # fmt: skip
    found = check([*told, *total])
    (wrong,) = [one for one in found if one.verdict == "unbalanced"]
    assert (wrong.rule, wrong.suspect, wrong.slip, wrong.would_be) == ("agreement", told[0].id, "digits swapped", 1868)
    assert "1,886 stated in the headline of 1 June 2018, but 1,868 in the text below it" in wrong.explanation
    assert [one.verdict for one in found if one.stated == 6868] == ["balanced"]


@pytest.mark.parametrize(
    "told",
    [headed(1886, 1886, 1868), headed(1800, 1868, qualifier="over"), headed(1886, 204), headed(1886, 204, 1900)],
)
def test_a_headline_that_rounds_or_speaks_of_something_else_is_no_contradiction(told):
    """A number that the text has too, one that it fits, or one that no slip makes of any other is nothing to tell."""
    assert of_rule("agreement", told) == []


def test_the_same_thing_told_twice_in_one_document_is_one_number():
    """Where title and text say the same of one thing but the number, one is wrong, though no slip shows which."""
    told = headed(1886, 204, period="24h", start="2018-05-31")
    (wrong,) = of_rule("agreement", told)
    assert (wrong.suspect, wrong.difference) == (None, 1682)
