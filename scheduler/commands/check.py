"""Do the totals add up? In the database, or in a file of observations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from ingest.checks import Gazetteer, rank
from ingest.checks import check as find
from ingest.checks.records import read_observations, read_places, write_finding
from ingest.errors import UsageError
from ingest.ledger import declare_places
from ingest.store.statement import Statements
from ingest.verdicts import acknowledge as note_acknowledged
from ingest.verdicts import check_everything
from scheduler.commands import opening
from scheduler.terminal import as_text, standard_output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import CounterKey

CONTRADICTIONS: Final = 3
COLOURS: Final = {"balanced": "green", "unbalanced": "red"}


class Line(NamedTuple):
    """One finding as it is shown."""

    day: str
    verdict: str
    explanation: str
    assumptions: Iterable[str]
    remark: str = ""


def check(
    observations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check this file (one JSON object a line) without a database.")
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Which places lie within which, one JSON object a line: name, within, parts; the database keeps it.",
        ),
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option(help="Write findings as JSON lines; only with --observations.")] = False,
    acknowledge: Annotated[
        int | None, typer.Option(metavar="ID", help="Note that a contradiction was looked at; needs --note.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was made of it.")] = "",
) -> None:
    """Check every counter anew and show what balances and what contradicts; exit code 3 where totals contradict.

    A line of [bold]--observations[/bold] has id, originator, indicator, unit, value, measure (flow, cumulative, stock),
    period (24h, day, week, since, total …) and end; and as far as they are stated start, reference_day, published_at,
    outlet, document, headline (true where it stands in the title), value_high, qualifier, population, origin,
    destination, via, location, part_of, status and since_label. Days are written as 2018-05-14.

    Example: [bold]tallywire check > told.txt; test $? -ne 3 || mail -s contradiction desk@example.org < told.txt[/bold]
    """
    if observations is not None:
        _check_file(observations, places, jsonl=jsonl)
    elif jsonl:
        raise UsageError("--jsonl works on a file: add --observations FILE, or ask finding_latest by sql.")
    elif acknowledge is not None:
        with opening.installation() as installation, installation.pool.connection() as conn:
            note_acknowledged(conn, acknowledge, note)
    else:
        _check_database(places)


def _check_database(places: Path | None) -> None:
    gazetteer = read_places(_lines(places), name=str(places)) if places is not None else Gazetteer()
    with opening.installation() as installation, installation.pool.connection() as conn:
        with conn.transaction():
            declare_places(conn, gazetteer)
        changed = check_everything(conn, installation.database.conninfo("writer"))
        rows = Statements(conn).rows("findings_ranked")
    _show(
        Line(str(day), verdict, explanation, assumptions, _remark(number, acknowledged))
        for number, day, verdict, explanation, assumptions, acknowledged in rows
    )
    standard_output().print(f"{changed} findings changed.")
    _finish(verdict for _, _, verdict, _, _, acknowledged in rows if acknowledged is None)


def _check_file(path: Path, places: Path | None, *, jsonl: bool) -> None:
    told = {one.id: one for one in read_observations(_lines(path), name=str(path))}
    gazetteer = read_places(_lines(places), name=str(places)) if places is not None else Gazetteer()
    found = sorted(find(told.values(), gazetteer), key=rank)
    if jsonl:
        sys.stdout.write("".join(write_finding(finding) + "\n" for finding in found))
    else:
        several = len({one.counter for one in found}) > 1
        _show(
            Line(
                str(told[one.subject].reference_day),
                one.verdict,
                one.explanation,
                one.assumptions,
                f"  {_name(one.counter)}" if several else "",
            )
            for one in found
            if one.verdict != "open" or one.rule in {"plausibility", "silence"}
        )
    _finish(finding.verdict for finding in found)


def _name(counter: CounterKey) -> str:
    """Return of what a finding speaks; where a file tells of one thing only, everybody knows."""
    said = f"{counter.originator}, {counter.indicator} ({counter.unit})"
    return f"{said}, {counter.scope}" if counter.scope is not None else said


def _lines(path: Path) -> list[str]:
    try:
        # Some programs begin a file with a mark of its encoding; and texts may hold U+2028, which ends lines, too.
        return path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no UTF-8 text: save it as UTF-8.") from None


def _remark(number: int, acknowledged: str | None) -> str:
    return f"  finding {number}" + (f", acknowledged: {acknowledged}" if acknowledged is not None else "")


def _show(lines: Iterable[Line]) -> None:
    out = standard_output()
    for one in lines:
        colour = COLOURS.get(one.verdict, "yellow")
        taken = ", ".join(one.assumptions) or "nothing"
        out.print(
            f"{one.day}  [{colour}]{one.verdict:10}[/{colour}]  {as_text(one.explanation)}"
            f"  [dim](assuming {taken}){as_text(one.remark)}[/dim]"
        )


def _finish(verdicts: Iterable[str]) -> None:
    if "unbalanced" in set(verdicts):
        raise typer.Exit(CONTRADICTIONS)
