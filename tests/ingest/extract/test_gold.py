"""Reports of our own with annotated figures: how much of them is read right may grow, never shrink."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.extract.evaluation import Evaluation, evaluate, read_annotated
from ingest.extract.records import read_document

GOLD = Path(__file__).parents[2] / "gold" / "own"
UNREAD = GOLD.parent / "unread"
FLOORS = {"detect": 0.985, "core": 0.885, "full": 0.72}


@pytest.fixture(scope="module")
def scored():
    """Score all of our own annotated documents."""
    total = Evaluation()
    for path in sorted(GOLD.glob("*.json")):
        body = path.read_bytes()
        annotated = read_annotated(body, name=path.name)
        _, document = read_document(body)
        total.add(evaluate(annotated.id, document.reading, annotated.figures, extract(document).figures))
    return total


@pytest.mark.parametrize("level", FLOORS)
def test_our_own_reports_are_read_as_well_as_before(scored, level):
    """F1 of detected figures, of those right in qualifier, indicator and unit, and of those right in every field."""
    assert scored.tally.f1(level) >= FLOORS[level]


def test_every_quote_of_our_own_stands_in_its_report():
    """The words that an annotation quotes occur in its document letter by letter."""
    for path in (*GOLD.glob("*.json"), *UNREAD.glob("*.json")):
        annotated = read_annotated(path.read_bytes(), name=path.name)
        reading = f"{annotated.title}\n\n{annotated.text}"
        assert [one.quote for one in annotated.figures if one.quote not in reading] == [], path.name
