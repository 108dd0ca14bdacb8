"""Of which day a report tells that states none, by what its source says of its reports."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.extract import extract

DAY = "Over the past 24 hours 41 people were rescued."


@pytest.fixture
def read(document):
    """Read a text published on the morning of 14 May 2018 whose source closes its reports with the day before."""

    def reading(text, report_day="before"):
        made = document(text, title="Rescue service", published="2018-05-14T08:00:00+03:00")
        extraction = extract(made, report_day=report_day)
        return extraction.reference_day, [figure.end for figure in extraction.figures]

    return reading


def test_a_morning_report_closes_with_the_day_before(read):
    """What states no day is told of the day before publication, where the source says so; else of publication's own."""
    assert read(DAY) == (date(2018, 5, 13), [date(2018, 5, 13)])
    assert read(DAY, report_day="published") == (date(2018, 5, 14), [date(2018, 5, 14)])


@pytest.mark.parametrize("lead", ["Report of the rescue service, 12 May 2018\n\n", "The service said on Saturday: "])
def test_a_day_that_the_text_states_holds(read, lead):
    """A report that states its own day is of that day, whatever its source's are."""
    assert read(lead + DAY)[0] == date(2018, 5, 12)


def test_yesterday_is_counted_from_the_day_of_print(read):
    """`Yesterday` in a morning report is the day it closes with, not the one before that."""
    assert read("Yesterday 12 people were rescued.") == (date(2018, 5, 13), [date(2018, 5, 13)])


@pytest.mark.parametrize(
    "text",
    [
        "As of 12 May, 18:00. North bank unless stated.\n\n" + DAY,
        "Over the past 24 hours 41 people were rescued, the service said today (12).",
        "Yesterday (11) nobody called. " + DAY,
        "At a briefing on Saturday the head of the service spoke of lifts. " + DAY,
        "Arly, May 12, ABC – " + DAY,
    ],
)
def test_the_day_of_a_report_by_other_words(document, text):
    """A header that shares its line, the number of today, a briefing's day and an agency's dateline date a report."""
    assert extract(document(text, title="Rescue service")).reference_day == date(2018, 5, 12)


def test_a_title_that_ends_with_a_day_dates_the_report(document):
    """The day may lack its year there."""
    assert extract(document(DAY, title="Rescue service: report, 12 May")).reference_day == date(2018, 5, 12)
