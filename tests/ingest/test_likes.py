from __future__ import annotations

import pytest

STORM = (
    "Roofs were torn off and two bridges closed as the storm crossed the northern valleys on Friday night. People were"
    " taken in by neighbours, and the schools of the lower towns stay shut until the roads have been cleared, the"
    " rescue service said. Electricity had come back to most streets by noon."
)
COPY = (
    "The schools of the lower towns stay shut until the roads have been cleared. Roofs were torn off and two bridges"
    " closed as the storm crossed the northern valleys on Friday night, we hear. Electricity had come back to most"
    " streets by noon."
)
OTHER = "The council of the harbour town met on Friday to talk about the new fish market and its opening hours."


@pytest.fixture
def wires(reader):
    reader.declare("ministry", standing="primary")
    for name in ("harbour", "meridian"):
        reader.declare(name, standing="wire")
    return reader


def stories(reader):
    return reader.ask("SELECT outlet, dense_rank() OVER (ORDER BY story), place FROM story ORDER BY document")


def page(name, day="2018-05-13"):
    return {"url": f"https://{name}.example/storm", "published": day}


def test_a_copy_without_figures_joins_the_story(wires):
    """What copies the words tells the story, though no figure says so; the view says who was first."""
    wires.read("ministry", f"A storm in the north\n\n{STORM}", **page("ministry"))
    wires.read("harbour", f"Roads are closed\n\n{COPY}", **page("harbour", "2018-05-14"))
    wires.read("meridian", f"A market for fish\n\n{OTHER}", **page("meridian"))
    assert stories(wires) == [("ministry", 1, 1), ("harbour", 1, 2), ("meridian", 2, 1)]


def test_the_order_of_arrival_does_not_matter(wires):
    """The copy before the original gives the same story, and the same document is first in it."""
    wires.read("harbour", f"Roads are closed\n\n{COPY}", **page("harbour", "2018-05-14"))
    wires.read("ministry", f"A storm in the north\n\n{STORM}", **page("ministry"))
    assert stories(wires) == [("harbour", 1, 2), ("ministry", 1, 1)]


def test_the_same_words_a_week_later_are_another_story(wires):
    """A text is not looked up beyond the days within which copies appear."""
    wires.read("ministry", f"A storm in the north\n\n{STORM}", **page("ministry"))
    wires.read("harbour", f"A storm in the north\n\n{STORM}", **page("harbour", "2018-05-23"))
    assert [row[1] for row in stories(wires)] == [1, 2]
