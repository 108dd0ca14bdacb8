"""Statements written short, for tests of the checks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count

from ingest.model import Observation

_ids = count(1)


def day(text):
    return date.fromisoformat(text)


def said(report, value, period="24h", **changes):
    """Return what the Centre's report of a day says: by default that `value` people left Eastern Ghouta in 24 hours."""
    on = day(report)
    starts = {"24h": 1, "48h": 2, "week": 7}
    fields = {
        "id": next(_ids), "originator": "Centre", "outlet": "centre", "document": f"https://centre.example/{report}",
        "vintage": datetime.combine(on, time(18), UTC), "reference_day": on, "value": Decimal(value),
        "indicator": "departures", "unit": "person", "origin": "Eastern Ghouta", "end": on, "period": period,
        "measure": "cumulative" if period in {"since", "total"} else "flow",
        "start": date.fromordinal(on.toordinal() - starts[period]) if period in starts else None,
    }  # fmt: skip
    if period == "day":
        fields["start"] = on
    for name in ("start", "end"):
        if isinstance(changes.get(name), str):
            changes[name] = day(changes[name])
    return Observation(**(fields | changes))
