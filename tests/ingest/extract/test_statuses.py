"""What is denied, what is planned and what only sounds so, in our own words."""

from __future__ import annotations

import pytest

DENIED = [
    "Reports of 40 dead are untrue, the mayor said.",
    "A claim on social media that 40 people drowned in the lake does not reflect the facts.",
    "Early reports of 40 people drowned were withdrawn.",
    "The ministry denies reports in the foreign press that 40 people were arrested.",
    "It is not true that 40 patients were moved.",
    "The army dismissed claims by the rebels that 40 soldiers had been killed.",
    'Channels write about "40 dead in Lenn". That is a fake.',
    "Yesterday's bulletin put the number of wounded at 40 by mistake.",
    "There were 30 wounded, not 40.",
    "It was not 40 people who were hurt, but 30.",
    "The elders counted 40 deaths, a figure that the ministry denies.",
    "Talk of 40 dead is a lie.",
]
HELD = [
    "Reports of dead officers are false; 40 people were hurt.",
    "Police arrested 40 people for spreading false reports.",
    "The ministry denied the report and said 40 people were hurt.",
    "The court rejected the appeal of 40 prisoners.",
    "Not all of them left: 40 people stayed.",
]


@pytest.mark.parametrize("text", DENIED)
def test_denied(read, text):
    """A figure that is said to be untrue is denied, whoever says so and wherever the verdict stands."""
    assert next(figure for figure in read(text) if figure["value"] == 40)["status"] == "denied"


@pytest.mark.parametrize("text", HELD)
def test_held(read, text):
    """What stands beside a denial is none."""
    assert next(figure for figure in read(text) if figure["value"] == 40)["status"] == "actual"


PLANNED = [
    "The agency asks for $3 million to help 40 families.",
    "The fund seeks 5 million francs for 40 families.",
    "It is asking donors for 40 million francs.",
    "Doctors handed over kits for the treatment of 40 patients.",
    "The sides agreed in March to swap 40 captives.",
    "The deal, signed in Lenn, covered 40 captives.",
    "The next round of talks, on 40 captives, is due to begin in June.",
    "Five shelters in Lenn can take another 40.",
    "So far 12 children were vaccinated, out of 40 targeted.",
    "The plan had been 40 lorries.",
    "Another 40 houses are still to be built.",
]
DONE = [
    "The agency needs $90 million; only $40 million has been confirmed.",
    "The pact aims to end an influx after 40 people arrived last year.",
    "Forty deminers completed a course; 25 of them will join new teams in June.",
    "Partners have received $40 million of the 143 million sought.",
]


@pytest.mark.parametrize("text", PLANNED)
def test_planned(read, text):
    """What is asked for, agreed, targeted or made room for is planned."""
    assert next(figure for figure in read(text) if figure["value"] in (40, 40000000))["status"] == "planned"


@pytest.mark.parametrize("text", DONE)
def test_done(read, text):
    """What has come, or was so before, is no plan."""
    assert next(figure for figure in read(text) if figure["value"] in (40, 40000000))["status"] == "actual"
