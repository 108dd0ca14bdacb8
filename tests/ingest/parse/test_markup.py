from __future__ import annotations

import time

import pytest

from ingest.parse.markup import is_markup, text_of


def test_paragraphs_and_breaks_are_lines():
    """A line for each paragraph, item and break; scripts say nothing."""
    markup = "<p>On <b>13 May</b></p>\n<ul><li>1,866 people</li></ul>a<br/>b<script>alert(1)</script><!-- c -->"
    assert text_of(markup) == "On 13 May\n1,866 people\na\nb"


def test_rows_of_a_table_keep_their_cells():
    """A table is written with bars, each row a line, whatever stands in its cells."""
    markup = "<table><tr><th>Place</th> <th>Left</th></tr><tr><td><p>Rastan</p></td><td>1,866\n</td></tr></table>after"
    assert text_of(markup) == "| Place | Left |\n| Rastan | 1,866 |\nafter"


@pytest.mark.parametrize("markup", ["", " ", "<", "<!-- -->", "<?x ?>", "\x00"])
def test_nothing_is_nothing(markup):
    """Markup without words is an empty text."""
    assert text_of(markup) in {"", "<"}


def test_markup_is_told_from_text():
    """A tag or a character reference makes markup; a comparison and an ampersand do not."""
    assert is_markup("5 &lt; 7")
    assert is_markup("a<br>b")
    assert not is_markup("5 < 7, R&D; 8 > 3")


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000 + "a", "<table><tr><td>" * 20_000, "<" * 1_000_000, "&a" * 500_000]
)
def test_markup_without_end_is_read_in_time(markup):
    """Neither nesting nor repetition keeps the reader busy."""
    begun = time.monotonic()
    is_markup(markup)
    text_of(markup)
    assert time.monotonic() - begun < 5
