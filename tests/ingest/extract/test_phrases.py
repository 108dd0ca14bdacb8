"""The lexical field of every code: what short sentences in all voices, tenses and shapes count."""

from __future__ import annotations

from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("phrases.txt").read_text("utf-8")
LINES = [line.split(" | ", 3) for line in TABLE.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("code", "unit", "population", "text"), LINES, ids=[line[-1] for line in LINES])
def test_a_phrase_is_read(one, code, unit, population, text):
    """Each sentence of the table gives its code, its unit and its population."""
    figure = one(text)
    assert (figure["indicator"], figure["unit"], figure["population"] or "-") == (code, unit, population)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doctors confirmed 61 cases in seven districts: Arly 24, Borva 37.", [("cases", "case")] * 2),
        ("Nine died and 40 were hurt. Three of the 40 were children.", [("injuries", "person")]),
        ("The hurt were taken to four hospitals; 31 remained there.", [("injuries", "person")]),
        ("Ten of those rescued were taken to hospital.", [("hospitalised", "person")]),
        ("Four girls held for ransom were freed.", [("released", "person")]),
        ("Vets found 90 cattle infected, 61 dead.", [("livestock_lost", "cattle")]),
        ("HOUSES\nArly: 900 damaged", [("houses_damaged", "house")]),
        ("Rescued so far: 900 by boat.", [("rescued", "person")]),
        ("Still wanted: 900, of whom 40 are abroad.", [("wanted", "person")] * 2),
        ("ARRESTS. 8 (Arly 5, Borva 3).", [("detained", "person")] * 3),
        ("The navy sent three ships, which have taken 90 to Arly.", [("departures", "person")]),
        ("Help went to 300 people (90 families) in Arly, and to 20 in Borva.", [("aid_recipients", "person")]),
        ("Some 33,000 houses were hit, 9,000 of which wholly collapsed.", [("houses_destroyed", "house")]),
        ("The fund pays $600 to owners of destroyed homes.", [("aid_funding", "dollar")]),
        ("Donors gave $160 m.", [("aid_funding", "dollar")]),
        ("Police found two T-62 tanks.", [("seizures", "tank")]),
    ],
)
def test_what_is_left_unsaid(read, text, expected):
    """A count that names nothing goes on with what stands free, with the whole it names, or with people."""
    figures = [(figure["indicator"], figure["unit"]) for figure in read(text)]
    assert figures[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Another 300 or so people left Arly.", "about"),
        ("Not quite 300 people left Arly.", "under"),
        ("Just over 300 people left Arly.", "over"),
        ("More then 300 people left Arly.", "over"),
        ("Shells killed 20+ people in Arly.", "over"),
        ("Just under 300 people left Arly.", "under"),
    ],
)
def test_qualifiers(one, text, qualifier):
    """What is said before or behind a number qualifies it."""
    assert one(text)["qualifier"] == qualifier


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("Mine clearance: weekly report", "Arly: 40 shells.", "ordnance_cleared"),
        ("Truce monitors report breaches", "There were 14 shellings.", "violations"),
        ("Front line", "There were 14 shellings.", "attacks"),
        ("Police report", "Police were busy. The haul: 14 pistols.", "seizures"),
        ("Food distribution", "On Monday 14 trucks entered Arly.", "aid_actions"),
    ],
)
def test_topics(read, title, text, code):
    """What a sentence leaves open the text's topic says."""
    assert read(text, title=title)[-1]["indicator"] == code


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        ("On Monday 40 prisoners, including 15 Kenyans, were freed.", ["prisoners", "prisoners"]),
        ("Five people drowned, three of whom were small children.", [None, "children"]),
        ("One patient, a nurse, died.", ["medics"]),
        ("On Monday 90 prisoners were exchanged: 50 went to Arly and 40 to Borva.", ["prisoners"] * 3),
        ("Nine female students were hurt.", ["women"]),
    ],
)
def test_which_people(read, text, populations):
    """Parts of a group are of it, and predicates and appositions say who people are."""
    assert [figure["population"] for figure in read(text)] == populations
