from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ingest.errors import UsageError
from ingest.extract import extract
from ingest.extract.evaluation import evaluate, read_annotated

TEXT = (
    "Over the past 24 hours, 1,866 people left the Homs de-escalation zone. During the past week, 13,582 people left"
    " the Homs de-escalation zone, the Centre said on Sunday."
)


def annotation(value, **changes):
    fields = {
        "value": value, "indicator": "departures", "unit": "person", "measure": "flow", "period": "24h",
        "start": "2018-05-12", "end": "2018-05-13", "origin": "Homs de-escalation zone", "quote": f"{value:,} people",
    }  # fmt: skip
    body = json.dumps({"id": "x-1", "text": TEXT, "published_at": "2018-05-13", "figures": [fields | changes]})
    (one,) = read_annotated(body.encode(), name="x.json").figures
    return one


WEEK = {"period": "week", "start": "2018-05-06"}


@pytest.fixture
def held(document):
    """Hold what is read from TEXT against annotations."""

    def hold(*annotations):
        made = document(TEXT, title="T", published="2018-05-13T00:00:00+03:00")
        return evaluate("x-1", made.reading, annotations, extract(made).figures)

    return hold


def test_what_is_read_right_counts_at_every_level(held):
    """Two annotated figures, both read in every field, make a perfect score and no fault."""
    found = held(annotation(1866), annotation(13582, **WEEK))
    assert [found.tally.f1(level) for level in ("detect", "core", "full")] == [1, 1, 1]
    assert found.faults == []


def test_a_wrong_field_is_told_with_both_readings(held):
    """A figure read in another unit is detected, not core, and the fault names what was annotated and read."""
    found = held(annotation(1866, unit="family"), annotation(13582, **WEEK))
    assert (found.tally.right["detect"], found.tally.right["core"], found.tally.right["full"]) == (2, 1, 1)
    (fault,) = found.faults
    assert (fault.kind, fault.fields) == ("differs", {"unit": ("family", "person")})


def test_missed_and_invented_figures_are_told(held):
    """What was not read is missed, what nobody annotated is invented: recall and precision fall apart."""
    found = held(annotation(1866), annotation(99, quote="past 24 hours"))
    assert sorted(fault.kind for fault in found.faults) == ["invented", "missed"]
    assert (found.tally.precision("detect"), found.tally.recall("detect")) == (0.5, 0.5)


def test_precision_is_told_by_band_of_confidence(held):
    """Every figure that was read stands in one band, right or not, and the bands add up to the whole."""
    found = held(annotation(1866, unit="family"), annotation(99, quote="past 24 hours"))
    assert sum(tally.read for tally in found.bands.values()) == found.tally.read == 2
    assert sum(tally.right["detect"] for tally in found.bands.values()) == found.tally.right["detect"] == 1
    assert found.bands[0.95].precision("core") == 0.0


def test_an_optional_figure_counts_neither_way(held):
    """Read or not, a figure marked optional changes no score."""
    others = [annotation(1866), annotation(13582, **WEEK)]
    assert held(*others, annotation(99, quote="past 24 hours", optional=True)).faults == []
    assert held(others[0], annotation(13582, optional=True)).tally.read == 1


def test_a_place_may_keep_its_noun(held):
    """A name is the same with at most as many words more: "Homs" is not its zone, "Aleppo province" is Aleppo."""
    assert held(annotation(1866, origin="Homs"), annotation(13582, **WEEK)).faults[0].fields.keys() == {"origin"}
    assert held(annotation(1866, origin="de-escalation zone of Homs"), annotation(13582, **WEEK)).faults == []


def test_a_wrong_annotation_is_refused_by_file_and_field():
    """A document with a value that no field has is refused with its name and the field."""
    body = b'{"id": "x", "text": "t", "published_at": "2018-05-13", "figures": [{"value": 1, "measure": "speed"}]}'
    with pytest.raises(UsageError, match=r"x\.json.*figures\[0\]"):
        read_annotated(body, name="x.json")


def test_the_command_scores_a_folder(tmp_path):
    """`evaluate` prints scores by level, kind and field, and the faults in their sentences."""
    figure = {"value": 1866, "indicator": "departures", "unit": "family", "measure": "flow", "period": "24h"}
    figure |= {"end": "2018-05-13", "quote": "1,866 people"}
    document = {"id": "centre-1", "text": TEXT, "published_at": "2018-05-13", "figures": [figure]}
    (tmp_path / "centre-1.json").write_text(json.dumps(document))
    command = [sys.executable, "-m", "scheduler.cli", "evaluate"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "unit is family, read person" in done.stdout
    assert "left the Homs de-escalation zone" in done.stdout
    assert "0.95 and more" in done.stdout
    empty = subprocess.run([*command, str(tmp_path), "--only", "lk"], capture_output=True, text=True, check=False)
    assert (empty.returncode, empty.stderr.count("\n")) == (2, 1)
