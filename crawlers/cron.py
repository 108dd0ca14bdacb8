"""Cron as it is written everywhere: five fields, the week counted from Sunday."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from apscheduler.triggers.cron import CronTrigger

if TYPE_CHECKING:
    from datetime import tzinfo

WEEK: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERED: Final = re.compile(r"(?:\*|(?P<first>[0-7])(?:-(?P<last>[0-7]))?)(?:/(?P<step>[1-7]))?")


def read_cron(expression: str, zone: tzinfo) -> CronTrigger:
    """Return the trigger of a cron expression; 0 and 7 are Sunday, where APScheduler counts from Monday.

    Raises:
        ValueError: it is no such expression.
    """
    *others, weekday = expression.split()
    named = ",".join(_name_days(part) for part in weekday.split(","))
    return CronTrigger.from_crontab(" ".join([*others, named]), timezone=zone)


def _name_days(part: str) -> str:
    found = _NUMBERED.fullmatch(part)
    if found is None or part == "*":
        return part
    first = int(found["first"] or 0)
    last = int(found["last"] or found["first"] or 6)
    return ",".join(WEEK[first : last + 1 : int(found["step"] or 1)]) or part
