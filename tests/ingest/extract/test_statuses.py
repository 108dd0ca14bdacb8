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
