"""Where figures happened: which names are places, what role each plays, and which place governs what names none."""

from __future__ import annotations

import pytest


def places(figure):
    return {role: figure[role] for role in ("origin", "destination", "via", "location") if figure[role]}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Six people died in Velmora.", "Velmora"),
        ("Six people died near the town of Kel Amirat.", "Kel Amirat"),
        ("Six people died in Velmora province.", "Velmora"),
        ("Six people died in northern Velmora.", "Velmora"),
        ("Six people died in Velmora District, Kenya.", "Velmora"),
        ("Six people died in Nepal's Velmora district.", "Velmora"),
        ("Six people died in Nepals Velmora district.", "Velmora"),
        ("Six people died in the Velmora, Tarsk and Ulan regions.", "Velmora, Tarsk and Ulan"),
        ("Six people died when a storm lashed Velmora.", "Velmora"),
        ("Six people died across Mozambique.", "Mozambique"),
        ("Velmora reported six deaths.", None),
        ("Flooding was worst in Velmora, where six people died.", "Velmora"),
        ("In Velmora, after a night of rain, six people died.", "Velmora"),
        ("Floods hit Velmora. The district lost much of its harvest, and six people died in the district.", "Velmora"),
    ],
)  # fmt: skip
def test_syntax_tells_a_place(one, text, place):
    """Prepositions, nouns of places, verbs of disaster and lists make places of names that stand in no list."""
    assert one(text)["location"] == place


@pytest.mark.parametrize(
    "text",
    [
        "Six people died, Governor Amir Velmora said.",
        "Six people died, Velmora told reporters.",
        "Six people died, according to Velmora.",
        "Six people died, the Velmora Police said.",
        "Six people died, Kenya's Disaster Agency said.",
        "Six people died, reported AFGP.",
        "NAIROBI (Agency) - Six people died in the fires.",
        "Nairobi, 5 May 2018 – Six people died in the fires.",
        "The damage came to US$5 million.",
        "Six Kenyan soldiers died.",
    ],
)
def test_people_institutions_and_datelines_are_no_places(read, text):
    """Who speaks, who is told, whose institution it is and where a report was written is not where it happened."""
    assert [places(figure) for figure in read(text)] == [{}]


def test_a_headline_tells_few_places(read):
    """Where all words are capitalised, only known places and those that the text proves are read."""
    text = "The rains did not stop. Some 12 roads were damaged."
    assert all(figure["location"] is None for figure in read(text, title="Storms Kill Two People, Destroy Many Homes"))
    assert read(text, title="Storms Kill Two People in Malawi")[-1]["location"] == "Malawi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 people left Velmora for Tarsk.", {"origin": "Velmora"}),
        ("40 people were evacuated in Velmora.", {"origin": "Velmora"}),
        ("40 people were evacuated from Velmora to Tarsk.", {"origin": "Velmora", "destination": "Tarsk"}),
        ("40 people returned to Velmora from Jordan.", {"origin": "Jordan", "destination": "Velmora"}),
        ("40 tents were sent to Velmora.", {"destination": "Velmora"}),
        ("40 tents were handed out in Velmora.", {"location": "Velmora"}),
        ("40 people were displaced in Velmora.", {"location": "Velmora"}),
    ],
)
def test_what_is_counted_settles_the_role(one, text, expected):
    """People leave an origin and come to a destination; goods are sent to one; harm and aid have a location."""
    found = places(one(text))
    assert {role: found.get(role) for role in expected} == expected


def test_items_of_a_list_each_have_their_place(read):
    """In `A (2), B (3)`, `A 2, B 3`, `2 in A, 3 in B` each number takes the name beside it, and the total none."""
    for text in (
        "Five people were killed: Velmora (2), Tarsk (3).",
        "Five people were killed: 2 in Velmora, 3 in Tarsk.",
        "Five people were killed: two in Velmora and three in Tarsk.",
    ):
        assert [figure["location"] for figure in read(text)] == [None, "Velmora", "Tarsk"]


def test_each_parts_places(read):
    """`Three each in A and B` are two figures with a place each."""
    assert [figure["location"] for figure in read("Three people each died in Velmora and Tarsk.")] == [
        "Velmora",
        "Tarsk",
    ]


def test_a_title_as_label_governs(read):
    """`X: …` governs what names no place, even where other places are named in between."""
    text = "Flooding has affected 900 people in Velmora.\n\nSo far 12 deaths have been recorded."
    assert [figure["location"] for figure in read(text, title="Malawi: Cyclone update")] == ["Velmora", "Malawi"]


def test_the_lead_governs_the_story(read):
    """What follows the lead happened where the lead did, if it names no other place."""
    text = "Three people died in floods in Velmora district on Monday. Some 40 houses were destroyed."
    assert [figure["location"] for figure in read(text)] == ["Velmora", "Velmora"]


def test_a_heading_governs_its_lines(read):
    """A line with nothing but a place governs the lines below it up to the next heading."""
    text = "Velmora province\n4 people died\nTarsk province\n7 people died"
    assert [figure["location"] for figure in read(text)] == ["Velmora", "Tarsk"]


def test_a_label_governs_its_line(read):
    """`X – …` at the beginning of a line governs it."""
    text = "Jordan – Last week 430 calls were received.\nLebanon – Last week 310 calls were received."
    assert [figure["location"] for figure in read(text)] == ["Jordan", "Lebanon"]


def test_nouns_stand_for_places_of_their_kind(read):
    """`the province`, `the city`, `there` stand for the last such place."""
    text = "Rain fell on Velmora province and on the city of Tarsk. In the province 5 people died. 3 died in the city."
    assert [figure["location"] for figure in read(text)] == ["Velmora", "Tarsk"]
    assert read("A quake struck Velmora. Some 20 people died there.")[0]["location"] == "Velmora"


def test_visitors_are_counted_by_origin(read):
    """In a list of arrivals by country the countries are origins."""
    text = (
        "Some 900 tourists arrived in Kenya over the past week. India led with 300 arrivals, ahead of Germany at 200."
    )
    found = read(text)
    assert places(found[0]) == {"destination": "Kenya"}
    assert places(found[-1]) == {"origin": "Germany", "destination": "Kenya"}


def test_too_many_places_give_way_to_their_area(one):
    """More than three places are not listed: the area that they are in is named."""
    assert one("Six people died in Abad, Beled, Cerik and Dorun in Velmora province.")["location"] == "Velmora"


def test_a_whole_referred_to_leaves_its_place_to_the_part(read):
    """In `seven of the 27 in X` the place is that of the seven."""
    text = "A total of 27 people were rescued, seven of the 27 in Velmora."
    assert [(figure["value"], figure["location"]) for figure in read(text)] == [(27, None), (7, "Velmora")]


def test_lost_line_breaks_are_found_again(read):
    """A text on one line whose paragraphs wide gaps part is read line by line."""
    text = "Rain fell for days.  Rivers rose.  Velmora Province  4 people died  Tarsk Province  7 people died"
    assert [figure["location"] for figure in read(text)] == ["Velmora", "Tarsk"]


def test_a_scene_lasts_into_the_next_paragraph_only_unless_someone_else_speaks(read):
    """What follows at once happened in the same place; a new speaker tells of the whole again."""
    lead = "Some 900 people fled their homes in floods in Velmora district.  A dam broke near the town of Tarsk.  "
    same, told = "It swept away 14 houses.", "The relief office said 14 houses collapsed."
    assert read(lead + same)[-1]["location"] == "Tarsk"
    assert read(lead + told)[-1]["location"] == "Velmora"


@pytest.mark.parametrize("name", ["As Suwayda", "At Tall", "An Nabk", "Ar Rastan", "Al Hasakah"])
def test_an_article_that_is_an_english_word_begins_a_name(one, name):
    """Arabic articles that look like words of grammar belong to the name that they are written before."""
    assert one(f"On Saturday, 644 people returned to the {name} province.")["destination"] == name


def test_an_authority_speaks_for_its_place(read):
    """`the X provincial office said` states where, if nothing nearer does."""
    lead = "Some 900 people fled their homes in floods in Velmora district. "
    assert read(lead + "Nine people are missing, the Tarsk provincial relief office said.")[-1]["location"] == "Tarsk"


def test_groups_and_laws_of_other_countries_place_nothing(read):
    """Where a group is banned, or an agency based, says nothing of what is told."""
    text = "In Velmora 12 people died in clashes with fighters of the Red Star (banned in Russia)."
    assert read(text)[0]["location"] == "Velmora"


def test_storms_over_waters_strike_on_land(read):
    """A bay or sea over which a storm forms is not where its victims are."""
    text = "A depression over the Bay of Velm has killed 12 people in Kenya. Some 40 houses were destroyed."
    assert [figure["location"] for figure in read(text)] == ["Kenya", "Kenya"]


def test_people_leave_for_a_destination(one):
    """What stands between a verb of leaving and its place does not hide it; `for` tells where to."""
    text = "Some 40 people left the rebel-held town of Velmora for government-controlled Tarsk."
    assert places(one(text)) == {"origin": "Velmora", "destination": "Tarsk"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Six people died in Velmora district of Punjab.", "Velmora"),
        ("Six people died in the Damascus suburb of Velmora.", "Velmora"),
        ("Six people died in Velmora, a town in Nepal's Tarsk province.", "Velmora"),
        ("A mudslide swept through Velmora, the capital of Tarsk province, and killed six people.", "Velmora"),
        ("Six people, two of them children, died in Velmora: five on the coast.", "Velmora"),
    ],
)  # fmt: skip
def test_the_smallest_place_is_named(read, text, place):
    """What only says where a place lies is left out."""
    assert read(text)[0]["location"] == place


def test_a_total_keeps_the_place_before_its_list(read):
    """`14 died in X: six in A, eight in B`: the total is of X."""
    text = "Some 14 people died in Velmora province: six in Tarsk, eight in Ulan."
    assert [figure["location"] for figure in read(text)] == ["Velmora", "Tarsk", "Ulan"]


def test_all_that_a_sentence_counts_was_in_its_one_place(read):
    """Families from villages in a district that are in shelters there share the one place that is named."""
    text = "Some 700 families from 12 villages in Velmora were made homeless and 28 shelters opened."
    assert {figure["location"] for figure in read(text)} == {"Velmora"}


def test_a_title_that_is_a_place_governs(read):
    """A title of nothing but a place stands over all that names none."""
    assert read("Some 38 people died and 500 fled their homes.", title="Nepal")[0]["location"] == "Nepal"


def test_cases_and_deaths_share_the_place_before_them(read):
    """`X recorded 90 cases and 2 deaths, Y 40 cases` deals out both."""
    text = "Lusaka recorded 352 new cases and 9 deaths, Copperbelt 41 cases and Velmora 12 cases."
    assert [figure["location"] for figure in read(text)] == ["Lusaka", "Lusaka", "Copperbelt", "Velmora"]


def test_what_three_places_suffered_is_not_the_last_ones(read):
    """A count behind a list of several places is of none of them alone."""
    text = "Five people died in Velmora, two in Tarsk and one in Ulan, and 4,000 houses lost their roofs."
    assert read(text, title="Vietnam")[-1]["location"] == "Vietnam"


def test_a_clause_goes_on_with_the_way(one):
    """`40 left X; they were taken to Y through Z` is one way."""
    text = "Some 40 people left Velmora on Thursday; they were taken to Tarsk through the Ulan crossing."
    assert places(one(text)) == {"origin": "Velmora", "destination": "Tarsk", "via": "Ulan"}


def test_a_name_with_a_bracketed_count_is_that_counts_alone(read):
    """The first item of `12 in the provinces of X (7), Y (5)` is no place of the total."""
    text = "Observers registered 12 violations in the provinces of Velmora (7) and Tarsk (5)."
    assert [figure["location"] for figure in read(text)] == [None, "Velmora", "Tarsk"]


def test_what_lies_beside_a_place_is_named(one):
    """`X, on the outskirts of Y` is X."""
    assert one("A fire in Velmora, on the outskirts of Dhaka, killed 12 people.")["location"] == "Velmora"


def test_headings_of_one_sort_are_all_places(read):
    """A name alone on its line is a heading where another such line is known for a place."""
    text = "Puntland\n\n12,000 people were displaced.\n\nVelmora\n\n7,000 people were displaced."
    assert [figure["location"] for figure in read(text, title="Somalia drought")] == ["Puntland", "Velmora"]


@pytest.mark.parametrize("told", ["recorded departures", "saw residents leave", "was emptied as people left"])
def test_the_subject_of_leaving_is_no_way(one, told):
    """The place that a sentence without numbers speaks of gives the next figure no role named after subjects."""
    figure = one(f"Aleppo {told}. On Saturday, 40 people left.")
    assert (figure["value"], figure["indicator"]) == (40, "departures")


def test_the_make_of_goods_is_no_place(one):
    """A name between a measure and its goods says of what make they are."""
    assert one("Police seized 320 kg of Kerala tea in Mannar on Wednesday.")["location"] == "Mannar"
