from __future__ import annotations

from random import Random
from string import ascii_lowercase

import pytest

from ingest.pipeline import ingest_waiting

BULLETIN = "Bulletin\n\nOn Sunday, 1,866 people left Homs through the corridor near {place}, {who} said on {day}."
PAGE = "https://ministry.example/{}.html"


@pytest.fixture
def desk(reader):
    reader.declare("ministry", standing="primary")
    return reader


def text(place="Ar Rastan", who="the Centre", day="Monday"):
    return BULLETIN.format(place=place, who=who, day=day)


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "2026-02-30"])
def test_a_day_that_cannot_be_is_no_day(desk, published):
    """A page dated at the end of the calendar, or on a day that no calendar has, is read as one without a date."""
    assert desk.read("ministry", text(), url=PAGE.format(1), published=published).kind == "document"
    ((day, precision),) = desk.ask("SELECT published_at::date = now()::date, published_precision FROM document")
    assert (day, precision) == (True, "day")


def test_a_page_is_not_said_before_it_was_fetched(desk):
    """A date of publication in the future is not believed: it would make the page the newest for years."""
    assert desk.read("ministry", text(), url=PAGE.format(1), published="2199-01-01").kind == "document"
    assert desk.ask("SELECT vintage <= now() FROM observation") == [(True,)]


def test_a_page_that_the_database_cannot_hold_is_put_aside(desk):
    """A page whose words fit into no index is put aside with its reason, and the page behind it is read."""
    word = "Q" + "".join(Random(1).choices(ascii_lowercase, k=9000))
    desk.keep("ministry", text(place=word), url=PAGE.format(1), published="2018-05-14")
    desk.keep("ministry", text(), url=PAGE.format(2), published="2018-05-14")
    assert [outcome.kind for outcome in ingest_waiting(desk.conn, None, {})] == ["unreadable", "document"]
    ((code, sentence),) = desk.ask("SELECT code, sentence FROM fault")
    assert code == "unreadable"
    assert len(sentence) < 300
    assert list(ingest_waiting(desk.conn, None, {})) == []


def test_a_page_that_breaks_its_reader_is_put_aside(desk):
    """Whatever a page does to the reader, it is put aside with its reason, and the page behind it is read."""
    desk.keep("ministry", text(), url="https://[::1/", published="2018-05-14")  # no address: canonicalizing it fails
    desk.keep("ministry", text(), url=PAGE.format(2), published="2018-05-14")
    assert [outcome.kind for outcome in ingest_waiting(desk.conn, None, {})] == ["unreadable", "document"]
    assert "ValueError" in desk.ask("SELECT sentence FROM fault")[0][0]
