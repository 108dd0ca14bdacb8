"""How long to leave a source alone: the rate at which it publishes, estimated from visits that found news or none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

HOUR: Final = 3600.0
HOURS: Final = 24

CHANGES_A_PAUSE: Final = 0.5
"""A source is visited again when half a change is to be expected: two visits a change."""

PRIOR: Final = 0.5
"""How many changes the middle of the bounds counts for as a first guess."""

PRIOR_OF_HOUR: Final = 1.0
"""How many changes the day as a whole counts for in the estimate of each hour."""

HALVINGS: Final = 60


class Visit(NamedTuple):
    """A visit: when it was, how many seconds (more than 0) after the one before, and whether it found anything new."""

    at: datetime
    seconds: float
    changed: bool


def pause_after(visits: Sequence[Visit], bounds: tuple[float, float], now: datetime, zone: tzinfo) -> float:
    """Return for how many seconds from `now` to leave a source alone; within `bounds`, more news never makes it longer.

    Args:
        visits: those of the last weeks, in any order; without one the pause is the geometric middle of the bounds.
        bounds: the shortest and the longest pause in seconds.
        now: when the last visit ended.
        zone: that of the source's days: it publishes by its own clock.
    """
    least, most = bounds
    rate = estimate_rate(visits, CHANGES_A_PAUSE / math.sqrt(least * most))
    rates = _rates_of_hours(visits, rate, zone)
    expected, passed = 0.0, 0.0
    for hour, seconds in _split(now, most, zone):
        if expected + rates[hour] * seconds >= CHANGES_A_PAUSE:
            passed += (CHANGES_A_PAUSE - expected) / rates[hour]
            break
        expected += rates[hour] * seconds
        passed += seconds
    return min(max(passed, least), most)


def estimate_rate(visits: Sequence[Visit], first_guess: float) -> float:
    """Return how many changes a second there are, where a visit shows only whether there was one since the last.

    The estimator for irregular visits of J. Cho and H. Garcia-Molina, "Estimating frequency of change", ACM
    Transactions on Internet Technology 3 (2003): the rate under which what the visits found is likeliest. Theirs is
    without bounds where all visits found something and zero where none did, and biased where they are few; in the place
    of their half a visit added, a gamma distribution around `first_guess` (changes a second), worth `PRIOR` changes,
    keeps it finite.
    """
    changed = [visit.seconds for visit in visits if visit.changed]
    still = sum(visit.seconds for visit in visits if not visit.changed) + PRIOR / first_guess
    low, high = PRIOR / still, (PRIOR + len(changed)) / still  # since x / (e^x - 1) lies between 0 and 1
    for _ in range(HALVINGS if changed else 0):
        middle = (low + high) / 2
        if PRIOR / middle + sum(_hidden(middle, seconds) for seconds in changed) > still:
            low = middle
        else:
            high = middle
    return (low + high) / 2 if changed else low


def _hidden(rate: float, seconds: float) -> float:
    """The time without a change that a visit which found one still tells of, at a rate."""
    exponent = rate * seconds
    return seconds / math.expm1(exponent) if exponent < 500 else 0.0  # noqa: PLR2004 - e^709 is beyond a float


def _rates_of_hours(visits: Sequence[Visit], rate: float, zone: tzinfo) -> list[float]:
    """Return the rate in each hour of the day; an hour of which little is known has nearly that of the whole day."""
    changes, lasted = [0.0] * HOURS, [0.0] * HOURS
    for visit in visits:
        for hour, seconds in _split(visit.at, -visit.seconds, zone):
            lasted[hour] += seconds
            changes[hour] += seconds / visit.seconds if visit.changed else 0.0
    return [(changes[n] + PRIOR_OF_HOUR) / (lasted[n] + PRIOR_OF_HOUR / rate) for n in range(HOURS)]


def _split(start: datetime, seconds: float, zone: tzinfo) -> Iterator[tuple[int, float]]:
    """Cut a stretch of time after `start` (before it, where negative) into the hours of the day: which, how much of it.

    A change of clocks in the middle is not seen: it is an estimate.
    """
    local = start.astimezone(zone)
    into = local.minute * 60.0 + local.second + local.microsecond / 1e6
    hour, left, step = local.hour, abs(seconds), 1 if seconds > 0 else -1
    room = HOUR - into if seconds > 0 else into
    while left > 0:
        if room > 0:
            yield hour, min(left, room)
        left -= room
        hour, room = (hour + step) % HOURS, HOUR
