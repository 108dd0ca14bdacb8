from __future__ import annotations

INTRO = "The disaster centre reports the losses of the past 24 hours by province.\n\n"
PROVINCES = """| Province | Deaths | Injured | Houses damaged |
|---|---|---|---|
| Punjab | 17 | 40 | 1,204 |
| Sindh | 14 | 22 | 318 |
| Total | 31 | 62 | 1,522 |"""


def cells(figures):
    return {
        (figure["value"], figure["indicator"], figure["unit"], figure["location"], figure["part_of"])
        for figure in figures
    }


def test_heads_say_what_is_counted_and_labels_where(read):
    """Each number of a table is a figure of its column, at the place of its row, and part of the row of totals."""
    assert cells(read(INTRO + PROVINCES)) == {
        (17, "deaths", "person", "Punjab", 31), (40, "injuries", "person", "Punjab", 62),
        (1204, "houses_damaged", "house", "Punjab", 1522), (14, "deaths", "person", "Sindh", 31),
        (22, "injuries", "person", "Sindh", 62), (318, "houses_damaged", "house", "Sindh", 1522),
        (31, "deaths", "person", None, None), (62, "injuries", "person", None, None),
        (1522, "houses_damaged", "house", None, None),
    }  # fmt: skip


def test_blank_lines_between_rows_change_nothing(read):
    """Rows parted by blank lines are one table."""
    assert cells(read(INTRO + PROVINCES.replace("\n", "\n\n"))) == cells(read(INTRO + PROVINCES))


def test_the_sentence_above_governs_the_period(read):
    """A table under "the past 24 hours" counts these."""
    assert {figure["period"] for figure in read(INTRO + PROVINCES)} == {"24h"}


def test_the_head_of_a_column_may_name_its_period(read):
    """A column headed "past 24 hours" and one headed "since 1 May" count what they say."""
    text = """| Province | Deaths in the past 24 hours | Deaths since 1 May 2018 |
| Punjab | 3 | 17 |"""
    assert {figure["value"]: figure["period"] for figure in read(text)} == {3: "24h", 17: "since"}


def test_a_label_may_say_what_is_counted(read):
    """In a table of two columns the first cell names what is counted, and no place."""
    text = "| Indicator | Number |\n|---|---|\n| Deaths | 17 |\n| Families displaced | 210 |"
    assert cells(read(text)) == {(17, "deaths", "person", None, None), (210, "displacement", "family", None, None)}


def test_what_nothing_names_is_no_figure(read):
    """Numbers under a head that names nothing that can be counted are left unread, never guessed."""
    assert read("| Station | Level |\n|---|---|\n| Upper bridge | 312 |\n| Lower bridge | 298 |") == []


def test_a_table_ends_with_its_last_row(read):
    """Prose after a table is read by itself."""
    figures = read(INTRO + PROVINCES + "\n\nOn Saturday, 5 people were injured in Hama.")
    assert (5, "injuries", "person", "Hama", None) in cells(figures)
    assert len(figures) == 10


def test_a_table_without_outer_bars_is_one(read):
    """Rows of cells parted by bars alone follow a head of as many cells; a rate among the heads counts nothing."""
    text = "Province | New cases | Deaths | Rate\nPunjab | 166 | 2 | 12\nSindh | 121 | 1 | 9"
    assert cells(read(text)) == {
        (166, "cases", "case", "Punjab", None), (2, "deaths", "person", "Punjab", None),
        (121, "cases", "case", "Sindh", None), (1, "deaths", "person", "Sindh", None),
    }  # fmt: skip


def test_bars_in_prose_make_no_table(read):
    """A line of prose with a bar in it, under no head, is read as prose."""
    (figure,) = read("The Wire | On Saturday, 5 people were injured in Hama.")
    assert (figure["value"], figure["indicator"]) == (5, "injuries")


def rows(figures):
    return {
        (figure["value"], figure["indicator"], figure["unit"], figure["part_of"], figure["period"], figure["status"])
        for figure in figures
    }


def test_gaps_part_cells_and_what_is_set_in_is_a_part(read):
    """Wide gaps part cells; rows set in below another are its parts; a head of two days dates its columns."""
    text = (
        "The port authority counts who landed.\n\n"
        "                  Sat 12 May    Fri 11 May\n"
        "Sea arrivals             208           341\n"
        "   Tartus                150           300\n"
        "   Baniyas                58            41\n"
    )
    figures = read(text)
    assert {(one["value"], one["destination"], one["part_of"], one["start"]) for one in figures} == {
        (208, None, None, "2018-05-12"), (341, None, None, "2018-05-11"), (150, "Tartus", 208, "2018-05-12"),
        (300, "Tartus", 341, "2018-05-11"), (58, "Baniyas", 208, "2018-05-12"), (41, "Baniyas", 341, "2018-05-11"),
    }  # fmt: skip


def test_tabs_part_cells(read):
    """A tab parts cells as a wide gap does; a dash says nothing."""
    assert cells(read("Province\tDeaths\tInjured\nAleppo\t3\t17\nHama\t–\t4")) == {
        (3, "deaths", "person", "Aleppo", None), (17, "injuries", "person", "Aleppo", None),
        (4, "injuries", "person", "Hama", None),
    }  # fmt: skip


def test_dots_lead_from_a_label_to_its_number(read):
    """A leader of dots parts a label from its number; labels that are set in name parts of the row above."""
    text = "Suspects arrested ........ 1,361\n  theft .................. 159\n  smuggling .............. 212"
    assert {(one["value"], one["indicator"], one["population"], one["part_of"]) for one in read(text)} == {
        (1361, "detained", "suspects", None), (159, "detained", "suspects", 1361), (212, "detained", "suspects", 1361),
    }  # fmt: skip


def test_strokes_part_what_a_head_in_brackets_names(read):
    """A head of several things parted by strokes says what the numbers of each line below it count."""
    text = (
        "By sector (people in need / people targeted / funds required)\n"
        "Health: 5,000 / 2,400 / $3 M\nShelter: 900 / 300 / $1.5 M"
    )
    assert rows(read(text)) >= {
        (5000, "in_need", "person", None, "asof", "actual"),
        (2400, "aid_recipients", "person", None, "unspecified", "planned"),
        (3000000, "aid_funding", "dollar", None, "unspecified", "planned"),
        (900, "in_need", "person", None, "asof", "actual"),
    }


def test_labels_may_name_periods(read):
    """Where the labels of rows are periods they date their numbers and are no places."""
    text = "Period | Deaths | Injured\n1–10 May 2018 | 4 | 9\n1 January–10 May 2018 | 31 | 60"
    assert {(one["value"], one["location"], one["period"], one["start"]) for one in read(text)} == {
        (4, None, "span", "2018-05-01"), (9, None, "span", "2018-05-01"),
        (31, None, "span", "2018-01-01"), (60, None, "span", "2018-01-01"),
    }  # fmt: skip


def test_a_first_column_of_no_places_names_none(read):
    """Labels under "Group" or "Type" are no places, though they are names."""
    assert {one["location"] for one in read("Group | Deaths | Injured\nAlpha | 4 | 9\nBravo | 3 | 1")} == {None}


def test_the_caption_governs_a_table_that_says_no_more(read):
    """The line above a table dates its figures and says what happened to those whom its heads only name."""
    text = "Table 2. People killed, 1 to 10 May 2018\nDistrict | Men | Women\nHoms | 4 | 1\nHama | 3 | 2"
    assert {(one["value"], one["indicator"], one["population"], one["period"]) for one in read(text)} == {
        (4, "deaths", "men", "span"), (1, "deaths", "women", "span"), (3, "deaths", "men", "span"),
        (2, "deaths", "women", "span"),
    }  # fmt: skip


def test_a_column_of_women_or_children_is_part_of_the_people_beside_it(read):
    """Children stand beside the patients of whom they are, row by row."""
    text = "District | Confirmed cases | Children under 15 | Deaths\nHoms | 214 | 97 | 8\nHama | 56 | 12 | 0"
    figures = read(text)
    assert {(one["value"], one["indicator"], one["population"], one["part_of"]) for one in figures} == {
        (214, "cases", None, None), (97, "cases", "children", 214), (8, "deaths", None, None),
        (56, "cases", None, None), (12, "cases", "children", 56), (0, "deaths", None, None),
    }  # fmt: skip


def test_columns_of_plans_are_planned(read):
    """A column headed "Planned" tells of no deed; one headed "Reached" of people given aid."""
    text = "State | Planned (people) | Reached (people)\nHoms | 412 | 301\nHama | 350 | 352"
    assert {(one["value"], one["indicator"], one["status"], one["location"]) for one in read(text)} == {
        (412, "aid_recipients", "planned", "Homs"), (301, "aid_recipients", "actual", "Homs"),
        (350, "aid_recipients", "planned", "Hama"), (352, "aid_recipients", "actual", "Hama"),
    }  # fmt: skip


def test_a_day_that_opens_a_row_is_not_that_of_the_report(read):
    """Rows that begin with days are dated by them, and so is nothing else."""
    text = "Date\tKilled\tInjured\n9 May\t3\t12\n10 May\t0\t7\n\nOn Sunday 5 people were hurt."
    figures = read(text)
    assert {(one["value"], one["start"]) for one in figures} == {
        (3, "2018-05-09"), (12, "2018-05-09"), (0, "2018-05-10"), (7, "2018-05-10"), (5, "2018-05-13"),
    }  # fmt: skip


def test_places_may_head_columns(read):
    """Where labels say what is counted, the heads of columns may be places."""
    text = "Indicator | Aleppo | Idlib\nHouses destroyed | 17 | 40\nPeople killed | 4 | 9"
    assert cells(read(text)) == {
        (17, "houses_destroyed", "house", "Aleppo", None), (40, "houses_destroyed", "house", "Idlib", None),
        (4, "deaths", "person", "Aleppo", None), (9, "deaths", "person", "Idlib", None),
    }  # fmt: skip


def test_a_column_of_totals_is_the_whole_of_its_row(read):
    """Men, women and children who add up to the column headed "Total" are its parts."""
    text = "People killed by district\nDistrict | Men | Women | Children | Total\nHoms | 12 | 34 | 56 | 102"
    assert {(one["value"], one["population"], one["part_of"]) for one in read(text)} == {
        (12, "men", 102), (34, "women", 102), (56, "children", 102), (102, None, None),
    }  # fmt: skip


def test_each_table_has_its_own_caption(read):
    """The line above a second table governs it alone."""
    head = "District | Men | Women\n"
    text = f"Killed in May 2018\n{head}Homs | 1 | 2\n\nInjured in April 2018\n{head}Homs | 3 | 4"
    assert {(one["value"], one["indicator"], one["start"]) for one in read(text)} == {
        (1, "deaths", "2018-05-01"), (2, "deaths", "2018-05-01"),
        (3, "injuries", "2018-04-01"), (4, "injuries", "2018-04-01"),
    }  # fmt: skip


def test_labels_say_who_they_are_of_whom_a_column_tells(read):
    """Rows of officers and soldiers in a column headed "Killed" are the dead among these."""
    figures = read("Type: killed / wounded\nOfficers: 3 / 12\nSoldiers: 40 / 110")
    assert {(one["value"], one["indicator"], one["population"]) for one in figures} >= {
        (40, "deaths", "soldiers"), (110, "injuries", "soldiers"),
    }  # fmt: skip


def test_a_column_since_a_day_ends_with_the_report(read):
    """What a column counts since a day runs to the day of the report, though that is on a week before it."""
    text = "Reporting period: 1 to 7 May 2018\n\nProvince | Deaths | Deaths since 1 January\nHoms | 4 | 31"
    assert {(one["value"], one["period"], one["end"]) for one in read(text, title="Situation report")} == {
        (4, "span", "2018-05-07"), (31, "since", "2018-05-14"),
    }  # fmt: skip
