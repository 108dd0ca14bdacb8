from __future__ import annotations

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance

BULLETIN = """Departures from the valley go on

LAKE TOWN, 13 May 2018 – Over the past 24 hours, 1,866 people left the Homs de-escalation zone through the checkpoint
near Ar Rastan, the Centre for Reconciliation said on Sunday.
"""
SOURCE = """title = "The Centre's bulletins"
publisher = "The Centre"
originator = "Centre for Reconciliation"
standing = "primary"
kind = "feed"
urls = ["https://centre.example/feed"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 1h"
licence = "free"
"""


@pytest.fixture
def centre(desk):
    """A desk that knows the Centre as a source, with a bulletin by e-mail."""
    (desk.home / "sources").mkdir()
    (desk.home / "sources" / "centre.toml").write_text(SOURCE)
    (desk.home / "bulletin.txt").write_text(BULLETIN)
    return desk


def test_one_bulletin_by_email_becomes_an_observation(centre):
    """A file handed in is read to an observation that leads back to its words and bytes."""
    centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", "--published", "2018-05-13")
    assert centre.ask("SELECT value, indicator, via, end_day::text FROM observation_latest") == [
        (1866, "departures", "Ar Rastan", "2018-05-13")
    ]
    ((passage, digest),) = centre.ask("SELECT passage, digest FROM figure_evidence")
    assert "1,866 people left" in passage
    assert centre.one("SELECT content FROM body WHERE encode(digest, 'hex') = %s", digest) == BULLETIN.encode()


def test_an_email_is_read_where_the_selectors_of_the_pages_find_nothing(centre):
    """A source's selectors are for its pages; a file that looks otherwise is read as any page is."""
    with (centre.home / "sources" / "centre.toml").open("a") as declared:
        declared.write('[article]\ntext = "div.bulletin p"\n')
    (centre.home / "mail.html").write_text(
        "<html><body><h1>Departures</h1><p>Over the past 24 hours, 1,866 people left the Homs de-escalation zone.</p>"
    )
    centre.run("ingest", str(centre.home / "mail.html"), "--source", "centre", "--published", "2018-05-13")
    assert centre.one("SELECT value FROM observation_latest") == 1866


def test_reading_it_again_changes_nothing(centre):
    """The same file twice is two captures and one document, one figure, one observation."""
    for _ in range(2):
        centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", "--published", "2018-05-13")
    counts = "SELECT (SELECT count(*) FROM {}), (SELECT count(*) FROM {}), (SELECT count(*) FROM {})"
    assert centre.ask(counts.format("document", "figure", "observation")) == [(1, 1, 1)]


def test_it_says_whether_a_document_is_new(centre):
    """The command tells a new document, one that states nothing, and one that is known already, apart."""
    words = ["--source", "centre", "--published", "2018-05-13"]
    (centre.home / "note.txt").write_text("A note to editors\n\nThe briefing was put off.\n")
    assert "figures: 1." in centre.run("ingest", str(centre.home / "bulletin.txt"), *words)
    assert "already known." in centre.run("ingest", str(centre.home / "bulletin.txt"), *words)
    assert "figures: 0." in centre.run("ingest", str(centre.home / "note.txt"), *words)


def test_a_corrected_number_is_a_revision_that_says_of_what(centre):
    """A later bulletin that states another value for the same series and period is a row of revisions, in words."""
    (centre.home / "again.txt").write_text(BULLETIN.replace("1,866", "1,886"))
    for name, day in (("bulletin.txt", "2018-05-13"), ("again.txt", "2018-05-14")):
        centre.run("ingest", str(centre.home / name), "--source", "centre", "--published", day)
    assert centre.ask(
        "SELECT originator, indicator, unit, origin, via, end_day::text, value_before, value, change FROM revisions"
        " WHERE value_before IS NOT NULL"
    ) == [
        ("Centre for Reconciliation", "departures", "person", "Homs de-escalation zone", "Ar Rastan", "2018-05-13",
         1866, 1886, 20)
    ]  # fmt: skip


def test_a_file_without_a_day_is_put_aside(centre):
    """A file that states no day is never given today's: its bytes are kept, and the command says what to add."""
    said = centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", code=1)
    assert "--published" in said
    assert centre.one("SELECT count(*) FROM document") == 0
    assert centre.one("SELECT count(*) FROM body") == 1


def test_sql_shows_a_table_and_status_the_source(centre):
    """What was read is there for the sql and the status commands."""
    centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", "--published", "2018-05-13")
    assert "1,866" in centre.run("sql", "SELECT value FROM observation_latest")
    assert "centre" in centre.run("status")


def test_db_prints_an_address_that_works(centre):
    """The address that db prints opens a connection as the reader."""
    address = centre.run("db").strip()
    assert address.startswith("postgresql://")


def test_a_file_of_any_name_is_read(centre):
    """A file's name may hold bytes that are no text."""
    path = os.fsencode(centre.home) + b"/bulletin \xff.txt"
    Path(os.fsdecode(path)).write_text(BULLETIN)
    centre.run("ingest", os.fsdecode(path), "--source", "centre", "--published", "2018-05-13")
    assert centre.one("SELECT count(*) FROM document") == 1


def test_the_same_bulletin_from_two_outlets_has_two_witnesses(centre):
    """A text that two sources sent is a document of each, and one observation with two witnesses."""
    (centre.home / "sources" / "wire.toml").write_text(
        SOURCE.replace('"primary"', '"wire"').replace("bulletins", "wire")
    )
    for source in ("centre", "wire"):
        centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", source, "--published", "2018-05-13")
    assert centre.ask("SELECT outlet, witnesses FROM observation_latest") == [("centre", 2)]


def test_another_day_for_a_known_bulletin_is_refused(centre):
    """What was recorded stays: the same file with another day ends with 1 and names both."""
    centre.run("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", "--published", "2018-05-13")
    again = ("ingest", str(centre.home / "bulletin.txt"), "--source", "centre", "--published", "2018-05-14")
    said = centre.run(*again, code=1)
    assert "2018-05-13" in said
    assert "2018-05-14" in said
