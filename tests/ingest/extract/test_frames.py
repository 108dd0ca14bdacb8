"""What stands above a sentence: titles, heads of reports, headings, labels, outlines."""

from __future__ import annotations


def by_value(figures, *fields):
    return {figure["value"]: tuple(figure[field] for field in fields) for figure in figures}


def test_the_one_place_of_a_title_governs(read):
    """A title is about the one place that it names, in whatever way, if nothing below says more."""
    figures = read("Cholera killed 84 people.", title="Storm and cholera: what Haiti needs")
    assert by_value(figures, "location") == {84: ("Haiti",)}


def test_the_place_in_the_name_of_an_issuer_governs_nothing(read):
    """The name of whoever issued a report states no place."""
    figures = read("Cholera killed 84 people.", title="Briefing by the Committee for the Safety of Haiti")
    assert by_value(figures, "location") == {84: (None,)}


def test_a_line_at_the_head_names_the_week_of_a_report(read):
    """A head line that names a week dates what the report tells without a period."""
    text = "Week 19 | 6–12 May 2018 | Marib, 13 May\n\nTHE WEEK\nMines killed 4 people and wounded 9."
    figures = read(text, title="Mine action: weekly report")
    assert by_value(figures, "period", "start", "end") == {
        4: ("span", "2018-05-06", "2018-05-12"), 9: ("span", "2018-05-06", "2018-05-12"),
    }  # fmt: skip


def test_a_run_of_days_in_a_table_is_no_date_of_the_report(read):
    """The last day of a run of days that heads a row is not the day of the report."""
    text = "On Sunday 5 people were hurt.\n\nPeriod | Deaths\n1 January–10 May 2018 | 31"
    assert by_value(read(text), "end")[5] == ("2018-05-13",)


def test_munitions_of_a_report_on_clearance_are_cleared(read):
    """What a report on mine action counts of shells and mines is what was cleared."""
    figures = read("Teams lifted 88 anti-tank mines from the ground.", title="Mine action: weekly report")
    assert by_value(figures, "indicator") == {88: ("ordnance_cleared",)}


def test_lines_set_in_are_parts_of_the_line_above(read):
    """Lines that are set in split what the line above counts, each figure that of its own kind."""
    text = (
        "Sudan: 300 cases and 52 deaths\n   Gedaref 98 cases, 15 deaths\n   Kassala 41 cases, 3 deaths\n"
        "Yemen: 120 cases and 7 deaths"
    )
    assert by_value(read(text), "part_of") == {
        300: (None,), 52: (None,), 98: (300,), 15: (52,), 41: (300,), 3: (52,), 120: (None,), 7: (None,),
    }  # fmt: skip


def test_items_under_a_lead_are_parts_of_what_was_counted_before_it(read):
    """`By district:` announces parts of all the totals before it, in whatever sentences of an item they stand."""
    text = (
        "Over the past day 74 shells were fired. Sadly, nine people were wounded. By district:\n\n"
        "• Homs district – 41 shells were fired. In the district as a whole four people were wounded.\n\n"
        "• Hama district – 33 shells were fired. Nobody was wounded there."
    )
    assert by_value(read(text), "part_of") == {
        74: (None,), 9: (None,), 41: (74,), 4: (9,), 33: (74,), 0: (None,),
    }  # fmt: skip


def test_a_list_right_below_its_lead_ends_with_the_paragraph(read):
    """Items of another paragraph belong to a list no more that began right below its lead."""
    text = "Past 24 hours: 187 cases of measles:\n• Homs – 31\n• Hama – 17\n\n• Cholera: 53 cases"
    assert by_value(read(text), "part_of")[53] == (None,)


def test_a_place_that_opens_a_line_of_several_counts_heads_them_all(read):
    """`X district – 3 shells, 11 drones`: both were there."""
    figures = read("• Homs district – 3 shells, 19 rockets, 11 drones were fired.")
    assert by_value(figures, "location") == {3: ("Homs",), 19: ("Homs",), 11: ("Homs",)}


def test_hours_of_one_line_or_section_date_no_other(read):
    """`Shelling in 24 hours: 53 attacks` dates its line; what a section counts in a day says nothing of the next."""
    lines = "Killed: 18\n\nShelling in 24 hours: 53 attacks\n\nSchools: 38 hit"
    assert by_value(read(lines), "period") == {18: ("unspecified",), 53: ("24h",), 38: ("unspecified",)}
    sections = (
        "DEATHS\n18 people died.\n\nRESCUE\nIn the past 24 hours 53 people were rescued.\n\nSCHOOLS\n38 were hit."
    )
    assert by_value(read(sections), "period")[38] == ("unspecified",)


def test_what_a_daily_report_sums_up_was_counted_that_day(read):
    """A sum that opens a sentence of a daily report is one of its day, unless the perfect makes it go on."""
    text = "Past 24 hours: 3 people were hurt.\n\nAll told, 74 shells fell.\n\nIn all, 52 buildings have been checked."
    figures = by_value(read(text), "period", "measure")
    assert figures[74] == ("24h", "flow")
    assert figures[52] == ("total", "cumulative")


def test_what_a_sudden_event_did_it_did_on_its_day(read):
    """Damage listed far below a dated earthquake is of its day; people given aid since are not."""
    text = (
        "HIGHLIGHTS\nThe earthquake that shook the coast on Friday killed 90 people.\n\nDAMAGE\n"
        "• 4,122 houses destroyed\n• 32 schools damaged\n\nRESPONSE\n80 tents were handed out."
    )
    figures = by_value(read(text, title="Earthquake: situation report"), "period", "start")
    assert figures[4122] == figures[32] == ("day", "2018-05-11")
    assert figures[80] == ("unspecified", None)


def test_a_heading_announces_running_totals(read):
    """Under "Running totals" a list counts what has happened so far, in a daily bulletin too."""
    text = "Over the past 24 hours 1,709 cases were found.\n\nRunning totals\n- cases: 219,310\n- deaths: 4,646 (+54)"
    figures = by_value(read(text), "period", "measure")
    assert figures[219310] == figures[4646] == ("total", "cumulative")
    assert figures[54] == ("24h", "flow")


def test_the_months_that_an_appeal_is_for_date_its_plans(read):
    """What an appeal plans without a day is for the months of its title; its columns of funds add up to the ask."""
    text = (
        "The appeal seeks US$ 8 million.\n\nSector by sector (people targeted / funds required)\n"
        "Health: 2,400 / $5 M\nShelter: 300 / $3 M"
    )
    figures = read(text, title="Flood appeal for Haiti, June to November 2018")
    assert by_value(figures, "status", "period", "end", "part_of")[2400] == ("planned", "span", "2018-11-30", None)
    assert by_value(figures, "part_of")[5000000] == (8000000,)


def test_numbers_may_stand_alone_above_or_below_their_words(read):
    """A block of numbers and words by turns reads downward: who comes first opens each pair."""
    above = read("KEY FIGURES\n2.3M\npeople affected\n45,000\nHouses damaged")
    assert by_value(above, "indicator") == {2300000: ("people_affected",), 45000: ("houses_damaged",)}
    below = read("KEY FIGURES\n\nPeople killed\n17\nHouses destroyed\n40")
    assert by_value(below, "indicator") == {17: ("deaths",), 40: ("houses_destroyed",)}


def test_a_heading_that_takes_up_a_total_splits_it(read):
    """Under `Where the 1,146 came from` all that counts the same is part of the 1,146."""
    text = (
        "Teams cleared 1,146 items.\n\nWHERE THE 1,146 CAME FROM\n"
        "Homs – 214 items were cleared. Two schools were checked.\n"
        "Hama – 133 shells were cleared.\n\nVICTIMS\nMines killed 3 people."
    )
    figures = by_value(read(text), "part_of", "location")
    assert figures == {
        1146: (None, None), 214: (1146, "Homs"), 2: (None, "Homs"), 133: (1146, "Hama"), 3: (None, None),
    }  # fmt: skip


def test_the_day_in_a_heading_dates_the_states_below_it(read):
    """A heading says as of when the states in its lines hold."""
    figures = read("SHELTER (as of 12 May)\n412 families are in 19 centres.")
    assert by_value(figures, "period", "end") == {412: ("asof", "2018-05-12"), 19: ("asof", "2018-05-12")}


def test_a_run_of_days_that_ends_a_title_is_what_the_report_is_on(read):
    """Two days with a dash between them at the end of a title are a period, and no date of the report."""
    figures = read("Fighting killed 12 people.", title="Weekly update on displacement, 30 April – 6 May 2018")
    assert by_value(figures, "period", "start", "end") == {12: ("span", "2018-04-30", "2018-05-06")}


def test_words_that_head_sections_are_no_places(read):
    """A section's word alone on its line is no place, though names of places stand so elsewhere."""
    figures = read("HOMS\nFighting killed 2 people.\n\nTRENDS\nMines killed 9 people.")
    assert by_value(figures, "location") == {2: ("HOMS",), 9: (None,)}


def test_lines_of_places_that_make_up_a_total_are_its_parts(read):
    """Places side by side split the total that they add up to, whatever stands in between."""
    text = (
        "In April 45,518 cases were found, against 55,420 in March.\n\n"
        "Northern Region: 31,204 cases\n   Homs 9,811 cases\n"
        "   Hama 6,742 cases\nSouthern Region: 14,302 cases\nEastern Region of Idlib: 12 cases"
    )
    figures = by_value(read(text), "part_of")
    assert (figures[31204], figures[9811], figures[14302], figures[12]) == ((45518,), (31204,), (45518,), (45518,))


def test_items_stand_below_a_line_that_a_pictogram_marks(read):
    """Dots below a line with a pictogram split what it counts."""
    text = "🔴 Past 24 hours: 11 dead, 7 wounded\n• Homs — 6 dead, 2 wounded\n• Hama — 1 wounded"
    assert by_value(read(text), "part_of") == {11: (None,), 7: (None,), 6: (11,), 2: (7,), 1: (7,)}
