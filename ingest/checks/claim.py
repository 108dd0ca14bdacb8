"""A statement as a constraint: x(end) − x(start) lies within [low, high], x being a count that never falls."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from ingest.model import Observation

REPORT_DAYS: Final = "report_days"
NOTHING_BEFORE_START: Final = "nothing_before_start"
PARTS_EXHAUSTIVE: Final = "parts_exhaustive"

DAILY: Final = frozenset({"24h", "day"})
BETWEEN_REPORTS: Final = frozenset({"24h", "48h", "72h", "week"})

MIDNIGHT, REPORT = 0, 1

Instant = tuple[str, int]
"""A point on the counter's clock: ("", 2·day + 0 or 1) for the midnight that begins a day and the report made on it;
(label, 0) for the unknown moment a running total counts from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One stated number in a sum."""

    observation: Observation
    sign: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A constraint with what states it: one observation, or several parts that add up.

    `low` and `high` bound the count between the instants `start` and `end`; None leaves it unbounded above.
    """

    start: Instant
    end: Instant
    low: Decimal
    high: Decimal | None
    observations: tuple[Observation, ...]
    assumptions: frozenset[str] = field(default_factory=frozenset)

    @property
    def daily(self) -> bool:
        """Whether it is what one report says of its own day."""
        return self.end == known(_day(self.end), REPORT) and self.start == known(_day(self.end) - 1, REPORT)


def known(day: int, part: int) -> Instant:
    """Return the instant of a day (its ordinal): its first midnight, or the report made on it."""
    return ("", 2 * day + part)


def as_claim(observation: Observation) -> Claim | None:
    """Return what an observation says of its counter; None where it says nothing that can be added up.

    Planned and denied figures, stocks, figures that are said to be part of another, and events without a time are none.
    """
    if observation.status != "actual" or observation.measure == "stock" or observation.part_of is not None:
        return None
    if observation.period in {"unspecified", "asof"} and observation.measure == "flow":
        return None
    low, high = bounds_of(observation)
    start, end, assumptions = _instants(observation)
    return Claim(start=start, end=end, low=low, high=high, observations=(observation,), assumptions=assumptions)


def bounds_of(observation: Observation) -> tuple[Decimal, Decimal | None]:
    """Return what words and digits of a number allow: "over N" is at least N, "about 1,800" is 1,750 to 1,850."""
    value = observation.value
    match observation.qualifier:
        case "over" | "at_least":
            return value, None
        case "under" | "up_to":
            return Decimal(0), value
        case "range":
            return value, observation.value_high
        case "about":
            half = Decimal((0, (5,), int(value.normalize().as_tuple().exponent) - 1))
            return value - half, value + half
        case _:
            return value, value


def _instants(observation: Observation) -> tuple[Instant, Instant, frozenset[str]]:
    day = observation.reference_day.toordinal()
    if _says_its_own_day(observation):
        return known(day - 1, REPORT), known(day, REPORT), frozenset({REPORT_DAYS})
    end = observation.end.toordinal()
    if observation.period in BETWEEN_REPORTS and observation.start is not None:
        return known(observation.start.toordinal(), REPORT), known(end, REPORT), frozenset({REPORT_DAYS})
    close = known(end, REPORT) if observation.measure == "cumulative" or end >= day else known(end + 1, MIDNIGHT)
    if observation.start is None:
        return (observation.since_label or observation.period, 0), close, frozenset()
    return known(observation.start.toordinal(), MIDNIGHT), close, frozenset()


def _says_its_own_day(observation: Observation) -> bool:
    """Whether a report says it of the time since the report before: "on Saturday" in Sunday's bulletin is Sunday's."""
    start, day = observation.start, observation.reference_day
    if start is None or not 0 <= (day - start).days <= 1 or not 0 <= (day - observation.end).days <= 1:
        return False
    return observation.period in DAILY or observation.period == "since"


def _day(instant: Instant) -> int:
    return instant[1] // 2


def report_day(claim: Claim) -> date:
    """Return the day of the report that makes a claim."""
    return claim.observations[0].reference_day
