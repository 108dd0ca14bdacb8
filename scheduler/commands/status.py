"""How it goes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.text import Text

from crawlers.catalog import Catalog, WrongSourceFile, load_catalog
from ingest.errors import TallywireError, UsageError
from ingest.store.health import HealthStore
from scheduler.commands import opening
from scheduler.health import Health, read_health
from scheduler.terminal import as_text, print_rows, standard_output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection
    from rich.console import Console

COLUMNS: Final = ("source", "state", "last new", "7 days", "next", "last success", "waiting", "faults 24 h")
NARROW: Final = 5
"""So many of the columns are shown where the terminal has no room for all."""

WIDE: Final = 110
CRAWL_COLUMNS: Final = (
    "began", "mode", "took", "listed", "fetched", "unchanged", "new", "figures", "faults", "outcome", "error",
)  # fmt: skip
HOST_COLUMNS: Final = ("host", "seconds apart", "by", "asked again", "why")
COLOURS: Final = {"ok": "green", "new": "dim", "disabled": "dim", "quiet": "yellow", "overdue": "yellow"}
SHOWN: Final = 10
WEEK: Final = 7


def status(
    source: Annotated[str | None, typer.Argument(help="Tell of this source alone: last crawls, faults, gaps.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    prometheus: Annotated[bool, typer.Option("--prometheus", help="Print metrics as Prometheus reads them.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 where a source needs somebody.")] = False,
) -> None:
    """Show how each source is doing, what is being backfilled, and what the checks hold.

    A source is ok, new (never crawled), disabled (its file says so), quiet (nothing new for twice as long as expected),
    overdue (not crawled although due), drift (its pages no longer look as they did) or failing.

    Example: [bold]tallywire status reliefweb-updates[/bold]
    """
    if sum((as_json, prometheus)) + (prometheus and source is not None) > 1:
        raise UsageError("--prometheus is for all sources, and not for --json: leave one of them out.")
    declared = _declared()
    with opening.database().connect("reader") as conn:
        health = read_health(conn, None if source else declared)
        shown = _source(conn, health, source) if source else None
    if prometheus:
        from scheduler.metrics import write_metrics  # noqa: PLC0415 - nobody else waits for its library

        typer.echo(write_metrics(health), nl=False)
    elif as_json:
        told = shown or {
            "sources": health.sources,
            "backfills": health.backfills,
            "hosts": health.hosts,
            "totals": health.totals,
        }
        typer.echo(json.dumps(told, default=_plain, indent=2))
    elif shown:
        _print_source(standard_output(), shown)
    else:
        _print_all(standard_output(), health)
    troubled = [f"{row['source']} ({row['state']})" for row in health.troubled if source in {None, row["source"]}]
    if check and troubled:
        raise TallywireError(f"{len(troubled)} of the sources need somebody: {', '.join(troubled)}.")


def _declared() -> Catalog | None:
    """Return the sources that have a file; all that the database knows are shown where a file is wrong."""
    try:
        return load_catalog([opening.configuration().own_sources])
    except WrongSourceFile as error:
        typer.echo(f"tallywire: {error}", err=True)
        return None


def _source(conn: Connection, health: Health, name: str) -> dict[str, Any]:
    found = [row for row in health.sources if row["source"] == name]
    if not found:
        raise UsageError(
            f"Nothing is known of a source named {name!r}: `tallywire sources list` shows those there are."
        )
    store = HealthStore(conn)
    return {
        "source": found[0],
        "crawls": store.crawls(name, SHOWN),
        "faults": store.faults(name, SHOWN),
        "gaps": store.gaps(name),
    }


def _print_all(out: Console, health: Health) -> None:
    told = [row for row in health.sources if row["enabled"] or row["last_crawl_at"]]
    if told:
        shown = len(COLUMNS) if out.width >= WIDE else NARROW
        print_rows(out, COLUMNS[:shown], [_row(row)[:shown] for row in told], title="Sources")
    for row in told:
        if row["last_fault"] and row["state"] in {"failing", "drift"}:
            out.print(f"{as_text(row['source'])}: {as_text(row['last_fault'])}", soft_wrap=True)
    if len(told) < len(health.sources):
        out.print(f"{len(health.sources) - len(told)} more sources are switched off: see tallywire sources list.")
    if not health.sources:
        out.print("No source yet.")
    if health.backfills:
        columns = ("source", "from", "to", "pages read", "pages", "asked for")
        rows = [(*list(row.values())[:5], _ago(row["asked_for_at"])) for row in health.backfills]
        print_rows(out, columns, rows, title="Backfills")
    if health.hosts:
        print_rows(out, HOST_COLUMNS, [_host(row) for row in health.hosts], title="Hosts")
    totals = health.totals
    out.print(
        f"{totals['observations']:,} observations; totals: {totals['balanced']:,} balanced,"
        f" {totals['unbalanced']:,} unbalanced, {totals['open']:,} open."
    )


def _host(row: Mapping[str, Any]) -> tuple[object, ...]:
    closed = row["closed_until"] is not None and row["closed_until"] > datetime.now(UTC)
    return (
        row["host"],
        row["pace"],
        row["paced_by"],
        _until(row["closed_until"]) if closed else None,
        row["reason"] if closed else None,
    )


def _row(row: Mapping[str, Any]) -> tuple[object, ...]:
    expected = _expected(row)
    return (
        row["source"],
        _state(row),
        _age(row["last_new_document_at"]),
        f"{row['items_last_week']:,}" + (f" of {expected:,.0f}" if expected else ""),
        _until(row["due_at"]) if row["enabled"] else "",
        _age(row["last_success_at"]),
        row["waiting"],
        row["faults_last_day"],
    )


def _print_source(out: Console, shown: Mapping[str, Any]) -> None:
    name = shown["source"]["source"]
    out.print(f"[bold]{as_text(name)}[/bold]")
    for label, value in _describe(shown["source"]).items():
        if value is not None:
            out.print(f"  {label:12}  {as_text(value)}")
    if shown["crawls"]:
        print_rows(out, CRAWL_COLUMNS, [_crawl(one) for one in shown["crawls"]], title="Last crawls")
    if shown["faults"]:
        faults = [(_ago(one["happened_at"]), one["step"], one["code"], one["sentence"]) for one in shown["faults"]]
        print_rows(out, ("when", "step", "code", "what"), faults, title="Last faults")
    for gap in shown["gaps"]:
        first, last = (gap[end].date().isoformat() for end in ("unread_from", "unread_until"))
        advice = "read since" if gap["filled"] else f"tallywire backfill {name} --from {first} --to {last}"
        out.print(f"Not read from {first} to {last}: {advice}")


def _describe(row: Mapping[str, Any]) -> dict[str, object]:
    expected = _expected(row)
    return {
        "state": _state(row),
        "title": row["title"],
        "schedule": row["schedule"],
        "last crawl": _ago(row["last_crawl_at"]),
        "last success": _ago(row["last_success_at"]),
        "last new": _ago(row["last_new_document_at"]),
        "next": _until(row["due_at"]) if row["enabled"] else "never: its file says enabled = false",
        "overdue by": _lasted(row["overdue_by"]) if row["overdue_by"] else None,
        "quiet for": _lasted(row["quiet_for"]) if row["quiet_for"] else None,
        "last 7 days": f"{row['items_last_week']} new pages" + (f", {expected} expected" if expected else ""),
        "documents": row["documents"],
        "waiting": row["waiting"],
    }


def _crawl(one: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        _ago(one["started_at"]), one["mode"], _lasted(one["ended_at"] - one["started_at"]), one["listed"],
        one["captured"], one["unchanged"], one["documents"], one["figures"], one["faults"], one["outcome"],
        ", ".join(filter(None, (one["error"], *(f"drift: {way}" for way in one["drift"])))),
    )  # fmt: skip


def _state(row: Mapping[str, Any]) -> Text:
    more = ", ".join(row["drift"]) if row["state"] == "drift" else row["error"] if row["state"] == "failing" else ""
    return Text(f"{row['state']}: {more}" if more else row["state"], style=COLOURS.get(row["state"], "red"))


def _expected(row: Mapping[str, Any]) -> float | None:
    return None if row["expected_per_day"] is None else round(float(row["expected_per_day"]) * WEEK, 1)


def _age(instant: datetime | None) -> str:
    return "never" if instant is None else _lasted(datetime.now(UTC) - instant)


def _ago(instant: datetime | None) -> str:
    return "never" if instant is None else f"{_age(instant)} ago"


def _until(instant: datetime | None) -> str:
    if instant is None:
        return ""
    left = instant - datetime.now(UTC)
    return f"in {_lasted(left)}" if left > timedelta(0) else f"due {_lasted(-left)} ago"


def _lasted(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{max(seconds, 0)} s"


def _plain(value: object) -> object:
    """Return what JSON has no word for as it is written elsewhere: instants in ISO 8601, spans in seconds."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Decimal():
            return float(value)
        case frozenset() | set() | tuple():
            return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
