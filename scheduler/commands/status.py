"""How it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from ingest.store.statement import Statements
from scheduler.commands import opening
from scheduler.terminal import print_rows, standard_output

COLUMNS: Final = (
    "source", "standing", "schedule", "last success", "last new", "documents", "waiting", "faults 24 h", "last fault",
)  # fmt: skip


def status() -> None:
    """Show how each source is doing, what is being backfilled, and what the checks hold.

    Example: [bold]tallywire status[/bold]
    """
    database = opening.database()
    out = standard_output()
    with database.connect("reader") as conn:
        ask = Statements(conn)
        sources = [(*row[:3], _ago(row[3]), _ago(row[4]), *row[5:]) for row in ask.rows("health_of_sources")]
        backfills = [(*row[:5], _ago(row[5])) for row in ask.rows("backfills_under_way")]
        counts = ask.row("count_records") or (0, 0, 0, 0)
    if sources:
        print_rows(out, COLUMNS, sources, title="Sources")
    else:
        out.print("No source yet.")
    if backfills:
        columns = ("source", "from", "to", "pages read", "pages", "asked for")
        print_rows(out, columns, backfills, title="Backfills")
    observations, balanced, unbalanced, left_open = counts
    out.print(
        f"{observations:,} observations; totals: {balanced:,} balanced, {unbalanced:,} unbalanced, {left_open:,} open."
    )


def _ago(instant: datetime | None) -> str:
    if instant is None:
        return "never"
    seconds = int((datetime.now(UTC) - instant).total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{max(seconds, 0)} s ago"
