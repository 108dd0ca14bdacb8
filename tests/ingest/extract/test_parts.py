"""Which figures are parts of which, in our own words: lists, shares, openings, breakdowns, and what is no part."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-05-15T00:00:00+00:00"
SAID = [
    (
        "A boat with 31 people on board sank; 26 were saved, two bodies were found and 3 are missing.",
        {26: 31, 2: 31, 3: 31},
    ),
    ("Raids killed 21 civilians, 15 in the north of Lenn and another six in Homs.", {15: 21, 6: 21}),
    ("By Monday 90 nurses (40 women, 50 men) had been vaccinated, out of a target of 300.", {90: 300, 40: 90, 50: 90}),
    ("Of the 43 roads and 12 bridges hit, 20 are open.", {12: None}),
    ("The wards hold 380 patients; 60 of these patients are in hospital, 14 of them in a grave state.", {14: 60}),
    ("Police arrested 80 people, 40 of them over drugs. Of the total arrests, 12 were minors.", {12: 80}),
    (
        "In all, 280 cases were reported. The Jena district, with 45 cases, has seen the highest number.",
        {45: 280},
    ),
    (
        "From 3 to 5 May, 86 captives were freed. On 3 May 31 were freed, on 4 May 35. The remaining 20 went on 5 May.",
        {31: 86, 35: 86, 20: 86},
    ),
    ("Police arrested 72 people. The remaining 17 arrests were for theft. Of these, 8 were minors.", {8: 17}),
    (
        "The blast killed 42 people. An earlier report put the dead at 37. Among the victims were eleven women.",
        {11: 42},
    ),
    ("Some 61 cases of cholera were confirmed in three districts: Jena 34, Gera 18, Suhl 9.", {34: 61, 18: 61, 9: 61}),
    (
        "On Monday 95 cases were found in 800 tests.\nBy place: Jena, 60; Gera and Suhl, 11 each; elsewhere, 13.",
        {60: 95, 11: 95, 13: 95},
    ),
    ("Sappers destroyed 84 items: 50 shells, 30 mines and 4 rockets.", {50: 84, 30: 84, 4: 84}),
    (
        "Of Monday's 90 arrivals, 40 were men, 30 women and 20 children; six of the children came alone.",
        {40: 90, 30: 90, 20: 90, 6: 20},
    ),
    ("Donors gave 90 million rupees (50 million in Kandy, 40 million in Galle).", {50000000: 90000000}),
    ("Three women and four children were among nine people killed in the raid.", {3: 9, 4: 9, 9: None}),
    ("As many as 9 children were among the 31 civilians who died.", {9: 31}),
    ("The raids killed 58 civilians including 17 children 9 women and 32 men.", {17: 58, 9: 58, 32: 58}),
    ("A total of 61 movements were recorded, including 34 arrivals and 27 departures.", {34: 61, 27: 61}),
    ("Four residents were treated on Monday; one is still in hospital.", {1: 4}),
    ("In the clinic 89 patients wait, 31 on the floor, 14 of them in need of surgery.", {31: 89, 14: 31}),
    ("Some 380 patients are in hospital, 61 of them in a grave state; of the 61, 14 are on oxygen.", {61: 380, 14: 61}),
    ("The laboratory tested 742 samples, finding 305 positive.", {305: 742}),
    ("Floods hit six of the country's eight regions.", {6: 8}),
    ("Some 480 animals died, over half of a herd of 900 animals: 300 sheep and 180 goats.", {300: 480, 180: 480}),
    ("Some 23,700 tonnes of rice are in store, 6,200 tonnes of it in Port Lenn.", {6200: 23700}),
    ("At least 31 people died: 17 in Punjab, 14 in Sindh.", {17: 31, 14: 31, 31: None}),
    ("A blast killed 30 people and wounded 50. Twelve of those killed were on a bus.", {12: 30}),
    ("A blast killed 30 people and wounded 50. Three women were among the dead.", {3: 30}),
    ("At least 31 people died. Nine were children.", {9: 31}),
    ("A flood killed 30 people, 17 of them in Homs. The remaining 13 died in Hama.", {13: 30}),
    ("Police held 300 people, including 11 minors, had 40 homes searched, and 29 officers were hurt.", {29: None}),
    ("Police made 60 arrests. Of those held, 12 were released on bail.", {12: 60}),
    ("Some 105 Syrians, including 64 children, returned.", {64: 105, 105: None}),
    ("Some 105 Syrians returned, among them 64 children and 20 women.", {64: 105, 20: 105}),
    ("Some 105 Syrians returned, 64 of them children.", {64: 105}),
    ("Some 105 Syrians returned, of whom 64 were children and 20 were women.", {64: 105, 20: 105}),
    ("Some 105 Syrians returned (64 children, 20 women).", {64: 105, 20: 105}),
    ("Some 105 Syrians returned. Of these, 64 were children.", {64: 105}),
    ("Some 105 Syrians returned. Among them were 64 children and 20 women.", {64: 105, 20: 105}),
    ("Some 105 Syrians returned. They include 64 children.", {64: 105}),
    ("Some 105 Syrians returned. This includes 64 children and 20 women.", {64: 105, 20: 105}),
    ("Two of the 12 wounded died.", {2: 12}),
    ("Seven of the dead were women. In all, 30 people were killed.", {7: None, 30: None}),
    ("A blast killed 30 people. Seven of the dead were women.", {7: 30}),
    ("A blast killed 30 people and wounded 50 others. Twelve of the wounded are children.", {12: 50, 50: None}),
    ("A blast killed 30 people and wounded 50 others, 12 of them seriously.", {12: 50}),
    ("A blast killed 30 people, including 5 children, and wounded 50.", {5: 30, 50: None}),
    ("A blast killed 30 people, including five children and three women, and wounded 50.", {5: 30, 3: 30, 50: None}),
    ("There were 42 violations: Aleppo (20), Idlib (14), Hama (8).", {20: 42, 14: 42, 8: 42}),
    ("The Russian part recorded 12 violations in the provinces of Latakia (8) and Aleppo (4).", {8: 12, 4: 12}),
    ("Out of 500 tests, 12 were positive.", {12: 500}),
    ("Of the 500 people tested, 12 were positive.", {12: 500}),
    ("Police detained 60 people, 12 of whom were later released.", {12: 60}),
    ("Police detained 60 people. Another 12 were arrested in Homs.", {12: None}),
    ("Ten people were killed. A further 12 were wounded.", {12: None}),
    ("The toll rose to 65 after 5 more people died.", {5: None}),
    ("The army lost 12 vehicles, including three tanks.", {3: 12}),
    ("The convoy delivered 40 tonnes of aid, including 12 tonnes of flour.", {12: 40}),
    ("The flood damaged 900 houses, 200 of which were destroyed.", {200: 900}),
    ("The flood damaged 900 houses, of which 200 were destroyed and 700 partially damaged.", {200: 900, 700: 900}),
    ("Killed: 30 (12 women, 18 men)", {12: 30, 18: 30}),
    ("Cases: 120\n- Lusaka: 70\n- Ndola: 50", {70: 120, 50: 120}),
    ("120 cases were confirmed:\n- Lusaka: 70\n- Ndola: 50", {70: 120, 50: 120}),
    ("Thirty people were killed across the country. Seventeen died in Punjab and 13 in Sindh.", {17: 30, 13: 30}),
    ("Floods in Pakistan have killed 434 people. Balochistan reported 136 deaths, Sindh 104.", {136: 434, 104: 434}),
    ("More than 5,000 people, or 1,200 families, were evacuated.", {1200: None}),
    ("20 people were killed and 40 injured, the majority of them women.", {40: None}),
    ("All but 3 of the 40 passengers survived.", {3: 40}),
    ("Nine people died on Monday and 12 on Tuesday.", {9: None, 12: None}),
    ("Three-quarters of the 400 patients are children.", {400: None}),
    ("The centre treated 61 patients, 20 of them children and 15 women.", {20: 61, 15: 61}),
    (
        "Some 400 houses were damaged and 60 destroyed in Banda district, while 30 houses were damaged in Rampur.",
        {60: None, 30: None},
    ),
    ("Aid: 1,200 packages (400 of flour, 800 of rice).", {400: 1200, 800: 1200}),
    ("A total of 900 refugees returned from Lebanon (270 women, 459 children).", {270: 900, 459: 900}),
    ("The ministry reported 300 new cases, bringing the total to 4,000.", {300: None, 4000: None}),
    (
        "It reported 300 new cases, 120 of them in Almaty, bringing the total to 4,000; 3,500 of those recovered.",
        {120: 300, 3500: 4000, 4000: None},
    ),
    ("Fifteen people died, comprising 12 soldiers and 3 civilians.", {12: 15, 3: 15}),
    ("Fifteen people died - 12 soldiers and 3 civilians.", {12: 15, 3: 15}),
    ("Fifteen people died — 12 in Homs and 3 in Hama.", {12: 15, 3: 15}),
    ("Fifteen people died, 12 in Homs and 3 in Hama.", {12: 15, 3: 15}),
    ("Fifteen people, 12 soldiers and 3 civilians, died.", {12: 15, 3: 15}),
    ("Some 3,000 families (15,000 people) fled.", {15000: None}),
    ("In Kenya, 40 people died. In Uganda, 12 people died.", {12: None}),
    (
        "Police arrested 776 people in raids. Of them 26 are women. Of the arrested suspects, 22 were charged.",
        {22: 776},
    ),
    ("Initial reports put the toll at nine. In all, 1,100 people died across the country.", {9: None}),
    ("Thirty people were killed across the country, including on Monday when 6 people were shot.", {6: None}),
    ("Of the patients in Tengiz, 12 were children. Cases: 90.", {12: None}),
    ("Some 71 roads and 9 bridges were damaged; 58 and 7 of them, respectively, have reopened.", {58: 71, 7: 9}),
    ("Some 60 people were hurt, some of them badly.", {60: None}),
    ("Tanks destroyed: 7,500 (+12).", {12: None}),
    ("There were 15 victims: 12 in Homs and 3 in Hama.", {12: 15, 3: 15}),
    ("In Kenya, 40 people drowned. In Uganda, 12 people drowned.", {12: None}),
    ("Confirmed: 94 cases:\nTengiz: 60\nGorno: 34", {60: 94, 34: 94}),
]


@pytest.mark.parametrize(("text", "wholes"), SAID)
def test_a_part_knows_its_whole(read, text, wholes):
    """A figure is part of the whole that words, lists or a breakdown name, and of none where nothing does."""
    found = {figure["value"]: figure["part_of"] for figure in read(text, published=PUBLISHED)}
    assert {value: found.get(value, "unread") for value in wholes} == wholes


def test_a_closed_bracket_ends_its_list(read):
    """What follows the bracket speaks of the whole before it, and the next figure is no part of that."""
    text = (
        "In the past 24 hours 255 people (77 women and 130 children) returned from Lebanon through the Zamrani crossing"
        " and 71 from Jordan through the Nasib crossing."
    )
    found = {figure["value"]: (figure["origin"], figure["via"], figure["part_of"]) for figure in read(text)}
    assert found[255] == ("Lebanon", "Zamrani", None)
    assert found[71] == ("Jordan", "Nasib", None)
    assert found[77][2] == found[130][2] == 255


def test_parts_of_those_who_came_home_came_home(read):
    """`Of them` who came from somewhere returned as all of them did."""
    text = "Over the past day 1,010 refugees returned home: 306 of them came from Lebanon and 704 from Jordan."
    assert {figure["indicator"] for figure in read(text)} == {"returns"}


def test_stations_that_are_counted_station_nothing(read):
    """The plural of a thing that looks like a verb tells nothing of what happened."""
    text = "All in all 1,653 facilities, among them 212 schools and 138 water supply stations, have been restored."
    found = {figure["value"]: (figure["indicator"], figure["unit"], figure["part_of"]) for figure in read(text)}
    assert found[138] == ("facilities_restored", "station", 1653)
    assert found[1653] == ("facilities_restored", "facility", None)
