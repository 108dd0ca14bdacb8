"""What a text says twice is one figure: headline and body, lead and detail."""

from __future__ import annotations


def test_a_title_that_the_body_repeats_tells_nothing_new(read):
    """Behind a date or a byline, with a stop or without one, its figures are those of the detail below."""
    title = "Two women killed and 5 hurt by shells in Latmah"
    body = "4 June 2018 {title}{stop} A shell on the market street of Latmah killed two women and injured five people."
    for stop in (".", ""):
        figures = read(body.format(title=title, stop=stop), title=title)
        assert [(figure["value"], figure["indicator"]) for figure in figures] == [(2, "deaths"), (5, "injuries")]
        assert all(figure["start_offset"] > len(title) + 60 for figure in figures)


def test_the_detail_overrules_the_lead_at_a_place_within_its_place(read):
    """A small count that the lead sums up for a city and the text tells for its quarter is one figure."""
    text = (
        "Two children were killed in Latmah city on Sunday. A doctor said that a shell on the Safra neighborhood in"
        " Latmah city killed two children."
    )
    figures = read(text)
    assert [(figure["value"], figure["location"]) for figure in figures] == [(2, "Safra")]


def test_the_dead_of_a_day_and_the_toll_of_the_same_number_are_one_figure(read):
    """What a toll restates is the figure that says when they died."""
    text = (
        "A bomb in the city of Latmah killed 61 people on Sunday. Doctors were overwhelmed. A second report put the"
        " death toll at 61."
    )
    figures = read(text)
    assert [(figure["value"], figure["period"]) for figure in figures] == [(61, "day")]


def test_a_place_that_only_governs_parts_no_large_figures(read):
    """A count that a lead gives under another place is the one that the detail locates, but a small one is not."""
    text = (
        "Soldiers shot {many} people in a village this week, a monitor said, as a bomb killed two men in Latmah.\n\n"
        "The monitor said {many} people were shot this week in the village of Safra."
    )
    assert [figure["value"] for figure in read(text.format(many=48))].count(48) == 1


def test_a_small_figure_is_told_again_without_its_day(read):
    """The same few at the same place are one figure where one mention leaves the day unsaid; it keeps its whole."""
    text = (
        "Floods in Safra province have killed 6 people.\n\nFlash floods struck Safra province on 8 May 2018, and 6"
        " people were killed in Safra."
    )
    assert [(figure["value"], figure["start"]) for figure in read(text)] == [(6, "2018-05-08")]
