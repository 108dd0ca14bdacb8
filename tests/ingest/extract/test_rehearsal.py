"""What the rehearsal's ministry and wires write is read as their truth says."""

from __future__ import annotations

from collections import Counter

import pytest

from crawlers.rehearsal.press import OUTLETS, publish
from crawlers.rehearsal.truth import Expected, generated_truth, recorded_truth
from ingest.extract import extract
from ingest.model import Document

FIELDS = tuple(Expected.__slots__)
BULLETINS = (*recorded_truth().bulletins, *generated_truth(7).bulletins)


def told(outlet, bulletin):
    """Return the figures of the statements that an outlet takes over."""
    chosen = bulletin.statements if not outlet.wire else bulletin.statements[: outlet.most]
    return [figure for one in chosen for figure in one.figures(bulletin.day)]


def key(figure):
    return tuple(getattr(figure, name) for name in FIELDS)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
@pytest.mark.parametrize("bulletin", BULLETINS, ids=lambda bulletin: bulletin.day.isoformat())
def test_a_rehearsed_page_is_read_as_its_truth_says(outlet, bulletin):
    """Every statement that a page tells is read in every field, and nothing else but a rounded headline."""
    piece = publish(outlet, bulletin)
    extraction = extract(
        Document(
            source=outlet.name, canonical_url="", title=piece.title, text="\n\n".join(piece.paragraphs), language="en",
            published_at=piece.published_at,
        )
    )  # fmt: skip
    body = [figure for figure in extraction.figures if figure.span[0] > len(piece.title)]
    assert Counter(map(key, body)) == Counter(map(key, told(outlet, bulletin)))
    assert extraction.reference_day == bulletin.day
