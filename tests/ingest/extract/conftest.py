"""Documents to read, and reports rewritten with other names, days, numbers and nouns."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ingest.extract import extract
from ingest.extract.records import as_record
from ingest.model import Document

ROOT = Path(__file__).parents[3]


def make(text, *, title="", published="2018-05-14T00:00:00+03:00"):
    return Document(
        source="test", canonical_url="https://example.org/1", title=title, text=text, language="en",
        published_at=datetime.fromisoformat(published),
    )  # fmt: skip


@pytest.fixture(scope="session")
def document():
    """Make a document of a text, a title and a day of publication."""
    return make


@pytest.fixture
def read():
    """Read a text and return its figures as records."""

    def read_text(text, *, title="", published="2018-05-14T00:00:00+03:00", originator=None):
        extraction = extract(make(text, title=title, published=published), originator=originator)
        return [as_record(figure) for figure in extraction.figures]

    return read_text


@pytest.fixture
def one(read):
    """Read a text that states one figure and return it."""

    def read_one(text, **options):
        figures = read(text, **options)
        assert len(figures) == 1, [figure["quote"] for figure in figures]
        return figures[0]

    return read_one


@pytest.fixture(scope="session")
def shared():
    """Find the folder of annotated reports beside the project, or skip."""
    folder = ROOT.parent / "shared" / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("The annotated reports beside the project are not here.")
    return folder
