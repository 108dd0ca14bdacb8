"""Which numbers are figures, what they are worth and what they count."""

from __future__ import annotations

import pytest


def brief(figures, *keys):
    return [tuple(figure[key] for key in keys) for figure in figures]


@pytest.mark.parametrize(
    "text",
    [
        "Rana Khoury, 41, who lost her shop, stood in the street.",
        "A boy of nine went back to school.",
        "The oldest is 88 and the youngest 3.",
        "Pupils aged 12 and older may come.",
        "It rained 80 mm and blew at 60-70 kmph.",
        "The shop opens at 5 in the afternoon, or 1700 GMT.",
        "One in six is poor, two thirds are tired and three quarters are bored.",
        "They traded 50 for 50.",
        "Prices are 40 per 100 000 inhabitants.",
        "She lives in Sector 7 of the camp.",
        "A Boeing 737-800 flew over.",
        "Depression Nineteen stayed at sea.",
        "Keep the Seven Simple Rules in mind.",
        "The rate is 1 euro = 1.08.",
        "☎ 1550, day and night",
        "Nobody knows the way.",
        "The war lasted four and a half years.",
        "It lies 12 km (7 miles) north of the river.",
        "The quake struck at a depth of 9 km.",
        "A 3.4 million-strong city slept.",
        "Rain fell on nine in ten.",
        "That is five fewer than on Sunday.",
        "Musa Okoye, 52, a farmer, wept.",
        "Topic: Floods (212) 0 48 Share",
    ],
)
def test_numbers_that_count_nothing(read, text):
    """Ages, clocks, weather, rates, names, telephones, distances and idle pronouns are no figures."""
    assert brief(read(text), "value", "unit") == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Police seized 3 kilograms and 250 grams of hashish.", 3.25, "kilogram"),
        ("They sent 2 tonnes 400 kg of flour.", 2.4, "tonne"),
        ("The town was shelled nine times.", 9, "attack"),
        ("The sides broke the truce; they violated it 14 times on Monday.", 14, "violation"),
        ("Trucks delivered 4,512. 75 tons of wheat.", 4512.75, "tonne"),
        ("The fund gave CHF 12 million.", 12000000, "franc"),
        ("They cleared 900 square metres.", 900, "square metre"),
        ("Rockets damaged three blocks of flats.", 3, "block"),
        ("Of the 40 buses, 6 burned.", 40, "bus"),
        ("No port is closed.", 0, "port"),
    ],
)
def test_values_and_units(read, text, value, unit):
    """Compound masses, slips of the typist, counts of events, codes of currencies: value and unit as they are meant."""
    assert (value, unit) in brief(read(text), "value", "unit")


def test_a_sentence_that_ends_in_a_number_is_no_slip(read):
    """A stop between two numbers parts two sentences, not an integer from its decimals."""
    assert brief(read("The hall holds 4,500. 320 people left it."), "value")[-1] == (320,)


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("A mine killed six villagers, two of them children.", [None, "children"]),
        ("Of 90 injured people, 31 were women.", [None, "women"]),
        ("A shell killed 4 civilians, including 2 women, and wounded 9 others.", ["civilians", "women", "civilians"]),
        ("A blast killed one woman and injured five others.", ["women", None]),
        (
            "Eight people (three men, five children) died: 6 in Vorzan and 2 in Dera.",
            [None, "men", "children", None, None],
        ),
        ("The flood drowned 12 soldiers. Another 3 are missing.", ["soldiers", "soldiers"]),
    ],
)
def test_whom_a_count_goes_on_with(read, text, population):
    """What leaves its people unsaid goes on with the whole; that women died says nothing of the others."""
    assert [figure["population"] for figure in read(text)] == population


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll of the attack on the old market of the city has risen to 61.", [(61, "deaths", "person")]),
        ("A storm killed 44.", [(44, "deaths", "person")]),
        (
            "They found 8 antipersonnel and 5 antitank mines.",
            [(8, "ordnance_cleared", "mine"), (5, "ordnance_cleared", "mine")],
        ),
        (
            "Some 20 roads and 7 bridges were damaged; 12 and 3, respectively, have been repaired.",
            [
                (20, "facilities_damaged", "road"),
                (7, "facilities_damaged", "bridge"),
                (12, "facilities_restored", "road"),
                (3, "facilities_restored", "bridge"),
            ],
        ),
        (
            "Some 4,100 people are in 37 temporary sites, down from 5,000 a week ago.",
            [(4100, "sheltered", "person"), (37, "facilities_operating", "site"), (5000, "sheltered", "person")],
        ),
    ],
)
def test_nouns_left_unsaid(read, text, expected):
    """A bare number counts the subject of its sentence, its fellow in a pair, or whom its verb is done to."""
    assert brief(read(text), "value", "indicator", "unit") == expected


def test_three_each_are_two_figures(read):
    """`Three each in A and B` says three of A and three of B."""
    figures = read("Gunmen shot eleven people: four each in Vorzan and Dera and three in Marawa.")
    assert sorted(brief(figures, "value")) == [(3,), (4,), (4,), (11,)]


def test_the_body_overrules_the_headline(one):
    """A figure of the headline that the body states again is the same figure, whatever it leaves out."""
    figure = one(
        "On Friday at least 23 people drowned off Port Karel, the coast guard said.", title="Ferry sinks, 23 dead"
    )
    assert figure["qualifier"] == "at_least"


def test_a_number_that_points_back_is_no_new_figure(read):
    """`All 30 passengers` and `of the 30` mean the thirty that were told of."""
    text = "The crew saved 30 passengers. Two of the 30 are in hospital; all 30 passengers were given blankets."
    assert brief(read(text), "value") == [(30,), (2,)]


def test_small_counts_that_look_alike_stay_apart(read):
    """Two deaths here and two deaths there are four."""
    figures = read("A shell killed two people in Vorzan. A mine killed two people in Dera.")
    assert brief(figures, "value", "location") == [(2, "Vorzan"), (2, "Dera")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The floods displaced families across14 provinces.", 14),
        ("The work goes on.Two teams are deployed.", 2),
        ("Explosion Kills Four in Port Karel", 4),
    ],
)
def test_a_count_that_lost_its_space_or_stands_in_a_headline_is_no_name(read, text, value):
    """A number run together with the word before it counts the noun behind it; a headline's verb has an object."""
    assert value in {figure["value"] for figure in read(text)}


@pytest.mark.parametrize(
    "text", ["They flew on an A320 over the camp.", "The mp3 players were sold.", "He saw Form2 films."]
)
def test_a_number_that_ends_a_name_counts_nothing(read, text):
    """Digits joined to a short or capital word are part of a name."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("No fewer than 40 people drowned.", "at_least"),
        ("No more than 40 people drowned.", "up_to"),
        ("~40 people drowned.", "about"),
        ("The toll could go up to 40.", "exact"),
        ("Floods killed 40 people, more than the 31 of last year.", "exact"),
        ("Floods killed 4 or 5 people.", "range"),
    ],
)
def test_qualifiers(read, text, qualifier):
    """The longest qualifier binds, signs qualify, a rise up to a number and a comparison do not."""
    assert {figure["qualifier"] for figure in read(text)} == {qualifier}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Half a million people fled.", 500000),
        ("Some 1.2m people fled.", 1200000),
        ("A dozen villagers fled.", 12),
        ("12'500 villagers fled.", 12500),
    ],
)
def test_magnitudes(one, text, value):
    """Halves, letters for millions, dozens and apostrophes are read as people mean them."""
    assert one(text)["value"] == value


@pytest.mark.parametrize(
    "text", ["Doctors treat 300 patients a day.", "The town drinks 500 tonnes of water every day."]
)
def test_averages_are_no_figures(read, text):
    """So many a day is a rate; a capacity of so many a day is planned, and counts."""
    assert read(text) == []
    assert len(read("The camp can take 300 people a day.")) == 1


def test_inhabitants_are_no_victims(read):
    """People of whom a place is home, or whom a city has, met with nothing."""
    figures = read("The storm killed 9 people in a city of 3 million people. The island, home to 5,000, is cut off.")
    assert [figure["indicator"] for figure in figures] == ["deaths", "other", "other"]


def test_a_total_goes_on_with_the_subject_of_the_sentence_before(read):
    """`The total is now 900` counts the people, not the boats they came in."""
    figures = read("On Monday 72 people in 5 boats reached Port Karel. The total for July is now 900.")
    assert brief(figures, "value", "unit")[-1] == (900, "person")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten of its 26 clinics reopened.", [(10, "clinic"), (26, "clinic")]),
        ("Hail damaged 10 houses and wrecked 11 others.", [(10, "house"), (11, "house")]),
        (
            "They counted 90 cases and 4 deaths, against 70 and 2 a year ago.",
            [(90, "case"), (4, "person"), (70, "case"), (2, "person")],
        ),
        ("Pirates freed 9 sailors and 4 others.", [(9, "person"), (4, "person")]),
    ],
)
def test_nouns_that_are_shared(read, text, expected):
    """Parts share the noun of what somebody has, others that of what met with the like, compared pairs theirs."""
    assert brief(read(text), "value", "unit") == expected


def test_known_places_and_looks_are_no_figures(read):
    """What a text points at by the number of places, names a quarter by, or sees on bodies counts nothing."""
    for text in (
        "All five quarters are still under siege. The shells fell on the two targeted neighbourhoods.",
        "A shell fell on the Latmah 86 neighbourhood of Safra city.",
        "Doctors saw bodies with no visible wounds.",
    ):
        assert read(text) == []


def test_who_is_among_those_counted_does_not_say_who_they_are(read):
    """`Nine, among them a child` are nine people; and the only one incident is one."""
    figures = read("Shelling wounded nine among them a child in Latmah.")
    assert [
        (figure["value"], figure["population"], figure["part_of"]) for figure in figures if figure["value"] == 9
    ] == [(9, None, None)]
    assert [figure["value"] for figure in read("In Latmah only one woman was killed.")] == [1]


def test_whom_something_is_given_to_is_no_new_victim(read):
    """A participle behind those who are given aid only tells why they need it; fugitives are no prisoners."""
    (figure,) = read("Volunteers handed food packs to over 7,500 families displaced when the river rose.")
    assert figure["indicator"] == "aid_recipients"
    figures = read("Police have a list of 4,258 unapprehended suspects and arrested 30 people.")
    assert [figure["indicator"] for figure in figures] == ["wanted", "detained"]
