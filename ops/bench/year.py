"""A made-up year of reports whose numbers all agree, slips of the pen in it, and what else may happen to a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from ingest.model import Observation

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

FIRST: Final = date(2023, 1, 1)
PLACES: Final = ("East", "North", "South", "West")
OUTLETS: Final = ("ministry", "wire one", "wire two")
DAYS, WEEK, MOST_A_DAY, HUNDRED = 365, 7, 900, 100
DAY: Final = timedelta(1)

Year = dict[str, Observation]
"""Statements by place, report's day and period."""


class Slip(NamedTuple):
    """One statement as it was and as it was misstated; `outlet` is the only one that misstates it, or None for all."""

    kind: str
    before: Observation
    after: Observation
    outlet: str | None


def make_year(chance: random.Random, place: str, days: int = DAYS) -> Year:
    """Return what is said of one place in a year: days, weeks, months, and a total since an operation began."""
    until_midnight = [chance.randrange(1, MOST_A_DAY // 2) for _ in range(days)]
    after_midnight = [chance.randrange(1, MOST_A_DAY // 2) for _ in range(days)]
    counts = [one + other for one, other in zip(until_midnight, after_midnight, strict=True)]
    total, year = chance.randrange(10_000, 90_000), {}
    for n in range(1, days):
        day = FIRST + n * DAY
        total += counts[n]
        told = [("24h", "flow", day - DAY, day, counts[n]), ("since", "cumulative", None, day, total)]
        if n >= WEEK and n % WEEK == 0:
            told.append(("week", "flow", day - WEEK * DAY, day, sum(counts[n - WEEK + 1 : n + 1])))
        if day.day == 1:
            begun = (day - DAY).replace(day=1)
            at = (begun - FIRST).days
            month = after_midnight[at] + sum(counts[at + 1 : n]) + until_midnight[n]
            told.append(("month", "flow", begun, day - DAY, month))
        for period, measure, start, end, value in told:
            year[f"{place}/{day}/{period}"] = Observation(
                id=f"{place}/{day}/{period}", originator="Ministry", outlet="", document=f"{day}", location=place,
                vintage=datetime.combine(day, time(18), UTC), reference_day=day, value=Decimal(value),
                indicator="injuries", unit="person", measure=measure, period=period, start=start, end=end,
                since_label="the operation began" if period == "since" else None,
            )  # fmt: skip
    return year


def carry(year: Year, slip: Slip | None = None) -> Iterator[Observation]:
    """Yield what each outlet carries of a year, with a slip in it."""
    for name, one in year.items():
        for outlet in OUTLETS:
            is_off = slip is not None and slip.before.id == name and slip.outlet in {None, outlet}
            told = slip.after if slip is not None and is_off else one
            yield replace(told, id=f"{name}/{outlet}", outlet=outlet)


def vary(chance: random.Random, year: Year) -> Year:
    """Return a year that says less but nothing else: days missing, totals rounded, bulletins late."""
    silent = {one.reference_day for one in year.values() if chance.random() < chance.choice([0.02, 0.2])}
    varied = {}
    for name, one in year.items():
        if one.reference_day in silent:
            continue
        if one.measure == "cumulative" and chance.random() < 0.1:  # noqa: PLR2004 - now and then
            over = chance.random() < 0.5  # noqa: PLR2004 - as often one as the other
            rounded = one.value // HUNDRED * HUNDRED if over else (one.value / HUNDRED).to_integral_value() * HUNDRED
            one = replace(one, value=rounded, qualifier="over" if over else "about")  # noqa: PLW2901 - the same, rounded
        varied[name] = replace(one, vintage=one.vintage + chance.choice([0, 0, 0, 1, 9]) * DAY)
    return varied


def make_slip(chance: random.Random, year: Year) -> Slip:
    """Misstate one statement of a year, so that its number or its period is another than before."""
    while True:
        kind, before = chance.choice(sorted(SLIPS)), year[chance.choice(sorted(year))]
        after = SLIPS[kind](chance, year, before)
        if after is not None and after != before:
            return Slip(kind, before, after, chance.choice(OUTLETS) if kind == "mis-keyed outlet" else None)


def _write(one: Observation, digits: str) -> Observation | None:
    """Return it with other digits; nobody writes a nought before a number."""
    return replace(one, value=Decimal(digits)) if digits and (digits == "0" or digits[0] != "0") else None


def _swap(chance: random.Random, _: Year, one: Observation) -> Observation | None:
    digits = str(one.value)
    at = chance.randrange(max(1, len(digits) - 1))
    return _write(one, digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :])


def _drop(chance: random.Random, _: Year, one: Observation) -> Observation | None:
    digits = str(one.value)
    at = chance.randrange(len(digits))
    return _write(one, digits[:at] + digits[at + 1 :])


def _double(chance: random.Random, _: Year, one: Observation) -> Observation | None:
    digits = str(one.value)
    at = chance.randrange(len(digits))
    return _write(one, digits[: at + 1] + digits[at:])


def _lose_day(chance: random.Random, year: Year, one: Observation) -> Observation | None:
    """Leave a day out of a week or a total."""
    back = {"week": chance.randrange(WEEK), "since": 0}.get(one.period)
    lost = None if back is None else year.get(f"{one.location}/{one.reference_day - back * DAY}/24h")
    return None if lost is None else replace(one, value=one.value - lost.value)


def _repeat_day(_: random.Random, year: Year, one: Observation) -> Observation | None:
    """State again what the report before said."""
    back = {"24h": 1, "since": 1, "week": WEEK}.get(one.period)
    earlier = None if back is None else year.get(f"{one.location}/{one.reference_day - back * DAY}/{one.period}")
    return None if earlier is None else replace(one, value=earlier.value)


def _mis_key(chance: random.Random, year: Year, one: Observation) -> Observation | None:
    return chance.choice([_swap, _drop, _double])(chance, year, one)


def _shift_period(_: random.Random, year: Year, one: Observation) -> Observation | None:
    """Give a day's figure to the day before."""
    if one.period != "24h" or one.start is None or f"{one.location}/{one.end - DAY}/24h" not in year:
        return None
    return replace(one, start=one.start - DAY, end=one.end - DAY)


SLIPS: Final[dict[str, Callable[[random.Random, Year, Observation], Observation | None]]] = {
    "swap": _swap, "drop": _drop, "double": _double, "lost day": _lose_day, "repeated day": _repeat_day,
    "mis-keyed outlet": _mis_key, "shifted period": _shift_period,
}  # fmt: skip
