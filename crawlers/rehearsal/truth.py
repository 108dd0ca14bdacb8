"""What happened: bulletins as facts, and the figures that a careful reader takes from them."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ingest.model import Measure, Period, Qualifier, Status

ORIGINATOR: Final = "Centre for Reconciliation"
WEEK: Final = 7
BACK: Final = {"24h": 1, "48h": 2, "week": 7}

COLUMNS: Final = (
    "indicator", "unit", "value", "qualifier", "measure", "period", "start_day", "end_day", "origin", "destination",
    "via", "location", "status",
)  # fmt: skip
"""What view observation_current must say of each statement."""

FIELDS: Final = {"start_day": "start", "end_day": "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A figure as it must be read; the fields are those of `ingest.model.Figure`."""

    value: Decimal
    qualifier: Qualifier
    indicator: str
    unit: str
    population: str | None
    measure: Measure
    period: Period
    start: date | None
    end: date
    origin: str | None
    destination: str | None
    via: str | None
    location: str | None
    part_of: Decimal | None
    status: Status

    def as_row(self) -> tuple[object, ...]:
        """Return the values of COLUMNS."""
        return tuple(getattr(self, FIELDS.get(column, column)) for column in COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a bulletin. `say` names its sentence; `printed` is how a misprint shows its number."""

    say: str
    value: int
    origin: str | None = None
    destination: str | None = None
    via: str | None = None
    location: str | None = None
    since: date | None = None
    children: int | None = None
    qualifier: Qualifier = "exact"
    printed: str | None = None

    def figures(self, day: date) -> list[Expected]:
        """Return what a careful reader takes from the statement in the bulletin of `day`."""
        fixed = phrases()[self.say]["figure"]
        start, end = _period(fixed, day, self.since)
        whole = Expected(
            value=Decimal(self.value),
            qualifier=self.qualifier,
            indicator=fixed["indicator"],
            unit=fixed["unit"],
            population=None,
            measure=fixed["measure"],
            period=fixed["period"],
            start=start,
            end=end,
            origin=self.origin,
            destination=self.destination,
            via=self.via,
            location=self.location,
            part_of=None,
            status=fixed.get("status", "actual"),
        )
        return [whole] if self.children is None else [whole, self._children(whole)]

    def _children(self, whole: Expected) -> Expected:
        fields: dict[str, Any] = {name: getattr(whole, name) for name in Expected.__slots__}
        part = {
            "value": Decimal(self.children or 0),
            "population": "children",
            "part_of": whole.value,
            "qualifier": "exact",
        }
        return Expected(**(fields | part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What the Centre states on one day."""

    day: date
    statements: tuple[Statement, ...]

    @property
    def figures(self) -> list[Expected]:
        """All figures of the bulletin, in order of text."""
        return [figure for statement in self.statements for figure in statement.figures(self.day)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All bulletins, in order of day."""

    bulletins: tuple[Bulletin, ...]

    @property
    def observations(self) -> list[Expected]:
        """One for each statement of the Centre, however many outlets copy it."""
        return [figure for bulletin in self.bulletins for figure in bulletin.figures]

    @property
    def rows(self) -> Counter[tuple[object, ...]]:
        """What view observation_current must hold, in its columns COLUMNS."""
        return Counter(one.as_row() for one in self.observations)


@cache
def phrases() -> dict[str, Any]:
    """Return the sentences in which statements are told."""
    return tomllib.loads(resources.files(__package__).joinpath("phrases.toml").read_text("utf-8"))


def recorded_truth() -> Truth:
    """Return the facts of 15-17 March, 12-13 May and 23-28 June 2018."""
    table = tomllib.loads(resources.files(__package__).joinpath("bulletins.toml").read_text("utf-8"))
    return Truth(
        bulletins=tuple(
            Bulletin(day=row["day"], statements=tuple(Statement(**one) for one in row["statements"]))
            for row in table["bulletin"]
        )
    )


def generated_truth(days: int, seed: int = 1, first_day: date = date(2024, 1, 1)) -> Truth:
    """Return `days` bulletins whose totals add up: days, weeks, a total since the zone opened, returns in all."""
    chance = Random(seed)  # noqa: S311 - a rehearsal, repeatable by its seed
    # The zone opened before the first bulletin: on one day a total and the day's figure would be one statement.
    opened, before = first_day - timedelta(days=30), 30_000
    bulletins, left, back = [], [], 50_000
    for number in range(days):
        day = first_day + timedelta(days=number)
        left.append(chance.randint(120, 4000))
        returned = chance.randint(60, 400)
        back += returned
        statements = [
            Statement(say="left_place", value=left[-1], origin="Orlen Valley"),
            Statement(say="left_zone_since", value=before + sum(left), origin="Orlen Valley", since=opened),
            Statement(say="returned", value=returned, destination="Tarsa"),
            Statement(say="returned_in_all", value=back, destination="Tarsa"),
            Statement(say="kits", value=chance.randint(50, 900), location="Mirha"),
            Statement(say="treated", value=chance.randint(80, 300), children=chance.randint(5, 70)),
        ]
        if len(left) % WEEK == 0:
            statements.append(Statement(say="left_week", value=sum(left[-WEEK:]), origin="Orlen Valley"))
        bulletins.append(Bulletin(day=day, statements=tuple(statements)))
    return Truth(bulletins=tuple(bulletins))


def _period(fixed: dict[str, Any], day: date, since: date | None) -> tuple[date | None, date]:
    period = fixed["period"]
    if fixed.get("until_month_end"):
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return day, following - timedelta(days=1)
    if period in BACK:
        return day - timedelta(days=BACK[period]), day
    if period == "day":
        on = day - timedelta(days=fixed.get("days_before", 0))
        return on, on
    return since, day
