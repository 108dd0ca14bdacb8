from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ingest.checks.records import read_observations, read_places
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
        ({"value": "NaN"}, "value"),
        ({"part_of": "sNaN"}, "part_of"),
        ({"value_high": "Infinity"}, "value_high"),
        ({"value": "1e-400000"}, "value"),
        ({"qualifier": "range"}, "value_high"),
        ({"qualifier": "range", "value_high": 300}, "value_high"),
        ({"start": "2018-03-17"}, "start"),
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


def test_a_number_and_its_digits_are_one_id():
    """Findings are told apart and ordered by what an id reads as, so that 7 and "7" cannot both stand."""
    with pytest.raises(UsageError, match=r"line 2: id 7 stood before"):
        read({"id": 7}, {"id": "7"})


def test_who_published_where_may_be_unknown():
    """Outlet and document may be null, as what is not known."""
    (one,) = read({"outlet": None, "document": None})
    assert (one.outlet, one.document) == ("", "")


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([{"name": "Homs", "within": "Homs"}], "line 1: Homs would lie in itself"),
        ([{"name": "Homs", "within": "Syria"}, {"name": "Homs", "parts": ["Syria"]}], "line 2: Syria would lie in"),
        ([{"name": "Homs", "within": "Syria"}, {"name": "Iraq", "parts": ["Homs"]}], "line 2: Homs lies in Syria"),
        (
            [{"name": "Syria", "parts": ["Homs"]}, {"name": "Syria", "parts": ["Hama"]}],
            "line 2: other `parts` of Syria",
        ),
    ],
)
def test_places_that_cannot_lie_as_told_are_refused(places, said):
    """A place lies in one other, and never in itself: else what a later line says would silently win."""
    with pytest.raises(UsageError, match=said):
        read_places([json.dumps(place) for place in places], name="places.jsonl")


def test_a_place_may_be_told_of_twice():
    """What lies in a place, and what that lies in, may stand in several lines that agree."""
    lines = [{"name": "Homs", "within": "Syria"}, {"name": "Syria", "parts": ["Homs", "Hama"]}]
    gazetteer = read_places([json.dumps(one) for one in lines], name="places.jsonl")
    assert gazetteer.within == {"Homs": "Syria", "Hama": "Syria"}
    assert gazetteer.partitions == {"Syria": {"Homs", "Hama"}}
