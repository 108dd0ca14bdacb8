"""Every shipped source reads a recorded index and item of its own, in the shape of its site, as it should."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from crawlers.catalog import load_catalog
from crawlers.trial.reading import as_record, write_record
from crawlers.trial.recording import READ
from crawlers.trial.replay import replay_folder
from crawlers.trial.steps import judge

RECORDED = Path(__file__).parents[1] / "recorded"
CATALOG = load_catalog()


def replayed(name):
    return asyncio.run(replay_folder(CATALOG, RECORDED / name))


def test_every_shipped_source_has_recorded_answers():
    """For each source there is a folder of its name, and no folder is of none."""
    assert {path.name for path in RECORDED.iterdir()} == set(CATALOG)


@pytest.mark.parametrize("name", CATALOG)
def test_a_source_reads_its_recorded_answers(name):
    """The real spider, parser and extractor read entries, days, texts and figures as they stand beside the bodies."""
    trial = replayed(name)
    assert write_record(as_record(trial.source, trial.reading)).decode() == (RECORDED / name / READ).read_text("utf-8")
    assert trial.reading.pages
    assert [step for step in judge(trial) if step.state == "problem"] == []
    if trial.source.language == "en":
        assert any(page.figures for page in trial.reading.pages)
