"""The past of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crawlers.reactor import run_with_reactor
from ingest.errors import TallywireError, UsageError
from ingest.store.backfills import BackfillStore
from scheduler.backfill import Span, list_backfill, work_backfill
from scheduler.commands import opening
from scheduler.commands.days import read_day
from scheduler.queue import open_queue
from scheduler.terminal import progress_bar, standard_error, standard_output

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from crawlers.source import Source
    from ingest.store.backfills import Progress
    from scheduler.installation import Installation

SHOWN_DAYS = 10
SHOWN_PAGES = 10


def backfill(
    source: Annotated[str, typer.Argument(help="Id of the source: see tallywire sources list.")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of publication.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day of publication.")],
) -> None:
    """Fetch and read what a source published from one day to another, both included.

    A backfill that was interrupted, even by kill -9, goes on where it stood when it is asked for again; running daemons
    and workers take part.

    Example: [bold]tallywire backfill rehearsal-ministry --from 2018-03-15 --to 2018-03-17[/bold]
    """
    span = _read_span(first, last)
    with opening.installation() as installation:
        declared = installation.source(source)
        with progress_bar(standard_error()) as bar:
            finished, number = run_with_reactor(lambda: _work(installation, declared, span, bar))
        had = _summarise(installation, declared, span, number)
    if not had:
        raise TallywireError(f"{source} gave none of its pages of these days: see above.")
    if not finished:
        raise TallywireError(
            "Some pages could not be fetched now (see tallywire status): run the same backfill again to go on."
        )


def _read_span(first: str, last: str) -> Span:
    span = Span(first=read_day("--from", first), last=read_day("--to", last))
    if span.first > span.last:
        raise UsageError(f"--from {span.first} is after --to {span.last}: turn them round.")
    return span


async def _work(installation: Installation, source: Source, span: Span, bar: Bar) -> tuple[bool, int]:
    task = bar.add_task(f"listing {source.id}", total=None)
    number = await list_backfill(installation, source, span)

    def show(progress: Progress) -> None:
        bar.update(task, description=f"reading {source.id}", total=progress.pages, completed=progress.pages_done)

    app = open_queue(installation.database)
    async with app.open_async():
        return await work_backfill(installation, number, show, app), number


def _summarise(installation: Installation, source: Source, span: Span, number: int) -> bool:
    """Say what was read and what was not; return whether anything was, or nothing was there to read."""
    with installation.pool.connection() as conn:
        store = BackfillStore(conn)
        progress = store.progress(number)
        silent = store.silent_days(source.id, source.zone, span.first, span.last)
        refused = store.not_had(number)
    days = (span.last - span.first).days + 1
    out = standard_output()
    read = progress.pages_done - len(refused)
    out.print(f"{source.id}: {read} of {progress.pages} pages from {span.first} to {span.last} read.")
    for _, sentence in refused[:SHOWN_PAGES]:
        typer.echo(f"tallywire: {sentence}", err=True)
    if len(refused) > SHOWN_PAGES:
        typer.echo(f"tallywire: {len(refused) - SHOWN_PAGES} more pages were refused: see tallywire status.", err=True)
    if silent:
        named = ", ".join(str(day) for day in silent[:SHOWN_DAYS]) + (" …" if len(silent) > SHOWN_DAYS else "")
        out.print(f"{len(silent)} of {days} days without a report: {named}")
    return read > 0 or not progress.pages_done
