"""States and events told apart by their verbs, in our own words."""

from __future__ import annotations

import pytest

STATES = [
    "The brigade employs 340 rescuers in the valley.",
    "Two boats and 34 rescuers are searching the bay.",
    "At the pass 34 rescuers were battling the flames, officials said.",
    "Of the 60 pumps tested, 34 are dry.",
    "On the west bank 34 families live in the open.",
    "Another 34 villages are out of reach.",
    "Power is back at 34 villages.",
    "There are 34 camps close to the border.",
    "In the hall 34 tonnes of rice wait for lorries.",
    "The hostel houses 34 people.",
    "This week, 34 people remain trapped in the mine.",
    "As of 2 May 34 tonnes of rice were in store.",
    "Police were given a list of 34 open warrants.",
    "Roads are shut; 34 pupils out of school.",
    "Lenn, which is hosting an estimated 34 refugees, agreed to a pact in April.",
    "Some 50 families live in tents and 34 with friends.",
    "Since 2015 the war has killed 900 people, and some 34 million need aid.",
    "Of 80 evacuees, 34 are with relatives.",
    "On 2 May the wards housed 34 patients.",
]
EVENTS = [
    "The army has flown in 34 rescuers.",
    "The agency deployed 34 doctors to the valley.",
    "34 doctors and nurses joined the search.",
    "Thirty-four boats have been deployed.",
    "The clinic has admitted 34 patients.",
    "34 patients were hospitalised.",
    "The town has opened 34 shelters.",
    "34 treatment centres with 20 beds were set up.",
    "Some 900 people have been relocated to 34 camps.",
    "34 villages have been cut off by the mud.",
]


@pytest.mark.parametrize("text", STATES)
def test_state(read, text):
    """A verb of lasting makes a figure a stock on its day."""
    found = next(figure for figure in read(text) if figure["value"] in (34, 340, 34000000))
    assert (found["measure"], found["period"]) == ("stock", "asof")


def test_running_total_of_a_state(read):
    """A number called cumulative is a running total, though what it counts is a state."""
    now, ever = read("Inside shelters: 412 families now (cumulative: 3,377).")
    assert (now["measure"], ever["measure"]) == ("stock", "cumulative")


@pytest.mark.parametrize("text", EVENTS)
def test_event(read, text):
    """A verb of change makes a figure a flow, though what it counts is a state by its nature."""
    found = next(figure for figure in read(text) if figure["value"] == 34)
    assert found["measure"] == "flow"
