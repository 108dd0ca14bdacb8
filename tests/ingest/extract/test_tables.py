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
