"""Tallywire in a minute: the real commands, against a newsroom on this machine, in a temporary home."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.panel import Panel

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources
from ingest import postgres
from ingest.errors import TallywireError
from ingest.store.statement import Statements
from scheduler.rehearsal import Rehearsal
from scheduler.terminal import as_table, print_heading, standard_output

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection
    from rich.console import Console

FIRST_DAY: Final = date(2018, 3, 15)
EVE: Final = date(2018, 6, 27)
LAST_DAY: Final = date(2018, 6, 28)
PATIENCE_SECONDS: Final = 40.0
QUERIES: Final = (
    (
        "Who carried a number, and in which words?",
        "SELECT outlet, quote, url FROM figure_evidence WHERE value = 1866 OR qualifier = 'over' AND value = 1800",
    ),
    (
        "What was known of the returns to Eastern Ghouta on the evening of 24 June 2018?",
        "SELECT end_day, value FROM observation_as_of('2018-06-24 23:00+03') WHERE destination = 'Eastern Ghouta'",
    ),
    (
        "Which totals contradict each other?",
        "SELECT reference_day, stated, would_be, explanation FROM finding_open ORDER BY reference_day",
    ),
)


def demo(
    *,
    keep: Annotated[bool, typer.Option(help="Leave newsroom, daemon and database running until Ctrl-C.")] = False,
) -> None:
    """See it work in under a minute: a ministry and three wires, real days of 2018, the real commands.

    A newsroom on this machine publishes bulletins with the figures of March, May and June 2018. They are backfilled;
    the daemon then takes one fresh bulletin by itself; last come the series and the totals that balance or do not.

    Example: [bold]tallywire demo --keep[/bold]
    """
    out = standard_output()
    home = postgres.temporary_home()
    with Newsroom(recorded_truth()) as newsroom, Rehearsal(home) as rehearsal:
        newsroom.publish_until(EVE)
        sources = write_sources(home / "sources", newsroom.url)
        _backfill(out, rehearsal, sources)
        rehearsal.start_daemon()
        newsroom.publish_until(LAST_DAY)
        with rehearsal.database().connect("reader") as conn:
            _await_fresh(out, conn, outlets=len(sources))
            _show(out, conn)
        _propose_queries(out, home if keep else None)
        if keep:
            _say_how_to_reach(out, home, newsroom.url)
            rehearsal.wait()


def _backfill(out: Console, rehearsal: Rehearsal, sources: list[str]) -> None:
    print_heading(out, "Backfill: a ministry and three wires, 15 March to 27 June 2018")
    for name in sources:
        out.print(f"[dim]$[/dim] tallywire backfill {name} --from {FIRST_DAY} --to {EVE}")
        out.print(rehearsal.run("backfill", name, "--from", str(FIRST_DAY), "--to", str(EVE)).rstrip(), style="dim")


def _await_fresh(out: Console, conn: Connection, *, outlets: int) -> None:
    print_heading(out, "The daemon takes the fresh bulletin of 28 June by itself")
    ask, deadline, begun = Statements(conn), time.monotonic() + PATIENCE_SECONDS, time.monotonic()
    while ask.number("count_documents_of_day", day=LAST_DAY) < outlets:
        if time.monotonic() > deadline:
            raise TallywireError(f"The daemon did not take the fresh bulletin within {PATIENCE_SECONDS:.0f} s.")
        time.sleep(0.1)
    while ask.number("count_waiting"):
        time.sleep(0.1)
    out.print(f"taken after {time.monotonic() - begun:.1f} s")


def _show(out: Console, conn: Connection) -> None:
    ask = Statements(conn)
    print_heading(out, "One number, many witnesses: departures and returns")
    columns = ("report of", "what", "who", "place", "via", "period", "from", "value", "outlets")
    out.print(as_table(columns, ask.rows("demo_series")))
    print_heading(out, "Do the totals add up?")
    for day, verdict, explanation, assumptions in ask.rows("findings_told"):
        colour = {"balanced": "green", "unbalanced": "red"}.get(verdict, "yellow")
        taken = f"assuming {', '.join(assumptions)}" if assumptions else "no assumptions"
        out.print(f"{day}  [{colour}]{verdict:10}[/{colour}]  {explanation}  [dim]({taken})[/dim]")
    statements, figures, documents = ask.row("demo_counts") or (0, 0, 0)
    out.print(f"{statements} statements, stated {figures} times in {documents} documents.")


def _propose_queries(out: Console, home: Path | None) -> None:
    """Show the queries, for the database in `home`; None if it is removed now."""
    print_heading(out, "Three queries to try")
    if home is None:
        out.print("They need the demo's database: tallywire demo --keep leaves it there until Ctrl-C.")
    command = "tallywire sql" if home is None else f"TALLYWIRE_HOME={home} tallywire sql"
    for question, query in QUERIES:
        out.print(f'{question}\n  [bold]{command}[/bold] "{query}"', soft_wrap=True)


def _say_how_to_reach(out: Console, home: Path, url: str) -> None:
    out.print(
        Panel(
            f"newsroom  {url}\n"
            f"database  TALLYWIRE_HOME={home} tallywire sql\n"
            f"status    TALLYWIRE_HOME={home} tallywire status\n"
            "Ctrl-C ends all of it and removes the home.",
            title="Everything keeps running",
        )
    )
