from __future__ import annotations

import pytest

from ingest.extract.version import EXTRACTOR
from ingest.parse.article import ArticleRules
from ingest.pipeline import ingest_capture

TITLE = "Departures from the valley go on"
WEEK = (
    "Over the past 24 hours, 1,866 people left the Homs de-escalation zone through the checkpoint near Ar Rastan, the"
    " Centre said on Sunday. During the past week, 13,582 people departed the Homs de-escalation zone."
)
TEXT = f"{TITLE}\n\n{WEEK}"
PAGE = {"url": "https://centre.example/13-may", "published": "2018-05-13"}


@pytest.fixture
def centre(reader):
    reader.declare("centre", standing="primary")
    return reader


def test_a_capture_becomes_document_figures_and_observations(centre):
    """What a text states stands in the records once, with its quote at its offsets."""
    assert centre.read("centre", TEXT, **PAGE).kind == "document"
    assert centre.ask("SELECT value FROM observation_latest ORDER BY value") == [(1866,), (13582,)]
    for quote, start, end, text in centre.ask(
        "SELECT f.quote, f.quote_start, f.quote_end, d.title || E'\\n\\n' || d.text FROM figure f"
        " JOIN document d ON d.id = f.document"
    ):
        assert text[start:end] == quote


def test_reading_a_capture_twice_changes_nothing(centre):
    """A capture that was read is told what became of it, and nothing is written."""
    capture = centre.keep("centre", TEXT, **PAGE)
    first = ingest_capture(centre.conn, capture, {})
    again = ingest_capture(centre.conn, capture, {})
    assert again.document == first.document
    assert [centre.count(table) for table in ("document", "figure", "observation", "witness")] == [1, 2, 2, 2]


def test_the_same_text_fetched_again_is_the_same_document(centre):
    """A second capture of an unchanged page is recorded as such."""
    first = centre.read("centre", TEXT, **PAGE)
    again = centre.read("centre", TEXT, **PAGE)
    assert (again.kind, again.document) == ("unchanged", first.document)


def test_tracking_parameters_make_no_page_of_their_own(centre):
    """The same page under an address with tracking parameters is one document."""
    centre.read("centre", TEXT, **PAGE)
    assert centre.read("centre", TEXT, **(PAGE | {"url": PAGE["url"] + "?utm_source=x#top"})).kind == "unchanged"


@pytest.mark.parametrize(("changed", "day"), [("2018-05-13T09:00:00+03:00", "2018-05-13"), ("2999-01-01", None)])
def test_a_page_without_a_day_is_of_the_day_of_its_last_change(centre, changed, day):
    """Where nothing says when it was published, the last change that its index states bounds it, else the fetch."""
    centre.read("centre", TEXT, **(PAGE | {"published": ""}), updated=changed)
    ((published, precision, today),) = centre.ask(
        "SELECT published_at::date::text, published_precision, published_at::date = now()::date FROM document"
    )
    assert precision == "day"
    assert published == day or today


def test_an_unreadable_capture_is_put_aside_once(centre):
    """A capture without text leaves its reason and one fault; asked again it leaves no more."""
    capture = centre.keep("centre", " \n ", **PAGE)
    assert [ingest_capture(centre.conn, capture, {}).kind for _ in range(2)] == ["unreadable", "unreadable"]
    assert centre.count("fault") == 1
    assert centre.ask("SELECT outcome, extractor FROM capture_outcome") == [("unreadable", EXTRACTOR)]


def test_a_source_says_what_its_dates_mean(centre):
    """Its file settles 03/04/2018; without that the number is put aside with its reason, countable by SQL."""
    text = "A page about a valley\n\nOn 03/04/2018, 12 people left the valley of Homs, the Centre said."
    page = {"url": "https://centre.example/4", "published": "2018-05-13"}
    capture = centre.keep("centre", text, **page)
    assert ingest_capture(centre.conn, capture, {"centre": ArticleRules(dates="month-first")}).figures == 1
    assert centre.ask("SELECT start_day::text FROM figure") == [("2018-03-04",)]
    other = centre.keep("centre", text.replace("12", "13"), **(page | {"url": "https://centre.example/5"}))
    assert ingest_capture(centre.conn, other, {}).figures == 0
    assert ("13", "ambiguous date") in centre.ask("SELECT number, outcome FROM numeral_outcome")


def test_a_source_says_of_which_day_its_reports_are(centre):
    """A report that states no day is of the day before its publication, where the source's file says so."""
    text = "A page about a valley\n\nOver the past 24 hours, 12 people left the valley of Homs."
    capture = centre.keep("centre", text, **PAGE)
    ingest_capture(centre.conn, capture, {"centre": ArticleRules(report_day="before")})
    assert centre.ask("SELECT end_day::text FROM figure") == [("2018-05-12",)]
