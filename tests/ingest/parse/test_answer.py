from __future__ import annotations

import time

import pytest

from ingest.parse.answer import UnreadableAnswer, moment_in, read_answer, text_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_answer_is_decoded_by_its_first_bytes(encoding):
    """JSON is read in every encoding that it may have."""
    assert read_answer('{"a": ["é", 1]}'.encode(encoding)) == {"a": ["é", 1]}


@pytest.mark.parametrize(
    "body", [b"", b"<html/>", b"{'a': 1}", b'{"a": 1', b"\xff\xfe\x00", b"[" * 1_000_000, b'{"a":' * 100_000]
)
def test_what_is_no_json_or_too_deep_is_refused(body):
    """A page, half an answer, rubbish and a well without a bottom are told as what they are."""
    with pytest.raises(UnreadableAnswer):
        read_answer(body)


def test_numbers_without_measure_stay_as_printed():
    """A number of 10,000 digits is never computed; infinities and what is no number are words."""
    digits = "9" * 10_000
    begun = time.monotonic()
    found = read_answer(f"[{digits}, NaN, -Infinity, 1e1000000, 12]".encode())
    assert time.monotonic() - begun < 1
    assert found[:3] == [digits, "NaN", "-Infinity"]
    assert text_in(found[4]) == "12"


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\x00b", "ab"), (7, "7"), (["first", "second"], "first"), ([], ""), (None, ""), (True, ""), ({"a": 1}, "")],
)
def test_a_value_is_text_or_nothing(value, text):
    """Words lose what no text can hold, a list gives its first, and what says nothing is empty."""
    assert text_in(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2018-05-13T18:00:00+03:00", "2018-05-13T18:00:00+03:00"),
        (1526223600, "2018-05-13T15:00:00+00:00"),
        ("1526223600000", "2018-05-13T15:00:00+00:00"),
        (20180513, "20180513"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_moment_may_be_counted_in_seconds(value, text):
    """Seconds and milliseconds since 1970 become a date; other numbers stay what they are."""
    assert moment_in(value) == text
