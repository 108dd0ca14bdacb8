from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from crawlers.catalog import load_catalog
from crawlers.trial.notebook import Notebook
from crawlers.trial.reading import try_source
from crawlers.trial.recording import load_recording
from crawlers.trial.replay import replay
from crawlers.trial.steps import Trial, judge

FOLDER = Path(__file__).parents[1] / "recorded" / "iom-dtm"
SOURCE = load_catalog()["iom-dtm"]


def problems(source, later=timedelta(0)):
    """Judge a source by the recorded answers of the listing; return its problems by the name of their step."""
    recording = load_recording(FOLDER)
    notebook = Notebook(at=recording.recorded_at)
    reading = asyncio.run(try_source(source, notebook, lambda plan: replay(source, recording, FOLDER, notebook, plan)))
    trial = Trial(source, notebook, reading, recording.recorded_at + later)
    return {step.name: step for step in judge(trial) if step.state == "problem"}


def change(table, **fields):
    return msgspec.structs.replace(SOURCE, **{table: msgspec.structs.replace(getattr(SOURCE, table), **fields)})


def test_a_source_that_is_well_has_no_problem():
    """Selectors, dates, texts and expectations that hold give no problem."""
    assert problems(SOURCE) == {}


def test_selectors_that_find_nothing_are_a_problem_with_what_to_do():
    """A listing that lists nothing says so, and which selectors to look at."""
    found = problems(change("listing", item="div.gone"))
    assert "listing.item" in found["listing"].advice


def test_dates_that_cannot_be_read_are_shown_as_printed():
    """A selector that hits words instead of dates is a problem, with the words in it."""
    found = problems(change("listing", published="span.report-type::text"))
    assert "'Situation report'" in found["dates"].sentence
    assert "listing.published" in found["dates"].advice


def test_a_page_whose_text_is_not_found_is_a_problem():
    """Selectors of a text that hit nothing are named."""
    found = problems(change("article", text="div.gone p"))
    assert found["pages"].advice == "look at article.text"


@pytest.mark.parametrize(
    ("fields", "later", "said"),
    [
        ({"items_per_day": 200.0}, timedelta(0), "200 are expected"),
        ({"items_per_day": 0.1}, timedelta(0), "0.1 are expected"),
        ({}, timedelta(days=9), "nothing new for 9 days"),
    ],
)
def test_a_rate_that_is_not_the_expected_one_is_a_problem(fields, later, said):
    """Far more or fewer items a day than expected, or silence for long, do not pass."""
    assert said in problems(change("expect", **fields), later)["rate"].sentence


def test_figures_of_none_of_the_expected_kinds_are_a_problem():
    """Where no figure is of an indicator that is expected, the text or the expectation is wrong."""
    found = problems(change("expect", indicators=("vaccinations",)))
    assert "vaccinations" in found["expected"].sentence
