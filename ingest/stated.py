"""What a statement says, as people and programs hand it over in JSON: the fields of the guidelines for figures."""

from datetime import date
from decimal import Decimal

import msgspec

from ingest.model import Measure, Period, Qualifier, Status


class Stated(msgspec.Struct, kw_only=True, frozen=True):
    """A figure in JSON, with the fields of a Figure; what stands in no text is null or left out."""

    value: Decimal
    indicator: str
    unit: str
    measure: Measure
    period: Period
    end: date
    value_high: Decimal | None = None
    qualifier: Qualifier = "exact"
    population: str | None = None
    start: date | None = None
    origin: str | None = None
    destination: str | None = None
    via: str | None = None
    location: str | None = None
    part_of: Decimal | None = None
    status: Status = "actual"
