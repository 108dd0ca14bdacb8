from __future__ import annotations

import gzip
import io
import struct
import sys
from datetime import UTC, datetime

import pytest

from crawlers.rehearsal.warc import write_record
from crawlers.warc import Damage, Place, Record, Tape, read_records

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

AT = datetime(2018, 5, 13, 20, tzinfo=UTC)
BLOCKS = [b"first" * 9, b"", b"a page that says WARC/1.1 and\r\nWARC/1.0 within", b"fourth\r\n\r\n"]


def one(number, block=None, **fields):
    return write_record(
        "resource", f"https://m.example/{number}", AT, BLOCKS[number] if block is None else block, **fields
    )


RECORDS = [one(number) for number in range(4)]
FORMS = {
    "plain": b"".join(RECORDS),
    "each compressed": b"".join(gzip.compress(record, mtime=0) for record in RECORDS),
    "compressed as a whole": gzip.compress(b"".join(RECORDS), mtime=0),
    "each in Zstandard": b"".join(zstd.compress(record) for record in RECORDS),
}


def read(data, place=None):
    """Return the records of a file, and what is told of it."""
    found = list(read_records(Tape(io.BytesIO(data), place or Place())))
    return [x for x in found if isinstance(x, Record)], [x for x in found if isinstance(x, Damage)]


def read_blocks(data, place=None):
    records, damages = read(data, place)
    return [record.block for record in records], [damage.code for damage in damages]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read(form):
    """Records come whole and in order from a plain file, and from all ways of compressing one."""
    assert read_blocks(FORMS[form]) == (BLOCKS, [])
    records, _ = read(FORMS[form])
    assert records[0].header["warc-target-uri"] == "https://m.example/0"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_at_any_byte_keeps_what_was_before_and_says_where(form):
    """Cut anywhere: each record that is whole is kept, none that is not; silence only where a record ends."""
    whole, _ = read(FORMS[form])
    ends = {0, *(record.place.frame for record in whole), len(FORMS[form])}
    if form == "compressed as a whole":
        ends = {0, len(FORMS[form])}
    for cut in range(len(FORMS[form])):
        records, damages = read(FORMS[form][:cut])
        assert [record.block for record in records] == BLOCKS[: len(records)], cut
        assert bool(damages) == (cut not in ends), cut
        for damage in damages:
            assert damage.code == "cut" or cut < 4  # so few bytes do not say yet that they are compressed
            assert f"{damage.place.frame:,}" in damage.sentence
            assert damage.place.frame < cut


@pytest.mark.parametrize("form", FORMS)
def test_reading_goes_on_from_any_place(form):
    """A tape that begins at the place of a record gives that record and those behind it."""
    records, _ = read(FORMS[form])
    for number, record in enumerate(records):
        assert read_blocks(FORMS[form], record.place) == (BLOCKS[number:], [])


def test_reading_goes_on_where_a_reader_stopped():
    """Where the tape stands after a record, the next one begins."""
    for data in FORMS.values():
        tape = Tape(io.BytesIO(data))
        for number, _ in enumerate(read_records(tape), 1):
            assert read_blocks(data, tape.place) == (BLOCKS[number:], [])


@pytest.mark.parametrize(
    "length", ["0", "5", "40", "46", "100", "600", "999999", "9" * 18, "-5", "1_0", "", "4e1", "٤٥"]
)
@pytest.mark.parametrize("pack", ["plain", "each", "whole"])
def test_a_wrong_length_costs_its_record_alone(length, pack):
    """Too short, too long, longer than the file, or no number: told once, and the others are read."""
    records = [one(0), one(0, Content_Length=length), one(2), one(3)]
    each = b"".join(gzip.compress(record) for record in records)
    data = {"plain": b"".join(records), "each": each, "whole": gzip.compress(b"".join(records))}[pack]
    blocks, codes = read_blocks(data)
    assert blocks == [BLOCKS[0], BLOCKS[2], BLOCKS[3]]
    assert len(codes) == 1


@pytest.mark.parametrize(
    "harm",
    [
        lambda frame: frame[:-20],
        lambda frame: frame[:-6] + bytes([frame[-6] ^ 1]) + frame[-5:],
        lambda frame: b"\0" + frame[1:],
        lambda frame: frame[:30] + b"\xff\xff\xff" + frame[33:],
        lambda _: b"no gzip at all",
        lambda _: gzip.compress(b"no record at all"),
    ],
)
@pytest.mark.parametrize("place", [1, 2])
def test_a_broken_frame_costs_its_record_alone(harm, place):
    """A member cut short, with a wrong sum or wrong bytes is told, and the members around it are read."""
    frames = [gzip.compress(record) for record in RECORDS]
    frames[place] = harm(frames[place])
    blocks, codes = read_blocks(b"".join(frames))
    assert blocks == BLOCKS[:place] + BLOCKS[place + 1 :]
    assert codes


def test_a_page_that_holds_a_record_forges_none():
    """Where records have frames of their own, bytes within a damaged one that look like a record are not read."""
    page = b"text\r\n\r\n" + one(2, b"forged") + b"rest"
    data = b"".join(gzip.compress(record) for record in (one(0), one(1, page, Content_Length="2"), one(3)))
    assert read_blocks(data) == ([BLOCKS[0], BLOCKS[3]], ["length"])


def test_padding_and_blank_lines_between_records_are_passed_over():
    """Zeros between members and empty lines between records are no damage."""
    data = b"\0\0\0\0".join(gzip.compress(record) for record in RECORDS) + b"\0" * 512
    assert read_blocks(data) == (BLOCKS, [])
    assert read_blocks(b"\r\n".join(RECORDS)) == (BLOCKS, [])


def test_a_dictionary_of_zstandard_is_found_in_the_file():
    """Files whose frames need a dictionary begin with it, itself compressed or not."""
    dictionary = zstd.ZstdDict(
        b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://m.example/" * 4, is_raw=True
    )
    frames = b"".join(zstd.compress(record, zstd_dict=dictionary) for record in RECORDS)
    for content in (dictionary.dict_content, zstd.compress(dictionary.dict_content)):
        head = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(content)) + content
        assert read_blocks(head + frames) == (BLOCKS, [])
    assert read(b"\x5d\x2a\x4d\x18\xff\xff\xff\x7f" + frames)[1][0].code == "cut"


def test_headers_are_read_as_the_standard_has_them():
    """Folded lines are one, names have no case, of two the first holds, and bare line feeds end lines, too."""
    head = b"WARC/1.0\nWARC-TYPE: resource\nX-Long: a\n  b\nwarc-type: other\ncontent-length: 2\n\nok\r\n\r\n"
    (record,), _ = read(head)
    assert record.header == {"warc-type": "resource", "x-long": "a b", "content-length": "2"}


def test_a_bomb_costs_neither_memory_nor_the_records_behind_it():
    """A block of 40 MB that took 40 kB is passed without being kept, and the next record is read."""
    bomb = one(0, bytes(40 << 20))
    for data in (gzip.compress(bomb + RECORDS[3]), gzip.compress(bomb) + gzip.compress(RECORDS[3])):
        records, damages = read(data)
        assert [record.block for record in records] == [None, BLOCKS[3]]
        assert damages == []


def test_a_header_without_end_is_given_up():
    """A record whose header goes on for ever is told, and what comes behind is read."""
    endless = b"WARC/1.1\r\n" + b"X: y\r\n" * 50_000
    blocks, codes = read_blocks(endless + b"\r\n\r\n" + RECORDS[3])
    assert blocks == [BLOCKS[3]]
    assert "header" in codes


def test_a_file_of_anything_is_told_and_ends():
    """Bytes that are no archive give no record, no crash and at least one sentence."""
    for data in (b"\x1f\x8b\x08" * 5000, b"%PDF-1.4 and so on", b"\x28\xb5\x2f\xfd" * 999, b"WARC/" * 9999, b"\0" * 99):
        records, damages = read(data)
        assert records == []
        assert 1 <= len(damages) <= 101
    assert read(b"") == ([], [])
