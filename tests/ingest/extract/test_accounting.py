from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import extract

TEXT = (
    "On 13 May 2018 at 18:30, 1,866 people left the zone over the past 24 hours under Resolution 2268. The zone, 40 km"
    " from the town, is home to 12% of them. Once more: 1,866 people left over the past 24 hours. Widget 7 gleamed."
)
HOSTILE = st.text(
    st.sampled_from("0123456789 ,.-%/:()'abcéو٣\n$+twohundred") | st.characters(exclude_categories=["Cs"])
)


def numerals(make, text):
    made = make(text)
    return {made.reading[one.start : one.end]: one.outcome for one in extract(made).numerals}


def test_every_number_has_its_outcome(document):
    """A figure, dates, a name, a measure, a rate: each number of a text is accounted for by one word."""
    found = numerals(document, TEXT)
    assert found["1,866"] in ("figure", "repeated")
    assert found["18:30"] == found["13"] == "date"
    assert found["2268"] == "name"
    assert found["40"] == "measure"
    assert found["12"] == "rate"


def test_a_figure_said_twice_is_one_figure_and_one_repetition(document):
    """Of two mentions that agree, one is the figure and the other is said to repeat it."""
    made = document(TEXT)
    outcomes = Counter(one.outcome for one in extract(made).numerals if made.reading[one.start : one.end] == "1,866")
    assert outcomes == {"figure": 1, "repeated": 1}


@given(text=HOSTILE)
def test_no_number_is_missed_and_none_counted_twice(document, text):
    """In any text, every run of digits lies within one accounted number, and accounted numbers do not overlap."""
    made = document(text)
    found = extract(made).numerals
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {place for one in found for place in range(one.start, one.end)}
    assert {place for place, char in enumerate(made.reading) if char.isdecimal()} <= covered


def test_figures_are_those_accounted_for(document):
    """There are as many numbers with the outcome "figure" as there are figures, at the same offsets."""
    extraction = extract(document(TEXT))
    assert [(one.start, one.end) for one in extraction.numerals if one.outcome == "figure"] == [
        figure.number for figure in extraction.figures
    ]


@pytest.mark.parametrize("text", ["", "\n", "no numbers here"])
def test_a_text_without_numbers_has_none(document, text):
    """Where there is no number, nothing is accounted for."""
    assert extract(document(text)).numerals == ()
