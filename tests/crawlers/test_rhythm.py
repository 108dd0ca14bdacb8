from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.rhythm import Visit, estimate_rate, pause_after

BOUNDS = (300, 21600)
NOW = datetime(2026, 3, 20, 12, 30, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
LENGTHS = st.lists(st.tuples(st.floats(1, 3 * 86400), st.booleans()), max_size=40)


def visits_of(lengths):
    """Visits that end now, each so long after the one before."""
    at, visits = NOW, []
    for seconds, changed in reversed(lengths):
        visits.append(Visit(at, seconds, changed))
        at -= timedelta(seconds=seconds)
    return visits[::-1]


def test_without_a_history_the_pause_is_in_the_middle():
    """A source that was never visited is left alone for the geometric middle of its bounds."""
    assert pause_after([], BOUNDS, NOW, KYIV) == pytest.approx(math.sqrt(300 * 21600))


@given(LENGTHS)
def test_the_pause_keeps_within_its_bounds(lengths):
    """Whatever was found, the pause is neither shorter nor longer than its bounds."""
    assert BOUNDS[0] <= pause_after(visits_of(lengths), BOUNDS, NOW, KYIV) <= BOUNDS[1]


@given(LENGTHS.filter(bool), st.data())
def test_more_news_never_slows_down(lengths, data):
    """Had one more of the visits found something new, the pause would be no longer."""
    n = data.draw(st.integers(0, len(lengths) - 1))
    more = [(seconds, changed or n == m) for m, (seconds, changed) in enumerate(lengths)]
    pauses = [pause_after(visits_of(one), BOUNDS, NOW, KYIV) for one in (more, lengths)]
    assert pauses[0] <= pauses[1] * (1 + 1e-9)


@given(st.integers(0, 60))
def test_stillness_slows_down(hours):
    """The longer nothing came, the longer the pause."""
    still = [(3600.0, False)] * hours
    assert pause_after(visits_of(still), BOUNDS, NOW, KYIV) <= pause_after(
        visits_of([*still, (3600.0, False)]), BOUNDS, NOW, KYIV
    )


@pytest.mark.parametrize("rate", [1 / 900, 1 / 3600, 1 / 86400])
@pytest.mark.parametrize("seconds", [600, 3600, 7200])
def test_a_rate_is_found_again(rate, seconds):
    """Visits that found something as often as a rate makes likely give that rate again, which a mere count does not."""
    total = 2000
    found = round(total * -math.expm1(-rate * seconds))
    visits = [Visit(NOW, seconds, n < found) for n in range(total)]
    assert estimate_rate(visits, 1 / 7200) == pytest.approx(rate, rel=0.1)


def test_the_hour_of_publication_is_learnt():
    """A source that published at six each evening of four weeks is visited sooner before six than after it."""
    first = NOW.replace(hour=0, minute=0)
    visits = [
        Visit(first - timedelta(hours=n), 3600.0, (first - timedelta(hours=n)).astimezone(KYIV).hour == 18)
        for n in range(24 * 28)
    ]
    evening, night = (datetime(2026, 3, 20, hour, 0, tzinfo=KYIV) for hour in (17, 20))
    assert pause_after(visits, BOUNDS, evening, KYIV) < 5400
    assert pause_after(visits, BOUNDS, night, KYIV) > 18000
