"""Which place rules a figure: rows and titles, what a later sentence says of it, clauses, senders and lists."""

from __future__ import annotations

import pytest


def places(figure):
    return {role: figure[role] for role in ("origin", "destination", "via", "location") if figure[role]}


def located(figures):
    return [(figure["value"], figure["location"]) for figure in figures]


def test_rows_of_names_are_places(read):
    """Lines of one list that begin with names are rows of places, of which each number is told."""
    text = "Marnak — 6 killed, 2 wounded\nUlmet — 5 killed\nNairobi — no deaths, 1 wounded"
    assert located(read(text)) == [
        (6, "Marnak"), (2, "Marnak"), (5, "Ulmet"), (0, "Nairobi"), (1, "Nairobi"),
    ]  # fmt: skip


def test_a_list_by_place_is_of_places(read):
    """What is told `by district` are districts, though they stand in no list of places."""
    assert located(read("Deaths by district: Ulmet, 7; Tarsk, 4.")) == [(7, "Ulmet"), (4, "Tarsk")]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Rescue service: weekly figures, Eastern Ulmet, 3-9 May 2018", "Eastern Ulmet"),
        ("Flood tracker, North-east Nigeria, 3-9 May 2018", "North-east Nigeria"),
        ("Yemen prisoner exchange: what is known", "Yemen"),
        ("After the storm: what Haiti lacks", "Haiti"),
        ("Letter from the last hospital of Ulmet", "Ulmet"),
        ("Three die in Ulmet protests, police say", "Ulmet"),
        ("Army shells positions in Ulmet province", "Ulmet"),
    ],
)
def test_a_title_names_what_the_text_is_about(read, title, place):
    """A label between commas, the one country, what happens in a place rules what names none."""
    assert read("Two people were killed overnight.", title=title)[-1]["location"] == place


@pytest.mark.parametrize("title", ["Kenya sends three planes", "Kenya says talks go on", "Centre for Ulmet: paper"])
def test_who_gives_or_says_is_not_where(read, title):
    """A country that acts, speaks or lends its name to an office is not what the text is about."""
    assert read("Two people were killed overnight.", title=title)[-1]["location"] is None


def test_a_later_sentence_narrows_the_place(read):
    """What a sentence takes up to say where in the town it was holds for the figures told before, but for totals."""
    text = "A bomb killed six people and wounded 30 in Aleppo on Monday. The blast hit the quarter of Ulmet."
    assert located(read(text)) == [(6, "Ulmet"), (30, "Ulmet")]


def test_a_later_sentence_on_something_else_narrows_nothing(read):
    """Where others waited when it happened is not where it happened."""
    text = "A bomb killed six people in Aleppo on Monday. The blast came as crowds waited in Ulmet."
    assert located(read(text)) == [(6, "Aleppo")]


def test_a_quarter_lies_in_its_city(read):
    """`The X quarter of Y` is X, `the town X of Y` and `the Y suburb of X` are named behind."""
    assert read("Six people died in the Ulmet neighbourhood of Aleppo.")[0]["location"] == "Ulmet"
    assert read("Six people died in the Aleppo suburb of Ulmet.")[0]["location"] == "Ulmet"


def test_a_clause_with_where_is_told_of_its_place(read):
    """People came to the place before `where`; what the clause counts is there."""
    first, second = read("Some 300 people fled to Ulmet, where two camps now shelter 900 people.")[1:]
    assert [first["location"], second["location"]] == ["Ulmet", "Ulmet"]


def test_a_lead_ends_with_its_part(read):
    """The place of a figure under one heading rules nothing under the next."""
    told = "Six people were killed by shells in the village of Ulmet."
    text = f"Shelling\n\n{told}\n\nRepairs\n\nBy now 90 bridges have been rebuilt."
    assert located(read(text)) == [(6, "Ulmet"), (90, None)]


def test_who_sends_things_is_their_origin(read):
    """A country that sends things or staff is whence they come, the text's place whither."""
    figure = read("Kenya on Monday sent two rescue teams.", title="Mozambique: floods")[0]
    assert places(figure) == {"origin": "Kenya", "destination": "Mozambique"}


def test_items_of_a_list_share_the_way_of_its_head(read):
    """What stands before the colon of a list says where all its people came to."""
    text = "Some 900 refugees returned to Syria from abroad:\n– from Lebanon, 400 people;\n– from Jordan, 500 people."
    assert [figure["destination"] for figure in read(text)] == ["Syria"] * 3


def test_a_told_scene_rules_arrests(read):
    """Where a boat was stopped, those on board were arrested."""
    text = "On 11 May, off Ulmet, a rubber boat was stopped. Police arrested 41 migrants."
    assert read(text, published="2018-05-14T00:00:00+03:00")[-1]["location"] == "Ulmet"


def test_a_noun_that_opens_a_sentence_stands_for_its_place(read):
    """`The town has opened nine shelters` is told of the town named last."""
    text = "In Geneva, a football hall holds 360 beds. The city has opened nine more shelters."
    assert read(text)[-1]["location"] == "Geneva"


def test_who_tells_is_not_where(read):
    """A reporter in a city tells of a quarter; where nothing else is named, it happened in his city."""
    quarter = "A reporter in Aleppo said that six people were killed by shells on the Ulmet neighbourhood."
    assert read(quarter)[0]["location"] == "Ulmet"
    assert read("A reporter in Aleppo said that six people were killed by shells.")[0]["location"] == "Aleppo"


def test_where_fighters_stand_is_not_what_they_hit(read):
    """Those positioned in one place fire on another."""
    text = "Six people died when militants positioned in Tarsk fired rockets on the Ulmet neighbourhood."
    assert read(text)[0]["location"] == "Ulmet"


def test_whence_most_came_is_not_whence_all_came(read):
    """An uncounted share has its place for itself."""
    assert read("A group of 200 migrants, most from Pakistan, arrived in Turkey on Monday.")[0]["origin"] is None


def test_the_saved_are_brought_somewhere(read):
    """A further clause says where those were taken who were rescued; those of them in hospital are there."""
    figures = read("Fishermen rescued 31 people; all of them were taken to Ulmet.")
    assert places(figures[0])["destination"] == "Ulmet"


def test_the_released_go_somewhere(read):
    """Of prisoners set free, some went to one place, some were flown to another."""
    figures = read("On Friday 300 prisoners were freed: 200 went to Aden and 100 to Sanaa.", title="Yemen: exchange")
    assert [figure["destination"] for figure in figures] == [None, "Aden", "Sanaa"]


def test_people_of_several_villages_come_from_them(read):
    """What counts the villages names them for their people too."""
    figure = read("Some 3000 residents of two villages Ulmet and Tarsk left on Monday for Aleppo.")[0]
    assert places(figure) == {"origin": "Ulmet and Tarsk", "destination": "Aleppo"}


def test_clauses_and_parts_go_on_with_a_place(read):
    """`They` of a further clause are where the clause before was; `of 112` is of the same place as its 80."""
    assert located(read("Ten clinics operate in Ulmet; they saw 5,240 patients in March."))[-1] == (5240, "Ulmet")


def test_what_is_recalled_stands_apart(read):
    """A similar accident of years ago did not happen where this one did."""
    text = "Fifty people were hurt in Ulmet on Monday. In 2005, a similar accident hurt three children."
    assert located(read(text)) == [(50, "Ulmet"), (3, None)]


def test_a_place_is_told_by_what_befell_it(read):
    """`The X quake` and `a shelling of districts of X` are told of X."""
    assert read("The Ulmet earthquake of 2005 killed 4,300 people.")[0]["location"] == "Ulmet"
    assert read("Six people died in a shelling of the central districts of Ulmet.")[0]["location"] == "Ulmet"


def test_what_had_befallen_rows(read):
    """Names that begin items of one list are places, whatever verb the first has."""
    text = "As of that day Arnak had lost 489 animals, Tarsk 437 and Ulmet 405."
    assert located(read(text)) == [(489, "Arnak"), (437, "Tarsk"), (405, "Ulmet")]


def test_of_which_nation_people_are_is_not_where(read):
    """Nationals of a country were arrested where the text says, not in their country."""
    text = "In Ulmet 41 migrants were arrested: 17 nationals of Afghanistan, 15 of Syria."
    assert [figure["location"] for figure in read(text)] == ["Ulmet"] * 3


def test_a_place_told_before_the_count(read):
    """Where a clause before tells of the cause, the harm happened."""
    text = "Early on Sunday a dyke gave way above Ulmet; the wave killed 61 people."
    assert read(text, published="2018-05-14T00:00:00+03:00")[0]["location"] == "Ulmet"


def test_by_way_of(read):
    """What people passed by way of is neither origin nor destination."""
    assert places(read("Yesterday 14 people left Tarsk by way of Ulmet.")[0]) == {"origin": "Tarsk", "via": "Ulmet"}


def test_a_zero_sets_no_scene(read):
    """Where nothing was found is not where the next figure is."""
    text = "No outbreak was found in Ulmet. Some 17 checkpoints are in operation."
    assert read(text, title="Mongolia: animal health")[-1]["location"] == "Mongolia"


def test_money_has_no_place_but_where_it_is_for(read):
    """Who pledges money is not where it is given; a country that the title names is."""
    assert read("Australia has pledged 2.5 million dollars in aid.")[0]["location"] is None
    assert read("Some 2.5 million dollars are needed.", title="Haiti: appeal")[0]["location"] == "Haiti"


def test_whose_capital_it_is_does_not_say_where(read):
    """`The X capital` names another place than X."""
    assert read("Six people were shot dead in the Ulmeti capital on Sunday.")[0]["location"] is None


def test_the_rest_is_nowhere_in_particular(read):
    """What remains of a total that is split by place, and what befell people on the way, has none of its places."""
    text = "Of 163 dead, 118 were found in Ulmet and 31 in Tarsk. The remaining 14 died in a minibus."
    assert read(text)[-1]["location"] is None
    text = "Yesterday 22 of the wounded were moved from Ulmet to Tarsk; three died on the way."
    assert read(text)[-1]["location"] is None


def test_the_dead_of_a_war_are_of_its_country(read):
    """A conflict that is a country's killed people there, wherever the story is set."""
    text = "A bomb killed 40 people in Ulmet. More than 170,000 people have been killed in Syria's war."
    assert located(read(text, title="Bomb in Syria")) == [(40, "Ulmet"), (170000, "Syria")]


def test_the_same_district(read):
    """`The same district` is the place named last."""
    text = "The first two cases fell ill in Ulmet on 8 May. Next, 61 cases were notified from the same district."
    assert read(text)[-1]["location"] == "Ulmet"


def test_a_mine_lies_in_its_county(read):
    """What stands in a place and bears a name says more than where it lies."""
    text = "Eight miners were killed on Monday. The accident happened at the Ulmet mine in Tarsk County."
    assert read(text)[0]["location"] == "Ulmet"


def test_where_a_boat_left_is_not_where_people_are_missing(read):
    """Whence people set out sets no scene for what befell them."""
    text = "Two bodies were found off Lampedusa. Survivors said they had left Ulmet on Thursday. About 30 were missing."
    assert [figure["location"] for figure in read(text)][-1] != "Ulmet"


def test_who_leads_a_list(read):
    """`With the X district reporting` counts in X, and who acts in a town is there."""
    text = "A total of 900 cases were recorded, with the Ulmet district reporting the most, 201."
    assert read(text)[-1]["location"] == "Ulmet"
    assert read("In Douma army doctors saw 64 people.")[0]["location"] == "Douma"


def test_the_state_is_the_one_in_which_the_town_lies(read):
    """A larger place that only said where a smaller one lies can be meant later by its noun."""
    text = "Rain killed nine people in the town of Ulmet in the state of Arnak. Across the state, 900 were displaced."
    assert located(read(text)) == [(9, "Ulmet"), (900, "Arnak")]


def test_a_road_is_named_by_its_ends(read):
    """`The X–Y highway` is one place."""
    assert read("One person died on the Tarsk–Ulmet highway.")[0]["location"] == "Tarsk–Ulmet"


def test_rescuers_from_elsewhere_come_to_the_scene(read):
    """Who is sent from one place is sent to where the story is."""
    text = "A fire in Ulmet burned 400 houses. Some 300 firefighters from Lisbon were deployed."
    assert places(read(text)[-1]) == {"origin": "Lisbon", "destination": "Ulmet"}


def test_where_the_shells_fell_that_killed(read):
    """A sentence that counts the shells says where in the city those died of whom the one before tells."""
    text = "Four civilians were killed when gunmen shelled Aleppo. Some 20 shells hit the Ulmet neighbourhood."
    assert located(read(text)) == [(4, "Ulmet"), (20, "Ulmet")]


def test_sections_part_what_is_told_of_places(read):
    """The place of a lead governs its own section; below headings a figure's place governs no other sentence."""
    lead = read("In Arly 40 people died.\n\nSCHOOLS\nSome 90 schools were hit.")
    assert [figure["location"] for figure in lead] == ["Arly", None]
    beside = read("DAMAGE\nIn Arly 12 houses fell. Olive groves of 300 ha were burnt.")
    assert [figure["location"] for figure in beside] == ["Arly", None]


def test_a_dateline_gives_way_to_where_something_happened(read):
    """So does who tells of it elsewhere."""
    text = (
        "Latmah: Two men were killed and five hurt when a wall fell in Arly.\n\n"
        "Gunmen raided Borva camp, killing 9 people, a doctor in Latmah told us."
    )
    assert [figure["location"] for figure in read(text)] == ["Arly", "Arly", "Borva"]
