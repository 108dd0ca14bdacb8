"""How it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scheduler.commands import opening
from scheduler.terminal import as_table, standard_output

if TYPE_CHECKING:
    from psycopg import Connection

HEALTH = """
SELECT source, standing, schedule, last_success_at, last_new_document_at, documents, waiting, faults_last_day, last_fault
FROM tallywire.source_health ORDER BY source
"""
BACKFILLS = """
SELECT source, first_day, last_day, pages_done, pages, requested_at FROM tallywire.backfill_progress WHERE finished_at IS NULL ORDER BY backfill
"""
COUNTS = """
SELECT (SELECT count(*) FROM tallywire.observation_current), (SELECT count(*) FROM tallywire.finding_latest WHERE verdict = 'balanced'),
       (SELECT count(*) FROM tallywire.finding_open), (SELECT count(*) FROM tallywire.finding_latest WHERE verdict = 'open')
"""


def status() -> None:
    """Show how each source is doing, what is being backfilled, and what the checks hold.

    Example: [bold]tallywire status[/bold]
    """
    database = opening.database()
    out = standard_output()
    with database.connect("reader") as conn:
        columns = ("source", "standing", "schedule", "last success", "last new", "documents", "waiting", "faults 24 h", "last fault")
        rows = [(*row[:3], _ago(row[3]), _ago(row[4]), *row[5:]) for row in conn.execute(HEALTH)]
        out.print(as_table(columns, rows, title="Sources") if rows else "No source was read yet: try tallywire crawl.")
        _show_backfills(conn)
        counts = conn.execute(COUNTS).fetchone()
        if counts:
            observations, balanced, unbalanced, left_open = counts
            out.print(
                f"{observations:,} observations; totals: {balanced:,} balanced, {unbalanced:,} unbalanced, {left_open:,} open."
            )


def _show_backfills(conn: Connection) -> None:
    rows = conn.execute(BACKFILLS).fetchall()
    if rows:
        columns = ("source", "from", "to", "pages read", "pages", "asked for")
        standard_output().print(as_table(columns, [(*row[:5], _ago(row[5])) for row in rows], title="Backfills"))


def _ago(instant: datetime | None) -> str:
    if instant is None:
        return "never"
    seconds = int((datetime.now(UTC) - instant).total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{max(seconds, 0)} s ago"
