from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.acceptance

BULLETIN = """Departures from the valley go on

LAKE TOWN, 13 May 2018 – Over the past 24 hours, 1,866 people left the Homs de-escalation zone through the checkpoint
near Ar Rastan, and 207 people returned to their homes in Homs, the Centre for Reconciliation said on Sunday.

Sappers destroyed 25 explosive devices.
"""


def test_a_figure_is_shown_in_words_of_its_paragraph(desk):
    """The table shows whole words around each number, of its own paragraph alone, and says where it leaves some out."""
    (desk.home / "bulletin.txt").write_text(BULLETIN)
    shown = desk.run("extract", str(desk.home / "bulletin.txt"), "--published", "2018-05-13")
    said = " ".join(line.split("│")[-2] for line in shown.splitlines() if line.startswith("│"))
    assert set(said.split()) - {"…"} <= set(BULLETIN.split())
    assert said.count("…") == 3
    assert said.split()[-5:] == ["Sappers", "destroyed", "25", "explosive", "devices."]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon"])
def test_an_impossible_day_of_publication_is_refused(desk, day):
    """A day on which nobody publishes ends with 2 and is named, on the command line and in a document."""
    (desk.home / "bulletin.txt").write_text(BULLETIN)
    assert day in desk.run("extract", str(desk.home / "bulletin.txt"), "--published", day, code=2)
    (desk.home / "one.json").write_text(json.dumps({"id": "1", "text": BULLETIN, "published_at": day}))
    assert day in desk.run("extract", "--jsonl", str(desk.home / "one.json"), code=1)
