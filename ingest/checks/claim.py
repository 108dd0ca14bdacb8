"""A statement as a constraint: x(end) − x(start) lies within [low, high], x being a count that never falls."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from datetime import date

    from ingest.model import Observation

REPORT_DAYS: Final = "report_days"
EVENT_DAYS: Final = "event_days"
NOTHING_BEFORE_START: Final = "nothing_before_start"
PARTS_EXHAUSTIVE: Final = "parts_exhaustive"

DAILY: Final = frozenset({"24h", "day"})
BETWEEN_REPORTS: Final = frozenset({"24h", "48h", "72h", "week"})
EVENTS_ASSUMED: Final = frozenset({EVENT_DAYS})
NONE_ASSUMED: Final[frozenset[str]] = frozenset()
REPORTS_ASSUMED: Final = frozenset({REPORT_DAYS})
ZERO: Final = Decimal(0)

MIDNIGHT, REPORT = 0, 1

Instant = int | str
"""A point on the counter's clock: 2·day + 0 or 1 for the midnight that begins a day and the report made on it (the day
by its ordinal); a label for the unknown moment that a running total counts from."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """A constraint with what states it: one observation, or several parts that add up.

    `low` and `high` bound the count between the instants `start` and `end`; None leaves it unbounded above. `daily`:
    it is what one report says of its own day.
    """

    start: Instant
    end: int
    low: Decimal
    high: Decimal | None
    observations: tuple[Observation, ...]
    assumptions: frozenset[str]
    daily: bool

    @property
    def exact(self) -> bool:
        """Whether it pins the count."""
        return self.low == self.high


def known(day: int, part: int) -> int:
    """Return the instant of a day (its ordinal): its first midnight, or the report made on it."""
    return 2 * day + part


def as_claim(observation: Observation) -> Claim | None:
    """Return what an observation says of its counter; None where it says nothing that can be added up.

    Planned and denied figures, stocks, figures that are said to be part of another, and events without a time are none.
    """
    measure, period = observation.measure, observation.period
    if observation.status != "actual" or measure == "stock" or observation.part_of is not None:
        return None
    if measure == "flow" and (observation.start is None or period in {"unspecified", "asof"}):
        return None
    start, end, assumptions = instants_of(observation)
    if isinstance(start, int) and start >= end:
        return None
    low, high = bounds_of(observation)
    return Claim(start, end, low, high, (observation,), assumptions, end & 1 == 1 and start == end - 2)


def bounds_of(observation: Observation) -> tuple[Decimal, Decimal | None]:
    """Return what words and digits of a number allow: "over N" is at least N, "about 1,800" is 1,750 to 1,850."""
    value, qualifier = observation.value, observation.qualifier
    if qualifier == "exact":
        return value, value
    if qualifier in {"over", "at_least"}:
        return value, None
    if qualifier in {"under", "up_to"}:
        return ZERO, value
    if qualifier == "range":
        return value, observation.value_high
    half = Decimal((0, (5,), int(value.normalize().as_tuple().exponent) - 1))
    return max(ZERO, value - half), value + half


def instants_of(observation: Observation) -> tuple[Instant, int, frozenset[str]]:
    """Return from when to when it counts, and what that takes for granted."""
    day, start, end = observation.reference_day.toordinal(), observation.start, observation.end.toordinal()
    period = observation.period
    if start is None:
        close = known(end, REPORT) if observation.measure == "cumulative" or end >= day else known(end + 1, MIDNIGHT)
        return observation.since_label or period, close, NONE_ASSUMED
    begun = start.toordinal()
    if (period in DAILY or period == "since") and 0 <= day - begun <= 1 and 0 <= day - end <= 1:
        # What a report says of the time since the report before is its own: "on Saturday" in Sunday's is Sunday's.
        return known(day - 1, REPORT), known(day, REPORT), REPORTS_ASSUMED
    if period in BETWEEN_REPORTS and period != "day":
        return known(begun, REPORT), known(end, REPORT), REPORTS_ASSUMED
    close = known(end, REPORT) if observation.measure == "cumulative" or end >= day else known(end + 1, MIDNIGHT)
    return known(begun, MIDNIGHT), close, NONE_ASSUMED


def by_event_day(claim: Claim) -> Claim | None:
    """Return what a report says of the day before if that is a figure of the report of that day, as it came late.

    None where it says nothing of the day before: of its own day there is one reading only.
    """
    (one, *others) = claim.observations
    if others or not claim.daily or one.measure != "flow" or one.end >= one.reference_day:
        return None
    day = one.end.toordinal()
    if claim.end == known(day, REPORT):
        return None
    return replace(claim, start=known(day - 1, REPORT), end=known(day, REPORT), assumptions=EVENTS_ASSUMED)


def report_day(claim: Claim) -> date:
    """Return the day of the report that makes a claim."""
    return claim.observations[0].reference_day
