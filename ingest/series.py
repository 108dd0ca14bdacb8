"""A statement's place in the time series: which series, which counter, which stretch of time. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ingest.dedupe import Mention
    from ingest.model import PlaceRole


def series_key(mention: Mention, places: Mapping[PlaceRole, int]) -> dict[str, object]:
    """Return the fields that make up the series of a figure; `places` holds the number of each place it names."""
    return {
        "originator": mention.originator,
        "indicator": mention.indicator,
        "unit": mention.unit,
        "population": mention.population,
        "measure": mention.measure,
        "status": mention.status,
        "origin": places.get("origin"),
        "destination": places.get("destination"),
        "via": places.get("via"),
        "location": places.get("location"),
    }


def observation_row(mention: Mention, series: int) -> tuple[object, ...]:
    """Return the observation that `mention` describes, in the order of ingest/sql/copy_observation.sql."""
    since, until = stretch(mention.start_day, mention.end_day, ZoneInfo(mention.zone))
    during = f"[{since.isoformat() if since else ''},{until.isoformat()})"
    return (
        series, mention.id, mention.period, mention.start_day, mention.end_day, during, mention.reference_day,
        mention.since_label, mention.value, mention.value_high, mention.qualifier, mention.part_of, mention.said_at,
    )  # fmt: skip


def stretch(start_day: date | None, end_day: date, zone: ZoneInfo) -> tuple[datetime | None, datetime]:
    """Return the widest stretch of time that the days allow: [start 00:00, the day after end 00:00) in `zone`.

    The first is None where no start is stated.
    """
    lower = None if start_day is None else _midnight(start_day, zone)
    return lower, _midnight(end_day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
