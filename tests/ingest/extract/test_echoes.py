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
