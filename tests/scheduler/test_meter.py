from __future__ import annotations

import io

import pytest
from rich.console import Console

from scheduler import meter
from scheduler.meter import Meter, as_duration


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.4, "59 s"), (90, "2 min"), (7200, "2.0 h"), (1e7, "2,777.8 h")]
)
def test_a_duration_is_told_in_the_unit_of_its_size(seconds, told):
    """Seconds, minutes or hours, as a person would say it."""
    assert as_duration(seconds) == told


def test_the_rate_counts_what_was_done_meanwhile(monkeypatch):
    """What an earlier run did is in the sum, not in the rate, and the estimate is for what is left."""
    monkeypatch.setattr(meter, "LINE_SECONDS", 0.0)
    out = io.StringIO()
    with Meter(Console(file=out, width=200)) as told:
        told.begin("reading ministry")
        told.show(1000, 2000)
        told.show(1100, 2000)
        assert told.sentence(10) == (
            "tallywire: reading ministry: 1,100 of 2,000 pages, 10.0 a second, about 2 min left."
        )
    assert "1,100 of 2,000 pages" in out.getvalue()


def test_work_of_unknown_size_has_no_estimate():
    """While the size is not known, there is a rate and no estimate."""
    with Meter(Console(file=io.StringIO())) as told:
        told.begin("listing ministry")
        told.advance()
        told.advance()
        assert told.sentence(2) == "tallywire: listing ministry: 2 pages, 0.5 a second."
