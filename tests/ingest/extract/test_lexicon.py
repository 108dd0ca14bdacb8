from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ingest.extract
from ingest.extract import extract
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
