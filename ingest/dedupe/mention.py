"""A figure as statements are decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from ingest.model import Measure, Period, Qualifier, Status


class Mention(NamedTuple):
    """One outlet's words for one number: a kept figure, and what ranks its document as a witness.

    `said_at` is when these words were published; for a page that was changed, when the change was seen.
    """

    id: int
    document: int
    ordinal: int
    value: Decimal
    value_high: Decimal | None
    qualifier: Qualifier
    indicator: str
    unit: str
    population: str | None
    measure: Measure
    period: Period
    start_day: date | None
    end_day: date
    origin: str | None
    destination: str | None
    via: str | None
    location: str | None
    part_of: Decimal | None
    status: Status
    originator: str
    since_label: str | None
    source: str
    canonical_url: str
    version: int
    said_at: datetime
    reference_day: date
    standing: str
    zone: str
