"""Tokens: what they hold of a text, and how a stage finds those that concern it."""

from __future__ import annotations

import pytest

from ingest.extract.lexicon import load_lexicon
from ingest.extract.text import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The miners' union met.", ["the", "miners", "'", "union", "met", "."]),
        ("Ben’s so‑called “Café-Bar”", ["ben", "'s", "so-called", "“", "café-bar", "”"]),
        ("in March 17, 200 miners", ["in", "march", "17", ",", "200", "miners"]),
        ("some 17, 200 miners", ["some", "17, 200", "miners"]),
        ("at 12:30 on 3.4.2018, 1,500", ["at", "12:30", "on", "3.4.2018", ",", "1,500"]),
    ],
)
def test_words_and_numerals_are_cut(text, words):
    """Words are folded, with plain apostrophes and hyphens; numerals, dates and clock times are one token each."""
    assert tokenise(text).word == words


def test_capitals_mark_words_of_names():
    """A word in upper case, or with a short particle before it, may begin a name."""
    tokens = tokenise("Miners of al-Bahr saw mountain-High É 12")
    assert [tokens.word[index] for index in range(len(tokens)) if tokens.capital(index)] == ["miners", "al-bahr", "é"]


def test_a_stage_finds_its_tokens():
    """Words asked for and all tokens in digits are found in order of text."""
    tokens = tokenise("Two of 31 miners at 12:30 saw two or 3")
    assert [tokens.word[index] for index in tokens.find({"two", "saw"})] == ["two", "31", "12:30", "saw", "two", "3"]


def test_longer_phrases_win():
    """Of the phrases of one category that begin at a token the longest is marked."""
    marks = load_lexicon().mark(tokenise("no fewer than 12 miners"))
    assert marks["qualifier"][0] == (3, "at_least")


def test_a_sentence_begins_where_a_stop_was_lost(read):
    """A capital inside a sentence, or the credit of a picture before one, shows that another begins."""
    figures = read(
        "12 May 2018 Militants fired shells on the market of the town of Latmah Three people were hurt on Friday.\n\n"
        "A boy stands in a street of Safra May 3 2018 (File photo) A bomb killed 16 people in Tarsin on Thursday."
    )
    assert {(figure["value"], figure["start"]) for figure in figures} == {(3, "2018-05-11"), (16, "2018-05-10")}
