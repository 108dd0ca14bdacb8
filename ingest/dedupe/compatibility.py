"""Whether two descriptions can be of one statement, and how well they fit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.dedupe.name import fold_name
from ingest.model import PLACE_ROLES

if TYPE_CHECKING:
    from datetime import date

    from ingest.dedupe.mention import Mention

DAYS_OFF: Final = 1
"""How far two outlets' days may lie apart: one counts "the past 24 hours" from the report, one writes a day later."""

KINDRED: Final = frozenset({frozenset({"militants", "militants_and_families"})})
EQUAL, MISSING = 2, 0


def affinity(one: Mention, other: Mention, *, any_place: bool = False) -> int | None:
    """Return how well two figures fit as one statement, higher for more that is equal; None where they cannot be one.

    With `any_place` different places do not part them.
    """
    if (one.originator, one.indicator, one.unit, one.status) != (
        other.originator, other.indicator, other.unit, other.status,
    ):  # fmt: skip
        return None
    if one.value != other.value and not is_rounding_of(one, other):
        return None
    parts = [
        _fit(one.value_high, other.value_high),
        _fit(one.part_of, other.part_of),
        _fit_population(one.population, other.population),
        _fit_period(one, other),
        _fit_places(one, other, any_place=any_place),
        EQUAL if one.since_label == other.since_label else MISSING,
        EQUAL if one.value == other.value else MISSING,
    ]
    scores = [part for part in parts if part is not None]
    return sum(scores) if len(scores) == len(parts) else None


def is_rounding_of(rounded: Mention, exact: Mention) -> bool:
    """Say whether `rounded` can be the other's number without its last digits: "over 1,800" for 1,866."""
    if exact.qualifier != "exact" or rounded.value_high is not None or exact.value_high is not None:
        return False
    step, off = _step(rounded.value), exact.value - rounded.value
    match rounded.qualifier:
        case "over" | "at_least":
            return 0 <= off < step
        case "under" | "up_to":
            return -step < off <= 0
        case "about":
            return abs(off) < step
    return False


def _step(value: Decimal) -> Decimal:
    """Return the power of ten that the last digit before the trailing zeros counts in: 100 for 1,800."""
    return Decimal((0, (1,), int(value.normalize().as_tuple().exponent)))


def _fit(one: object, other: object) -> int | None:
    if one is None or other is None:
        return EQUAL if one is other else MISSING
    return EQUAL if one == other else None


def _fit_population(one: str | None, other: str | None) -> int | None:
    if one is not None and other is not None and frozenset({one, other}) in KINDRED:
        return EQUAL - 1
    return _fit(one, other)


def _fit_period(one: Mention, other: Mention) -> int | None:
    if not _near(one.end_day, other.end_day):
        return None
    if one.start_day is not None and other.start_day is not None:
        if not _near(one.start_day, other.start_day):
            return None
    elif one.measure != other.measure:
        return None
    return (EQUAL if one.measure == other.measure else MISSING) + (
        EQUAL if (one.start_day, one.end_day) == (other.start_day, other.end_day) else MISSING
    )


def _near(one: date, other: date) -> bool:
    return abs((one - other).days) <= DAYS_OFF


def _fit_places(one: Mention, other: Mention, *, any_place: bool) -> int | None:
    here = {role: fold_name(name) for role in PLACE_ROLES if (name := getattr(one, role))}
    there = {role: fold_name(name) for role in PLACE_ROLES if (name := getattr(other, role))}
    score = 0
    for role in PLACE_ROLES:
        mine, theirs = here.get(role), there.get(role)
        if mine and theirs and _related(mine, theirs):
            score += EQUAL
        elif mine and any(_related(mine, name) for name in there.values()):
            score += 1
        elif mine and theirs and not any_place and not any(_related(theirs, name) for name in here.values()):
            return None
    return score


def _related(one: str, other: str) -> bool:
    """Say whether one name is the other or the other with more words ("Homs", "Homs de-escalation zone")."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first
