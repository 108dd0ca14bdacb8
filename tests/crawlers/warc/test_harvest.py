from __future__ import annotations

import gzip
import io
from datetime import UTC, date, datetime

import pytest

from crawlers.job import Fault
from crawlers.rehearsal.warc import HTTP, sha1, write_answer, write_record
from crawlers.scope import Scope
from crawlers.source import ArchiveRules, Source
from crawlers.warc import Place, Tape, read_records
from crawlers.warc.digest import agrees
from crawlers.warc.file import read_batches
from crawlers.warc.harvest import Harvester
from ingest.shelf import Finding, Original

AT = datetime(2018, 5, 13, 20, tzinfo=UTC)
URL = "https://m.example/news/1"
PAGE = b"<html><body><p>12 people left the valley.</p></body></html>"
HTML = "text/html; charset=utf-8"
SOURCE = Source(
    id="ministry", title="t", publisher="p", originator="o", standing="primary", kind="feed",
    urls=("https://m.example/feed",), language="en", zone="Europe/Moscow", schedule="every 1h", licence="l",
    archive=ArchiveRules(match=("m.example/news/*",)),
)  # fmt: skip
HARVESTER = Harvester(
    source="ministry", scope=Scope(SOURCE), window=(date(2018, 5, 12), date(2018, 5, 13)), name="a.warc.gz",
    now=datetime(2018, 6, 1, tzinfo=UTC),
)  # fmt: skip


def take(*records):
    """Return what the records of a file give."""
    return [HARVESTER.take(record) for record in read_records(Tape(io.BytesIO(b"".join(records))))]


def response(body=PAGE, url=URL, at=AT, media_type=HTML, status=200, **fields):
    return write_record("response", url, at, write_answer(body, media_type, status), **fields)


def test_a_page_is_kept_as_it_was_taken():
    """Address, instant and headers are those of the record; the hint says where it stands and what it was asked for."""
    (found,) = take(response(WARC_Payload_Digest=sha1(PAGE)))
    assert (found.capture.url, found.capture.fetched_at, found.body) == (URL, AT, PAGE)
    assert (found.capture.status, found.capture.media_type, found.capture.role) == (200, HTML, "item")
    assert found.capture.headers["content-length"] == str(len(PAGE))
    assert dict(found.capture.hint) | {"record": ""} == {
        "warc": "a.warc.gz", "offset": "0", "archived_at": "2018-05-13T20:00:00Z", "record": "",
        "payload": sha1(PAGE), "window": "2018-05-12/2018-05-13",
    }  # fmt: skip


def test_pages_stand_in_other_types_of_record_too():
    """A resource is a page without an answer around it, a conversion one in another form."""
    for kind in ("resource", "conversion"):
        (found,) = take(write_record(kind, f"<{URL}>", AT, PAGE, Content_Type="text/html"))
        assert (found.capture.url, found.body) == (URL, PAGE)


@pytest.mark.parametrize(
    "record",
    [
        response(url="https://m.example/about"),
        response(url="https://elsewhere.example/news/1"),
        response(url="https://m.example/news/" + "a" * 9999),
        response(url="dns:m.example"),
        response(url="https://m.example/news/\x1b[2J"),
        response(status=404),
        response(status=301),
        response(media_type="image/png"),
        response(media_type="application/json"),
        response(b"\x00\x01\x02", media_type="application/octet-stream"),
        write_record("request", URL, AT, b"GET / HTTP/1.1\r\n\r\n"),
        write_record("metadata", URL, AT, b"outlink: x", Content_Type="application/warc-fields"),
        write_record("warcinfo", "", AT, b"software: x", Content_Type="application/warc-fields"),
        write_record("unheard-of", URL, AT, b"x"),
    ],
)
def test_what_is_no_page_of_the_source_is_passed_over(record):
    """Other sites, other pages, other answers, other types of file and of record: nothing is kept, nothing told."""
    assert take(record) == [None]


@pytest.mark.parametrize(("body", "media_type"), [(PAGE, ""), (b"%PDF-1.4 x", "application/octet-stream")])
def test_a_page_of_untold_type_is_known_by_its_bytes(body, media_type):
    """Markup and PDF are pages where the server did not say what they are."""
    (found,) = take(response(body, media_type=media_type))
    assert found.body == body


@pytest.mark.parametrize(
    ("code", "record"),
    [
        ("digest", response(WARC_Payload_Digest=sha1(b"other"))),
        ("digest", response(WARC_Block_Digest=sha1(b"other"))),
        ("digest", response(WARC_Payload_Digest="sha-256:" + "0" * 64)),
        ("digest", write_record("resource", URL, AT, PAGE, Content_Type=HTML, WARC_Payload_Digest=sha1(b"other"))),
        ("truncated", response(WARC_Truncated="length")),
        ("segmented", response(WARC_Segment_Number="1")),
        ("large", write_record("resource", URL, AT, bytes(17 << 20), Content_Type=HTML)),
        ("date", response(at=datetime(2019, 1, 1, tzinfo=UTC))),
        ("date", response(WARC_Date="13 May 2018")),
        ("date", response(WARC_Date="2018-02-31T00:00:00Z")),
        ("date", response(WARC_Date="0001-01-01T00:00:00Z")),
        ("unreadable", write_record("response", URL, AT, write_answer(PAGE[:-9], HTML, Content_Length="59"))),
        ("unreadable", write_record("response", URL, AT, b"no answer", Content_Type=HTTP)),
        ("unreadable", write_record("revisit", URL, AT, b"no answer", Content_Type=HTTP)),
    ],
)
def test_what_is_wrong_with_a_page_is_told_and_hides_no_other(code, record):
    """A digest, a length, a date or a body that is wrong is one fault with the place; the next page is taken."""
    fault, found = take(record, response(url="https://m.example/news/2"))
    assert isinstance(fault, Fault)
    assert (fault.step, fault.code, fault.url) == ("warc", code, URL)
    assert fault.sentence.startswith("a.warc.gz: ")
    assert "byte 0" in fault.sentence
    assert isinstance(found, Finding)


def test_a_payloads_digest_may_be_of_the_body_in_any_of_its_forms():
    """As it was sent, without its chunks, or unpacked: writers of archives differ."""
    packed = gzip.compress(PAGE, mtime=0)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    block = write_answer(chunks, HTML, Content_Encoding="gzip", Transfer_Encoding="chunked")
    for form in (PAGE, packed, chunks):
        (found,) = take(write_record("response", URL, AT, block, WARC_Payload_Digest=sha1(form)))
        assert found.body == PAGE


def test_digests_are_read_in_every_spelling():
    """Base 32, hexadecimal and base 64 in any case of letters; of an unknown algorithm nothing is said."""
    data = b"12 people left"
    base32 = sha1(data)
    hexadecimal = "sha1:8f4bd9c7d0ef9ab9bf9e0ba8d5e7bcb2b4aa0b0c"
    assert agrees(base32, data) is agrees(base32.lower().rstrip("="), data) is True
    assert agrees(hexadecimal, data) is False
    assert agrees("md4:abc", data) is agrees("", data) is agrees("nonsense", data) is None


def test_a_repetition_names_what_it_repeats():
    """A revisit has no body of its own: it says whose page, taken when, with what digest."""
    record = write_record(
        "revisit", URL, AT, write_answer(b"", HTML), WARC_Payload_Digest=sha1(PAGE),
        WARC_Refers_To_Target_URI="https://m.example/news/0", WARC_Refers_To_Date="2018-05-12T20:00:00Z",
    )  # fmt: skip
    (found,) = take(record)
    assert (found.body, found.capture.digest) == (None, None)
    assert found.original == Original("https://m.example/news/0", "", sha1(PAGE), "2018-05-12T20:00:00Z")


def test_a_file_is_read_in_batches_that_go_on_where_the_one_before_ended():
    """Begun again behind any batch, the same pages follow; every record is in one batch."""
    records = [response(url=f"https://m.example/{'news' if n % 3 else 'other'}/{n}") for n in range(700)]
    for data in (b"".join(records), b"".join(map(gzip.compress, records)), gzip.compress(b"".join(records))):
        batches = list(read_batches(io.BytesIO(data), HARVESTER, Place()))
        urls = [found.capture.url for batch in batches for found in batch.findings]
        assert len(urls) == len(set(urls)) == 466
        assert sum(batch.records for batch in batches) == 700
        done = 0
        for batch in batches:
            done += len(batch.findings)
            place = Place(batch.frame, batch.within)
            rest = [
                one.capture.url for more in read_batches(io.BytesIO(data), HARVESTER, place) for one in more.findings
            ]
            assert rest == urls[done:]
