"""When each host may be asked next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from ingest.store.statement import Statements

if TYPE_CHECKING:
    from psycopg import Connection

PacedBy: TypeAlias = Literal["source", "robots", "latency"]

SPARE: Final = 1.05
"""Turns lie a twentieth farther apart than asked for: whoever is late for one is not too near the next."""


class Rest(NamedTuple):
    """A host is left alone: for how many seconds, and why."""

    seconds: float
    reason: str


class TurnStore:
    """Statements on the turns of hosts."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def take(self, host: str, pace: float, paced_by: PacedBy) -> float | None:
        """Take a host's next turn; return the seconds until it, or None where the host is to be left alone."""
        row = self._run.row("take_turn", host=host, pace=pace, paced_by=paced_by, spare=SPARE)
        return None if row is None else float(row[0])

    def rest(self, host: str) -> Rest | None:
        """Return how long a host is still to be left alone, or None."""
        row = self._run.row("closed_host", host=host)
        return None if row is None else Rest(float(row[0]), str(row[1]))

    def close(self, host: str, seconds: float, reason: str) -> None:
        """Leave a host alone for some seconds."""
        self._run.run("close_host", host=host, seconds=seconds, reason=reason)
