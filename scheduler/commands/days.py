"""Days that people write."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ingest.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_day(option: str, text: str) -> date:
    """Return the day that `text` names; `option` is what it was given for.

    Raises:
        UsageError: it is no day, or written in another way than 2018-03-15: a guess may be a month off.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(f"{option} is {text!r}, which is no day: write it as 2018-03-15.")


def as_stretches(days: Iterable[date]) -> list[str]:
    """Return days that are in order as stretches: 2018-03-15, or 2018-03-15 to 2018-03-17."""
    stretches: list[list[date]] = []
    for day in days:
        if stretches and day - stretches[-1][-1] == timedelta(days=1):
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return [f"{one[0]} to {one[-1]}" if len(one) > 1 else str(one[0]) for one in stretches]
