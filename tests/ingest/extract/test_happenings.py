"""What happened to what is counted: the code that verbs, lists, headings and nouns give it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The storm killed 9 people, injuring 40 and leaving 300 homeless.", ["deaths", "injuries", "displacement"]),
        ("Rockets left two people dead and six injured.", ["deaths", "injuries"]),
        ("Twelve killed 30 injured in bus crash", ["deaths", "injuries"]),
        (
            "The army lost 20 soldiers killed, three tanks and 8 cars.",
            ["deaths", "equipment_losses", "equipment_losses"],
        ),
        ("Police arrested 80 suspects, of whom 12 were sent for rehabilitation.", ["detained", "other"]),
        ("Some 500 villagers who were affected by the flood are now in relief camps.", ["sheltered"]),
        ("Guards took 15 rebels prisoner.", ["detained"]),
        ("The boats rescued 90 migrants; 900 reached the island.", ["rescued", "arrivals"]),
        ("Aid has reached 900 families.", ["aid_recipients"]),
        ("No casualties were reported.", ["deaths"]),
        ("Some 20 people sheltering in a church died.", ["deaths"]),
        ("Villagers pulled 6 survivors from the rubble.", ["rescued"]),
        ("No deaths or injuries were reported.", ["deaths", "injuries"]),
        ("There were 14 casualties.", ["other"]),
        ("The mission counted 90 casualties (30 killed, 60 injured).", ["other", "deaths", "injuries"]),
        ("The army sent 120 soldiers and two helicopters to the island.", ["deployed", "deployed"]),
        ("The army sent 900 blankets to the island.", ["aid_items"]),
        ("Eight ambulances and 40 firefighters attended.", ["deployed", "deployed"]),
        ("One drowned man was found on the beach.", ["deaths"]),
        ("The commission noted 11 facts of shelling.", ["violations"]),
        ("Frost left 300 hectares of wheat withered and killed 40 sheep.", ["crops_damaged", "livestock_lost"]),
        ("Seized:\n- Cash: $412,500\n- Firearms: 31 (19 pistols, 12 assault rifles)", ["seizures"] * 4),
        ("Houses damaged\nVelmora: fully 34, partially 211", ["houses_destroyed", "houses_damaged"]),
    ],
)
def test_verbs(read, text, codes):
    """A verb governs what it leans on, an aside gives way to the sentence, lists share their verb."""
    assert [figure["indicator"] for figure in read(text)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Of 60 houses damaged, 22 fully and 38 partially.", ["houses_damaged", "houses_destroyed", "houses_damaged"]),
        ("Some 700 homes were badly damaged or completely destroyed.", ["houses_destroyed"]),
        ("The fire burned 300 hectares and 14 houses.", ["other", "houses_destroyed"]),
        ("Hail flattened 300 hectares of wheat.", ["crops_damaged"]),
        ("The army's losses: 400 soldiers killed and wounded, 5 tanks.", ["other", "equipment_losses"]),
        ("The strike destroyed three tanks and nine off-road vehicles.", ["equipment_losses", "equipment_losses"]),
        ("Nearly 30 lorries with 500 tonnes of flour entered Vorzan.", ["aid_actions", "aid_weight"]),
        ("Farmers lost 60 goats and 4 cows.", ["livestock_lost", "livestock_lost"]),
        ("Power was cut in 18 districts and restored in 11 of these.", ["places_affected", "facilities_restored"]),
        ("Five schools and 12 kindergartens need repair.", ["facilities_damaged", "facilities_damaged"]),
        ("Two command posts were destroyed.", ["equipment_losses"]),
        ("Engineers checked nine schools and disposed of 40 shells.", ["buildings_cleared", "ordnance_cleared"]),
        ("Still 900 hectares are believed to be mined.", ["other"]),
        ("The suspect had on him two rifles, 90 cartridges and 400g of heroin.", ["other", "other", "seizures"]),
        ("Customs seized two rifles, 90 cartridges and 400g of heroin.", ["seizures"] * 3),
        ("Inspectors searched 40 vehicles.", ["offences"]),
        ("Airlines cancelled 70 flights.", ["other"]),
    ],
)
def test_things(read, text, codes):
    """What is counted decides with what happened: burnt land is no burnt house."""
    assert [figure["indicator"] for figure in read(text)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Each side freed captives: 40 prisoners returned home.", ["released"]),
        ("About 25 rescuers from Poland are expected.", ["deployed"]),
        ("At least 300 prisoners remain there.", ["detained"]),
        ("The ministry says 90 of them were tourists: 60 from Kenya, 30 from Ghana.", ["arrivals"] * 3),
    ],
)
def test_populations(read, text, codes):
    """Where the verb says little, who they are says what happened."""
    assert [figure["indicator"] for figure in read(text)] == codes


def test_headings(read):
    """What a line leaves unsaid its heading says."""
    text = "COST OF DAMAGE\nAgriculture: $2 million. Roads: $900,000."
    assert [figure["indicator"] for figure in read(text)] == ["economic_loss", "economic_loss"]


def test_a_label_is_weaker_than_the_sentence(one):
    """A topic before a colon gives way to what its sentence tells."""
    assert one("Relief: 40 vehicles are on duty.")["indicator"] == "deployed"


def test_comparisons_take_the_code_of_what_they_are_compared_with(read):
    """`Down from 30` counts what the subject of the sentence counts."""
    figures = read("There were 22 new admissions in two wards, down from 30 the previous day.")
    assert [figure["indicator"] for figure in figures if figure["value"] in (22, 30)] == ["hospitalised"] * 2


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [
        ("Twenty people were hurt. Eleven of the injured were admitted to hospital.", 11, "hospitalised"),
        ("Twenty people were hurt. Three of the wounded died.", 3, "deaths"),
        ("Twenty people were hurt. Five of the injured are in critical condition.", 5, "injuries"),
        ("Six people were killed. Two of the dead were carried home.", 2, "deaths"),
        ("Of all complaints, 1,467 concerned violations of the law.", 1467, "complaints"),
    ],
)
def test_what_is_told_of_some_of_them_counts(read, text, value, indicator):
    """The hurt may be taken to hospital, recover or die; the dead remain dead; a matter is not what is counted."""
    assert [figure["indicator"] for figure in read(text) if figure["value"] == value] == [indicator]
