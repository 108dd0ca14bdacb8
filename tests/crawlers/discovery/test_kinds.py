"""The ways of reading a site are found on recorded bodies as well as the shipped sources declare them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from crawlers.catalog import load_catalog
from crawlers.discovery.kinds import read_index, recognise
from crawlers.rehearsal import Newsroom, recorded_truth
from crawlers.source import Source
from crawlers.trial.notebook import Note
from crawlers.trial.reading import read_published
from crawlers.trial.recording import load_recording
from ingest.model import Capture

RECORDED = Path(__file__).parents[1] / "recorded"
CATALOG = load_catalog()
TOLD_ELSEWHERE = {"who-outbreaks", "bipad-incidents", "ifrc-go"}
"""APIs whose answers do not hold the addresses of their pages: their documentation tells them."""


def seed(source):
    return Source(
        id="draft", title="host", publisher="host", standing="wire", kind="feed", urls=source.urls, language="en",
        zone=source.zone, schedule="every 1d", licence="ask",
    )  # fmt: skip


def index_of(name):
    """Return the first answer of a source's recording, which is that of its index."""
    answer = load_recording(RECORDED / name).answers[0]
    capture = Capture(
        source=name, url=answer.url, role="index", fetched_at=datetime.now(UTC), status=200,
        media_type=answer.media_type, headers={}, digest=None,
    )  # fmt: skip
    return Note(capture, (RECORDED / name / answer.file).read_bytes())


def found_in(name):
    """Look at a source's recorded index without its file; return what is found, and what the file finds."""
    source = CATALOG[name]
    note = index_of(name)
    declared = msgspec.structs.replace(source, sitemap=None)
    return recognise(note, seed(source), "tried"), read_index(declared, note)


@pytest.mark.parametrize("name", sorted(set(CATALOG) - TOLD_ELSEWHERE))
def test_what_a_source_declares_is_found_without_it(name):
    """Kind, addresses, titles, days and the way to older items are those that the source's own file finds."""
    found, expected = found_in(name)
    source = CATALOG[name]
    assert found.source.kind == source.kind
    assert [entry.url for entry in found.page.entries] == [entry.url for entry in expected.entries]
    assert [entry.title for entry in found.page.entries] == [entry.title for entry in expected.entries]
    days = [
        [at.date() if (at := read_published(one, entry.published)) else None for entry in page.entries]
        for one, page in ((found.source, found.page), (source, expected))
    ]
    assert days[0] == days[1]
    assert (found.page.older, found.page.parts) == (expected.older, expected.parts)


@pytest.mark.parametrize("name", sorted(TOLD_ELSEWHERE))
def test_an_api_without_addresses_is_read_by_its_titles(name):
    """Titles, dates and the way to further items are found, where the pages' addresses cannot be."""
    found, expected = found_in(name)
    assert found.source.kind == "api"
    assert [entry.title for entry in found.page.entries] == [entry.title for entry in expected.entries]
    assert [entry.published for entry in found.page.entries] == [entry.published for entry in expected.entries]
    assert found.page.older == expected.older


@pytest.fixture(scope="module")
def newsroom():
    """Everybody who publishes, all their recorded days."""
    with Newsroom(recorded_truth()) as newsroom:
        yield newsroom


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ministry/", "listing"), ("/harbour/", "feed"), ("/meridian/", "feed"), ("/courier/", "feed"),
        ("/gazette/", "feed"), ("/beacon/sitemap.xml", "sitemap"), ("/tribune/news.xml", "sitemap"),
        ("/relief/", "api"), ("/s/centre_daily", "telegram"), ("/printer/", "listing"), ("/robots.txt", None),
        ("/nowhere/", None),
    ],
)  # fmt: skip
def test_every_kind_of_the_newsroom_is_recognised(newsroom, path, kind):
    """What each outlet answers is read as what it is; a text and a page that is missing are nothing."""
    answer = newsroom.answer(path)
    capture = Capture(
        source="draft", url=newsroom.url + path, role="item", fetched_at=datetime.now(UTC), status=answer.status,
        media_type=answer.media_type, headers={}, digest=None,
    )  # fmt: skip
    found = recognise(Note(capture, answer.body), seed(CATALOG["tass-english"]), "tried")
    assert (found.source.kind if found else None) == kind
