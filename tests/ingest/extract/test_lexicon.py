from __future__ import annotations

import shutil
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest

import ingest.extract
from ingest.extract import extract
from ingest.extract.inflection import noun_forms, verb_forms
from ingest.extract.lexicon import read_lexicon

SHIPPED = Path(ingest.extract.__file__).parent


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped word lists, to be added to."""
    shutil.copytree(SHIPPED / "lexicon", tmp_path / "lexicon")
    shutil.copy(SHIPPED / "indicators.toml", tmp_path)
    return tmp_path


def add(folder, old, new):
    path = folder / "lexicon" / "en.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def only(document, text, folder):
    (figure,) = extract(document(text), lexicon=read_lexicon(folder)).figures
    return figure


def test_a_new_verb_is_a_line_in_a_list(document, folder):
    """A verb of leaving that no list held counts departures once it stands in one, in all its forms."""
    text = "On Saturday, 12 people skedaddled from Homs."
    assert only(document, text, folder).indicator == "other"
    add(folder, "[event.leave]\nverbs = [", '[event.leave]\nverbs = ["skedaddle", ')
    figure = only(document, text, folder)
    assert (figure.indicator, figure.origin) == ("departures", "Homs")


def test_a_new_noun_is_a_line_in_a_list(document, folder):
    """A noun for people that no list held counts people once it stands in one."""
    text = "On Saturday, 12 wayfarers arrived in Homs."
    assert only(document, text, folder).unit == "wayfarer"
    add(folder, '"evacuee", ', '"evacuee", "wayfarer", ')
    assert only(document, text, folder).unit == "person"


def test_each_word_has_one_sense():
    """A form that stands in two groups would silently mean the first: of events, of nouns."""
    words = tomllib.loads((SHIPPED / "lexicon" / "en.toml").read_text("utf-8"))
    senses, kinds = defaultdict(set), defaultdict(set)
    for sense, group in words["event"].items():
        phrases = [*chain.from_iterable(map(verb_forms, group.get("verbs", ()))), *group.get("phrases", ())]
        for phrase in (*phrases, *group.get("nouns", ())):
            senses[phrase].add(sense)
    for group in words["noun"]:
        for form in chain.from_iterable(map(noun_forms, group["words"])):
            kinds[form].add((group["kind"], group.get("population"), group.get("indicator")))
    assert {word: found for word, found in senses.items() if len(found) > 1} == {}
    assert {word: found for word, found in kinds.items() if len(found) > 1} == {}
