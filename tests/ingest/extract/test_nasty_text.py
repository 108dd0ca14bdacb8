"""Whatever stands in a text, it is read: no exception, quotes letter by letter, work in proportion to its length."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.extract import extract

WORDS = st.sampled_from(
    [
        "5",
        "1,866",
        "12,5",
        "17,\xa0029",
        "3,316.",
        "٣٤٥",
        "½",
        "²",
        "seven",
        "hundred",
        "thousand",
        "million",
        "no",
        "over",
        "more",
        "than",
        "people",
        "killed",
        "left",
        "Homs",
        "province",
        "zone",
        "the",
        "of",
        "in",
        "to",
        "from",
        "since",
        "Saturday",
        "May",
        "2018",
        "past",
        "24",
        "hours",
        ",",
        ".",
        ":",
        ";",
        "(",
        ")",
        "-",
        "–",
        "\n",
        "\n\n",
        "|",
        "including",
        "them",
        "and",
        "which",
        "\u200f",
        "́",
        "\xad",
        "🇸🇾",
        "$",
        "%",
        "number",
        "corridor",
        "Through",
        "this",
        "area",
        "tons",
        "kits",
        "weighing",
        "said",
        "on",
        "while",
        "not",
        "a",
        "single",
        "between",
        "23",
        "30",
        "June",
        "as",
        "far",
        "--",
        "10:30",
        "24/7",
        "2018-05-13",
        "NaN",
        "Infinity",
        "1e999",
        "\x00",
    ]
)
SOUP = st.lists(WORDS, max_size=60).map(" ".join)


def check(document, text):
    reading = document(text)
    extraction = extract(reading)
    for figure in extraction.figures:
        assert figure.quote == reading.reading[slice(*figure.span)]
        assert figure.span[0] <= figure.number[0] < figure.number[1] <= figure.span[1]
        assert figure.value.is_finite()
        assert Decimal(0) <= figure.value <= Decimal(10) ** 18
        assert 0 < figure.confidence <= 1
    return extraction


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read(document, text):
    """Any text whatever yields figures whose quotes stand in it at their offsets, and never an exception."""
    check(document, text)


@settings(max_examples=300, deadline=None)
@example("5 of 5")  # a whole at the very end
@given(text=SOUP)
def test_any_mixture_of_telling_words_is_read(document, text):
    """Words that mean much to the grammar, in any order, yield quotes at their offsets and never an exception."""
    check(document, text)


@settings(max_examples=50, deadline=None)
@given(text=SOUP)
def test_the_answer_is_always_the_same(document, text):
    """The same document is read alike every time."""
    assert extract(document(text)) == extract(document(text))


@pytest.mark.parametrize("number", ["9" * 10_000, "1e1000000", "NaN", "Infinity", "1,000" * 3000])
def test_numbers_beyond_all_counting_are_refused(document, number):
    """A number of ten thousand digits, an overflow or no number at all is no figure."""
    assert all(
        figure.value < Decimal(10) ** 18 for figure in check(document, f"Over the day, {number} people left.").figures
    )


def steps(document, text):
    """Count the lines of Python that reading a text runs."""
    count = 0

    def tick(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return tick

    reading = document(text)
    before = sys.gettrace()
    sys.settrace(tick)
    try:
        extract(reading)
    finally:
        sys.settrace(before)
    return count


PIECES = {
    "sentences": "Over the past 24 hours, 207 people returned to the Homs province, 132 to Ghouta. ",
    "one sentence of numbers": "5 people left Homs, ",
    "future": "may expected will ",
    "brackets": "5 (((((",
    "closers": "!)!)",
    "groups": "1,111,",
    "names": "Al Homs de ",
    "lists": "Homs (5), ",
    "since": "since the ",
    "scales": "one hundred thousand ",
    "capitals": "Abu ",
    "letters": "a",
    "hyphens": "a-",
    "stops": "A. ",
    "lines": "5\n",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twice_the_text_is_twice_the_work(document, piece):
    """Doubling the length of a text at most doubles the work, whatever it consists of."""
    extract(document("5 people left Homs."))
    size = 6000 // len(piece)
    once, twice = steps(document, piece * size), steps(document, piece * 2 * size)
    assert twice <= 2.2 * once + 2000
