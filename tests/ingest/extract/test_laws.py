"""Laws of reading: what may be done to a text without changing what its other sentences say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.rehearsal.press import OUTLETS, publish
from crawlers.rehearsal.truth import generated_truth, recorded_truth
from ingest.extract import extract
from ingest.extract.evaluation import FIELDS

PIECES = [
    publish(outlet, bulletin)
    for bulletin in (*recorded_truth().bulletins, *generated_truth(4).bulletins)
    for outlet in OUTLETS
]
UNRELATED = st.sampled_from([
    "The editors thank their readers.", "Work on the bridge is to go on.", "The weather stayed mild and dry.",
    "Nobody from the ministry was at hand to comment on the matter.",
])  # fmt: skip
pieces = st.sampled_from(PIECES)


def read(document, paragraphs, piece):
    made = document("\n\n".join(paragraphs), title=piece.title, published=piece.published_at.isoformat())
    return made, extract(made)


def told(extraction, *, spaced=False):
    """Return all that figures say, without where they stand; quotes with one space for any."""
    squeeze = (lambda text: re.sub(r"\s+", " ", text.replace("\u200b", ""))) if spaced else str
    return [
        (*(getattr(figure, name) for name in ("value", "value_high", *FIELDS)), squeeze(figure.quote))
        for figure in extraction.figures
    ]


@given(piece=pieces, sentence=UNRELATED, place=st.integers(0, 30))
def test_an_unrelated_paragraph_changes_nothing(document, piece, sentence, place):
    """A paragraph that states no figure, put in between or at the end, leaves all figures as they were."""
    before = told(read(document, piece.paragraphs, piece)[1])
    paragraphs = list(piece.paragraphs)
    paragraphs.insert(max(1, place % (len(paragraphs) + 1)), sentence)
    assert told(read(document, paragraphs, piece)[1]) == before


@given(piece=pieces, sentence=UNRELATED)
def test_an_unrelated_sentence_at_the_end_changes_nothing(document, piece, sentence):
    """A sentence that states no figure, appended to the last paragraph, leaves all figures as they were."""
    before = told(read(document, piece.paragraphs, piece)[1])
    paragraphs = [*piece.paragraphs[:-1], f"{piece.paragraphs[-1]} {sentence}"]
    assert told(read(document, paragraphs, piece)[1]) == before


@given(piece=pieces, mark=st.sampled_from(["*", "†", "[1]", "¹", "[a]"]))
def test_a_footnote_changes_nothing(document, piece, mark):
    """A footnote's mark at the end of a sentence, and the note below, leave all figures as they were."""
    before = told(read(document, piece.paragraphs, piece)[1])
    paragraphs = [f"{piece.paragraphs[0]}{mark}", *piece.paragraphs[1:], f"{mark} As told to the press."]
    assert told(read(document, paragraphs, piece)[1]) == before


@given(
    piece=pieces, space=st.sampled_from(["  ", "\u00a0", "\u2009", "\u202f", " \u200b", "\t"]), seed=st.integers(1, 7)
)
def test_spaces_change_nothing(document, piece, space, seed):
    """Doubled, hard, thin or zero-width spaces between words leave all figures as they were."""
    before = told(read(document, piece.paragraphs, piece)[1], spaced=True)

    def widen(paragraph):
        words = paragraph.split(" ")
        return "".join(
            word + ("" if n == len(words) - 1 else space if _apart(words[n : n + 2]) and n % seed == 0 else " ")
            for n, word in enumerate(words)
        )

    made, after = read(document, [widen(paragraph) for paragraph in piece.paragraphs], piece)
    assert told(after, spaced=True) == before
    assert all(made.reading[slice(*figure.span)] == figure.quote for figure in after.figures)


def _apart(pair):
    """Whether a thin space between two words cannot make one number of them."""
    return not any(char.isdigit() for word in pair for char in word[:1] + word[-1:])


@given(piece=pieces, dash=st.sampled_from(["-", "–", "—", "―"]))
def test_dashes_change_nothing(document, piece, dash):
    """Whatever dash parts dateline and text, the figures are the same."""
    before = told(read(document, piece.paragraphs, piece)[1])
    paragraphs = [paragraph.replace(" – ", f" {dash} ") for paragraph in piece.paragraphs]
    assert told(read(document, paragraphs, piece)[1]) == before


@given(piece=pieces)
def test_quotes_stand_in_the_text_letter_by_letter(document, piece):
    """Every quote is the text at its offsets, and every number lies within its quote."""
    made, extraction = read(document, piece.paragraphs, piece)
    for figure in extraction.figures:
        assert made.reading[slice(*figure.span)] == figure.quote
        assert figure.span[0] <= figure.number[0] < figure.number[1] <= figure.span[1]


@pytest.mark.parametrize("mark", ["\u0301", "\u200f", "\u202b", "🙂", "\ufeff"])
def test_offsets_are_into_the_original_text(document, mark):
    """Combining marks, direction marks and emoji before a figure do not move its offsets."""
    made = document(f"Zo{mark}ne. Over the past 24 hours, 1,866 people left the zone{mark}.")
    (figure,) = extract(made).figures
    assert made.reading[slice(*figure.span)] == figure.quote
    assert made.reading[slice(*figure.number)] == "1,866"
