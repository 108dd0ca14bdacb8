from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.catalog import load_catalog
from crawlers.trial.reading import as_record
from crawlers.trial.recording import ANSWERS, load_recording, save_recording
from crawlers.trial.replay import replay_folder
from ingest.errors import UsageError

RECORDED = Path(__file__).parents[1] / "recorded"
CATALOG = load_catalog()
AT = datetime(2018, 5, 13, 17, tzinfo=UTC)


@pytest.fixture
def trial():
    """A trial of a source by its recorded answers."""
    return asyncio.run(replay_folder(CATALOG, RECORDED / "iom-dtm"))


def test_what_is_saved_reads_as_it_did(trial, tmp_path):
    """A trial's answers, saved and replayed, give the same record; a second recording takes the place of the first."""
    folder = tmp_path / "deep" / "iom-dtm"
    for _ in range(2):
        save_recording(folder, "iom-dtm", trial.at, trial.notebook.notes)
    again = asyncio.run(replay_folder(CATALOG, folder))
    assert as_record(again.source, again.reading) == as_record(trial.source, trial.reading)
    assert len(list(folder.iterdir())) == 1 + len(trial.notebook.notes)


def test_a_folder_that_holds_something_else_is_left_alone(trial, tmp_path):
    """Nothing but a recording is ever replaced by one."""
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="--into"):
        save_recording(tmp_path, "iom-dtm", AT, trial.notebook.notes)
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"index-1.html"', '"../answers.json"', "stands beside"),
        ('"index-1.html"', '"gone.html"', "stands beside"),
        ('"role": "index"', '"role": "cover"', "damaged"),
        ('"source"', '"origin"', "damaged"),
        ('Z",', '",', "zone"),
    ],
)  # fmt: skip
def test_a_damaged_recording_is_refused(tmp_path, old, new, said):
    """What answers.json says is not trusted: no file elsewhere is read, and a wrong key is named."""
    folder = tmp_path / "iom-dtm"
    shutil.copytree(RECORDED / "iom-dtm", folder)
    path = folder / ANSWERS
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError, match=said):
        load_recording(folder)


def test_a_folder_without_recording_says_so(tmp_path):
    """An empty folder holds no recorded answers, and one of an unknown source is refused by its name."""
    with pytest.raises(UsageError, match="no recorded answers"):
        load_recording(tmp_path)
    with pytest.raises(UsageError, match="none of that name"):
        asyncio.run(replay_folder({}, RECORDED / "iom-dtm"))
