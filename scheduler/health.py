"""How the sources, the backfills and the checks are doing, read once for whoever shows it: people, JSON, Prometheus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ingest.store.health import HealthStore
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from psycopg import Connection

STATES: Final = ("ok", "new", "disabled", "quiet", "overdue", "drift", "failing")
"""What a source can be, as view source_health says."""

TROUBLED: Final = frozenset({"quiet", "overdue", "drift", "failing"})
BACKFILL: Final = ("source", "from", "to", "pages_read", "pages", "asked_for_at")
HOST: Final = ("host", "pace", "paced_by", "closed_until", "reason")
TOTALS: Final = ("observations", "balanced", "unbalanced", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Rows of view source_health by column, backfills under way, and how many statements and totals there are.

    `hosts` are those that are asked less often than their sources' files say, or not at all for now.
    """

    sources: tuple[Mapping[str, Any], ...]
    backfills: tuple[Mapping[str, Any], ...]
    hosts: tuple[Mapping[str, Any], ...]
    totals: Mapping[str, int]

    @property
    def troubled(self) -> list[Mapping[str, Any]]:
        """The sources that somebody should look at."""
        return [row for row in self.sources if row["state"] in TROUBLED]


def read_health(conn: Connection, declared: Collection[str] | None = None) -> Health:
    """Read how it goes on `conn`, a reader's; of all sources, or of those that are `declared` still."""
    ask = Statements(conn)
    rows = HealthStore(conn).health()
    return Health(
        sources=tuple(row for row in rows if declared is None or row["source"] in declared),
        backfills=tuple(dict(zip(BACKFILL, row, strict=True)) for row in ask.rows("backfills_under_way")),
        hosts=tuple(dict(zip(HOST, row, strict=True)) for row in ask.rows("slow_hosts")),
        totals=dict(zip(TOTALS, ask.row("count_records") or (0, 0, 0, 0), strict=True)),
    )
