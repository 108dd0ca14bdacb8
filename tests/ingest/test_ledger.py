from __future__ import annotations

from itertools import permutations

import pytest

from ingest.dedupe import Statement
from ingest.extract.version import EXTRACTOR
from ingest.store import DocumentStore

TITLE = "People leave the valley"
LINE = "Over the past 24 hours, {value} people left the Homs de-escalation zone, the Centre said on Sunday."
OUTLETS = ("centre", "harbour", "lantern")


@pytest.fixture
def newsroom(reader):
    for name in OUTLETS:
        reader.declare(name, standing="primary" if name == "centre" else "wire")
    return reader


def tell(reader, outlet, value):
    return reader.read(
        outlet,
        f"{TITLE}\n\n{LINE.format(value=value)}",
        url=f"https://{outlet}.example/13",
        published="2018-05-13",
    )


def witnesses(reader):
    return dict(reader.ask("SELECT outlet, witnesses FROM observation_latest"))


@pytest.mark.parametrize("order", list(permutations(OUTLETS)), ids="-".join)
def test_one_statement_stands_once_whoever_came_first(newsroom, order):
    """A bulletin and two copies are one observation in the bulletin's words, in any order of arrival."""
    for outlet in order:
        tell(newsroom, outlet, "1,866")
    assert witnesses(newsroom) == {"centre": 3}


def test_a_description_that_was_superseded_can_stand_again(newsroom):
    """Where the better witness is taken away again, the statement is described by the earlier one, and never lost."""
    for outlet in ("harbour", "centre"):
        tell(newsroom, outlet, "1,866")
    conn = newsroom.conn
    mentions = {one.source: one for one in DocumentStore(conn).figures([1, 2], EXTRACTOR)}
    both = list(mentions.values())
    for chief in ("harbour", "centre", "harbour"):
        newsroom.enter(Statement(mentions[chief], both))
        assert witnesses(newsroom) == {chief: 2}
    newsroom.enter(*(Statement(one, [one]) for one in both))
    assert newsroom.ask("SELECT outlet FROM observation_current ORDER BY 1") == [("centre",), ("harbour",)]


def test_what_was_known_before_stays_readable(newsroom):
    """As of the instant before the bulletin came, the wire's description stands."""
    tell(newsroom, "harbour", "1,866")
    ((before,),) = newsroom.ask("SELECT clock_timestamp()")
    tell(newsroom, "centre", "1,866")
    assert newsroom.ask("SELECT outlet FROM observation_as_of('infinity', %s)", before) == [("harbour",)]
    assert newsroom.ask("SELECT outlet FROM observation_as_of('infinity')") == [("centre",)]


def test_another_value_is_another_statement(newsroom):
    """A wire that prints another number states something of its own; the primary source's stands as the latest."""
    tell(newsroom, "centre", "1,866")
    tell(newsroom, "harbour", "1,686")
    assert newsroom.ask("SELECT value, outlet FROM observation_current ORDER BY value") == [
        (1686, "harbour"),
        (1866, "centre"),
    ]
    assert newsroom.ask("SELECT value FROM observation_latest") == [(1866,)]


def test_a_correction_that_is_taken_back_is_the_latest(newsroom):
    """A page that says 1,866, then 1,867, then 1,866 again has three vintages, and the last of them holds."""
    for value in ("1,866", "1,867", "1,866"):
        tell(newsroom, "centre", value)
    tell(newsroom, "harbour", "1,866")
    assert newsroom.ask("SELECT value FROM revisions ORDER BY vintage") == [(1866,), (1867,), (1866,)]
    assert newsroom.ask("SELECT value FROM observation_latest") == [(1866,)]
