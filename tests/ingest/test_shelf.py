from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from psycopg.errors import CheckViolation
from psycopg_pool import ConnectionPool

from ingest.archive import digest_of
from ingest.model import Capture
from ingest.shelf import Batch, Finding, Original, Shelf

AT = datetime(2018, 5, 13, 20, tzinfo=UTC)
URL = "https://m.example/1"
DAYS = "2018-05-12/2018-05-13"
FILE = {
    "source": "ministry", "first_day": date(2018, 5, 12), "last_day": date(2018, 5, 13), "name": "a.warc.gz",
    "size": 1000, "imprint": bytes(32),
}  # fmt: skip


@pytest.fixture
def shelf(reader, database):
    reader.declare("ministry")
    with ConnectionPool(database.conninfo("writer"), min_size=1, kwargs={"autocommit": True}) as pool:
        yield Shelf(pool)


def page(body=b"one", url=URL, hours=0, **hint):
    capture = Capture(
        source="ministry", url=url, role="item", fetched_at=AT + timedelta(hours=hours), status=200,
        media_type="text/html", headers={}, digest=digest_of(body),
        hint={"warc": "a.warc.gz", "offset": "7", "payload": f"sha1:{body.decode()}", "window": DAYS} | hint,
    )  # fmt: skip
    return Finding(capture=capture, body=body)


def repetition(url=URL, hours=24, **original):
    told = {"url": URL, "record": "", "payload": "", "taken_at": ""} | original
    capture = Capture(
        source="ministry", url=url, role="item", fetched_at=AT + timedelta(hours=hours), status=200, media_type=None,
        headers={}, digest=None, hint={"warc": "a.warc.gz", "offset": "9", "window": DAYS},
    )  # fmt: skip
    return Finding(capture=capture, original=Original(**told))


def put(shelf, *findings, frame=500, faults=()):
    number = shelf.open(FILE).number
    return shelf.put(number, Batch(findings=findings, faults=faults, frame=frame, within=3, records=len(findings)))


def test_pages_and_the_place_behind_them_are_one_commit(shelf, reader):
    """What a batch brought is kept with how far the file is read; where it cannot be kept, neither is."""
    assert put(shelf, page(), page(b"two", "https://m.example/2")).kept == 2
    assert shelf.open(FILE)[1:] == (500, 3, 2, 2)
    strange = page(b"three", "https://m.example/3")
    strange = replace(strange, capture=replace(strange.capture, status=9999))
    with pytest.raises(CheckViolation):
        put(shelf, page(b"four", "https://m.example/4"), strange, frame=900)
    assert shelf.open(FILE)[1:] == (500, 3, 2, 2)
    assert reader.count("capture") == 2


def test_what_is_known_is_kept_once(shelf, reader):
    """The same page taken at the same instant adds nothing, in a batch or later; asked for with other days it does."""
    assert put(shelf, page(), page())[:2] == (1, 1)
    assert put(shelf, page())[:2] == (0, 1)
    assert put(shelf, page(window="2018-01-01/2018-12-31"))[:2] == (1, 0)
    assert (reader.count("capture"), reader.count("body")) == (2, 1)


@pytest.mark.parametrize(
    "named", [{"payload": "sha1:one"}, {"record": "<urn:1>"}, {"taken_at": "2018-05-13T20:00:00Z"}]
)
def test_a_repetition_refers_to_its_original(shelf, reader, named):
    """By digest, record or instant, in the batch or before: the page was seen unchanged, and no body is invented."""
    original = page(record="<urn:1>", archived_at="2018-05-13T20:00:00Z")
    assert put(shelf, original, repetition(**named))[:2] == (2, 0)
    assert put(shelf, repetition(**named))[:2] == (0, 1)
    assert put(shelf, repetition(hours=48, **named))[:2] == (1, 0)
    rows = reader.ask(
        "SELECT status, digest IS NULL, revisit_of = (SELECT min(id) FROM capture) FROM capture ORDER BY id"
    )
    assert rows == [(200, False, None), (304, True, True), (304, True, True)]
    assert reader.count("body") == 1


def test_the_same_bytes_at_another_address_are_a_page_of_it(shelf, reader):
    """A repetition of another address is a page with the bytes of that one."""
    put(shelf, page(), repetition(url="https://m.example/moved", payload="sha1:one"))
    assert reader.ask("SELECT url, status, digest FROM capture ORDER BY id") == [
        (URL, 200, digest_of(b"one")), ("https://m.example/moved", 200, digest_of(b"one")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "named", [{"payload": "sha1:other"}, {"record": "<urn:2>"}, {}, {"url": "https://m.example/2"}]
)
def test_a_repetition_of_nobody_knows_what_is_a_fault(shelf, reader, named):
    """Where the original is neither in the file before it nor kept, that is told with the place; nothing is kept."""
    brought = put(shelf, page(), repetition(**named))
    assert (brought.kept, brought.known, [fault["code"] for fault in brought.faults]) == (1, 0, ["orphan"])
    ((sentence,),) = reader.ask("SELECT sentence FROM fault")
    assert "a.warc.gz, byte 9" in sentence
    assert reader.count("capture") == 1


def test_a_file_that_was_read_to_its_end_is_begun_anew(shelf):
    """An unfinished reading goes on; a finished one is followed by a new one, and so is that for other days."""
    first = shelf.open(FILE)
    put(shelf, page())
    assert shelf.open(FILE).number == first.number
    assert shelf.open(FILE | {"last_day": date(2018, 5, 14)}).number != first.number
    shelf.finish(first.number)
    assert shelf.open(FILE) == (shelf.open(FILE).number, 0, 0, 0, 0)
