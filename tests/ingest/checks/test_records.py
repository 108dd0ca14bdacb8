from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ingest.checks.records import read_observations
from ingest.errors import UsageError

LEAST = {
    "id": 1, "originator": "Centre", "indicator": "departures", "unit": "person", "value": 311, "measure": "flow",
    "period": "24h", "end": "2018-03-16",
}  # fmt: skip


def read(*records):
    return read_observations([json.dumps(LEAST | record) for record in records], name="told.jsonl")


def test_the_least_that_a_line_must_say_is_enough():
    """A line without the optional fields is an observation, said on the day it reports on."""
    (one,) = read({})
    assert (one.value, one.end, one.reference_day) == (Decimal(311), date(2018, 3, 16), date(2018, 3, 16))
    assert one.vintage == datetime(2018, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2018-03-17", datetime(2018, 3, 17, tzinfo=UTC)),
        ("2018-03-17T09:00:00+03:00", datetime(2018, 3, 17, 6, tzinfo=UTC)),
        ("2018-03-17T09:00:00", datetime(2018, 3, 17, 9, tzinfo=UTC)),
    ],
)
def test_the_time_of_publication_is_a_day_or_an_instant(written, meant):
    """`published_at` may be a day or an instant; without a zone it is UTC."""
    (one,) = read({"published_at": written})
    assert one.vintage == meant


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"published_at": "soon"}, "published_at"),
        ({"value": "many"}, "value"),
        ({"measure": "guess"}, "measure"),
        ({"end": "31 May"}, "end"),
    ],
)
def test_a_wrong_field_is_refused_by_line_and_name(wrong, said):
    """The complaint names the file, the line and the field."""
    with pytest.raises(UsageError, match=rf"^told\.jsonl, line 2: .*{said}"):
        read({}, {"id": 2} | wrong)


def test_an_id_stands_once():
    """Two observations of one id are refused: a proof could not say which it means."""
    with pytest.raises(UsageError, match=r"line 3: id 7 stood before"):
        read({}, {"id": 7}, {"id": 7})
