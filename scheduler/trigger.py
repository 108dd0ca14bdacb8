"""Cron in a local zone, computed so that a change of clocks neither skips a firing nor doubles one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawlers.cron import read_cron

if TYPE_CHECKING:
    from datetime import tzinfo


class UtcCron:
    """Fires at the wall-clock times of a cron expression in `zone`.

    The expression is evaluated on a calendar without clock changes, and each wall-clock time is then placed in the
    zone: one that the spring gap leaves out fires at the same distance from midnight (an hour later on the clock), one
    that the autumn repeats fires at its first occurrence only.
    """

    def __init__(self, expression: str, zone: tzinfo) -> None:
        self._wall = read_cron(expression, UTC)
        self._zone = zone
        self._expression = expression

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the first firing after `previous_fire_time` and not before `now`, in UTC; None where there is none."""
        wall = self._as_wall(now if previous_fire_time is None else max(now, previous_fire_time))
        wall -= timedelta(hours=2)  # a wall-clock time may lie behind its instant by the width of a change of clocks
        before: datetime | None = None
        while True:
            due = self._wall.get_next_fire_time(before, wall if before is None else before)
            if due is None:
                return None
            instant: datetime = due.replace(tzinfo=self._zone, fold=0).astimezone(UTC)
            if instant >= now and (previous_fire_time is None or instant > previous_fire_time):
                return instant
            before = due

    def _as_wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=UTC, fold=0)

    def __repr__(self) -> str:
        return f"UtcCron({self._expression!r}, {self._zone})"
