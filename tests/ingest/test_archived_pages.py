"""Pages out of web archives: what they said when, whatever the order in which that is learnt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

PUBLISHED = datetime(2018, 5, 13, 15, tzinfo=UTC)
PAGE = {"url": "https://centre.example/13-may", "published": PUBLISHED.isoformat()}
STATES = (1866, 1886, 1868)


def text(value):
    return f"The day in the valley\n\nOver the past 24 hours, {value:,} people left Homs, the Centre said on Sunday."


def after(hours):
    return PUBLISHED + timedelta(hours=hours)


@pytest.fixture
def centre(reader):
    reader.declare("centre", standing="primary")
    return reader


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_state_of_a_page_holds_in_whatever_order_they_come(centre, order):
    """Of three states of a page the last one is what it says now, even where the earlier are learnt later."""
    for number in order:
        assert centre.read("centre", text(STATES[number]), **PAGE, at=after(6 * number)).kind == "document"
    assert centre.ask("SELECT value FROM observation_latest") == [(STATES[2],)]
    told = centre.ask("SELECT value FROM observation_current ORDER BY vintage")
    assert told == [(value,) for value in STATES]


def test_a_state_seen_again_is_no_version_of_its_own(centre):
    """A capture from the time of a state that is known, before or after it was seen first, makes no document."""
    for hours, value in ((0, 1866), (24, 1886), (48, 1866)):
        assert centre.read("centre", text(value), **PAGE, at=after(hours)).kind == "document"
    for hours, value in ((-1, 1866), (12, 1866), (12, 1886), (36, 1886), (36, 1866), (60, 1866)):
        assert centre.read("centre", text(value), **PAGE, at=after(hours)).kind == "unchanged", (hours, value)
    assert centre.count("document") == 3


def test_a_page_learnt_late_changes_nothing_for_the_next_look(centre):
    """After an earlier state was learnt, the page as it stands now is still the version that it was."""
    first = centre.read("centre", text(1886), **PAGE, at=after(24))
    centre.read("centre", text(1866), **PAGE, at=after(0))
    again = centre.read("centre", text(1886), **PAGE, at=after(48))
    assert (again.kind, again.document) == ("unchanged", first.document)


def test_the_day_of_an_archives_capture_is_no_day_of_publication(centre):
    """A page that states no day is put aside with a sentence where it comes from an archive."""
    page = {"url": "https://centre.example/undated", "published": ""}
    outcome = centre.read("centre", text(12), **page, at=after(9), archived_at="2018-05-14T00:00:00Z")
    assert outcome.kind == "unreadable"
    assert "does not say when it was published" in outcome.sentence
    assert centre.ask("SELECT step, code FROM fault") == [("parse", "unreadable")]


def test_the_address_of_an_archived_page_may_state_its_day(centre):
    """Where neither page nor index say a day, one in the path of the address counts."""
    page = {"url": "https://centre.example/2018/05/13/report", "published": "", "at": after(72)}
    assert centre.read("centre", text(12), **page, archived_at="x").kind == "document"
    assert centre.ask("SELECT reference_day::text FROM document") == [("2018-05-13",)]


def test_a_page_of_another_day_is_no_document_and_no_fault(centre):
    """What was published outside the days that were asked for is kept with a sentence, and read when they are."""
    window = "2018-05-14/2018-06-30"
    outcome = centre.read("centre", text(12), **PAGE, at=after(9), archived_at="x", window=window)
    assert outcome.kind == "outside"
    assert "2018-05-13" in outcome.sentence
    assert centre.count("fault") == centre.count("document") == 0
    wider = centre.read("centre", text(12), **PAGE, at=after(9), archived_at="x", window="2018-05-13/2018-05-13")
    assert wider.kind == "document"


def test_a_day_beyond_the_capture_is_none(centre):
    """A page cannot have been published after an archive took it, however long ago that was."""
    late = {"url": "https://centre.example/late", "published": "2018-05-20"}
    assert centre.read("centre", text(12), **late, at=after(9), archived_at="x").kind == "unreadable"
