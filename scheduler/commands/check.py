"""Do the totals add up? In the database, or in a file of observations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ingest.checks import check as find
from ingest.checks.records import read_observations, write_finding
from ingest.errors import UsageError
from ingest.store.statement import Statements
from ingest.verdicts import check_everything
from scheduler.commands import opening
from scheduler.terminal import as_text, standard_output

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTRADICTIONS: Final = 3
COLOURS: Final = {"balanced": "green", "unbalanced": "red"}


def check(
    observations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check this file (one JSON object a line) without a database.")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option(help="Write findings as JSON lines; only with --observations.")] = False,
) -> None:
    """Check every counter anew and show what balances and what contradicts; exit code 3 where totals contradict.

    A line of [bold]--observations[/bold] has id, originator, indicator, unit, value, measure (flow, cumulative, stock),
    period (24h, day, week, since, total …) and end; and as far as they are stated start, reference_day, published_at,
    outlet, document, value_high, qualifier, population, origin, destination, via, location, part_of, status and
    since_label. Days are written as 2018-05-14.

    Example: [bold]tallywire check > told.txt; test $? -ne 3 || mail -s contradiction desk@example.org < told.txt[/bold]
    """
    if observations is not None:
        _check_file(observations, jsonl=jsonl)
        return
    if jsonl:
        raise UsageError("--jsonl works on a file: add --observations FILE, or ask finding_latest by tallywire sql.")
    with opening.installation() as installation, installation.pool.connection() as conn:
        changed = check_everything(conn)
        rows = Statements(conn).rows("findings_told")
    _show((str(day), verdict, explanation, assumptions) for day, verdict, explanation, assumptions in rows)
    standard_output().print(f"{changed} findings changed.")
    _finish(verdict for _, verdict, _, _ in rows)


def _check_file(path: Path, *, jsonl: bool) -> None:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no UTF-8 text: save it as UTF-8.") from None
    told = {one.id: one for one in read_observations(text.splitlines(), name=str(path))}
    found = find(told.values())
    if jsonl:
        sys.stdout.write("".join(write_finding(finding) + "\n" for finding in found))
    else:
        _show(
            (str(told[one.subject].reference_day), one.verdict, one.explanation, one.assumptions)
            for one in found
            if one.verdict != "open"
        )
    _finish(finding.verdict for finding in found)


def _show(rows: Iterable[tuple[str, str, str, Iterable[str]]]) -> None:
    out = standard_output()
    for day, verdict, explanation, assumptions in rows:
        colour = COLOURS.get(verdict, "yellow")
        taken = ", ".join(assumptions) or "nothing"
        out.print(f"{day}  [{colour}]{verdict:10}[/{colour}]  {as_text(explanation)}  [dim](assuming {taken})[/dim]")


def _finish(verdicts: Iterable[str]) -> None:
    if "unbalanced" in set(verdicts):
        raise typer.Exit(CONTRADICTIONS)
