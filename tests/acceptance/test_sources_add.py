from __future__ import annotations

import re

import pytest

from crawlers.catalog import read_source
from crawlers.rehearsal import Newsroom, recorded_truth
from crawlers.rehearsal.truth import ORIGINATOR

pytestmark = pytest.mark.acceptance

FIRST, LAST = "2018-03-15", "2018-06-28"


@pytest.fixture(scope="module")
def newsroom():
    """Everybody who publishes, all their recorded days."""
    with Newsroom(recorded_truth()) as newsroom:
        yield newsroom


def add(desk, newsroom, place, *words, code=0):
    allowed = newsroom.url.removeprefix("http://")
    return desk.run("sources", "add", f"{newsroom.url}/{place}", "--allow-address", allowed, *words, code=code)


def test_a_drafted_listing_crawls_the_truth(desk, newsroom):
    """From the ministry's address alone comes a file whose check finds but its silence, and its backfill the truth."""
    said = add(desk, newsroom, "ministry/", "--id", "drafted")
    path = desk.home / "sources" / "other" / "drafted.toml"
    assert f"Drafted {path}" in said
    steps = [line.split(maxsplit=2) for line in desk.run("sources", "check", "drafted", code=1).splitlines()]
    assert [step[1] for step in steps if step and step[0] == "problem"] == ["rate"]
    path.write_text(path.read_text().replace('standing = "wire"', f'standing = "primary"\noriginator = "{ORIGINATOR}"'))
    desk.run("backfill", "drafted", "--from", FIRST, "--to", LAST)
    assert desk.stated() == newsroom.truth.rows


def test_a_draft_may_be_looked_at_before_it_is_written(desk, newsroom):
    """With --print the file is printed, and is one; nothing is written."""
    said = add(desk, newsroom, "harbour/", "--print")
    path = desk.home / "drafted.toml"
    # What was found is told on standard error, which the desk shows behind standard output.
    draft, *_ = re.split(r"^\w+ +\d+ items ", said[said.index("# Drafted") :], flags=re.MULTILINE)
    path.write_text(draft)
    source = read_source(path)
    assert (source.kind, source.title, source.verified) == ("feed", "Harbour Wire", False)
    assert not (desk.home / "sources").exists()


def test_nothing_is_overwritten_and_every_refusal_says_what_to_do(desk, newsroom):
    """A file that exists stays; an id that is taken, an address that is none, or lists nothing, is refused."""
    own = desk.home / "own.toml"
    own.write_text("mine")
    assert "--to" in add(desk, newsroom, "harbour/", "--to", str(own), code=2)
    assert own.read_text() == "mine"
    assert "--id" in add(desk, newsroom, "harbour/", "--id", "tass-english", code=2)
    assert "answered 404" in add(desk, newsroom, "nowhere/", code=1)
    assert "https://" in desk.run("sources", "add", "file:///etc/passwd", code=2)
    assert "--allow-address" in desk.run("sources", "add", f"{newsroom.url}/harbour/", code=1)
