"""The past of a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from crawlers.reactor import run_with_reactor
from ingest.errors import TallywireError, UsageError
from ingest.store.backfills import BackfillStore
from scheduler.backfill import Request, list_backfill, look_ahead, work_backfill
from scheduler.commands import opening
from scheduler.commands.days import as_stretches, read_day
from scheduler.commands.warc import read_files
from scheduler.meter import Meter, as_duration
from scheduler.queue import open_queue
from scheduler.terminal import standard_error, standard_output

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crawlers.source import Source, Way
    from scheduler.backfill import Outlook
    from scheduler.installation import Installation

SHOWN_STRETCHES: Final = 10
SHOWN_PAGES: Final = 10


def backfill(  # noqa: PLR0913 - its options
    source: Annotated[str, typer.Argument(help="Id of the source: see tallywire sources list.")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of publication.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day of publication.")],
    via: Annotated[
        str | None,
        typer.Option(metavar="WAY", help="How to find its pages: listing, sitemap, api … as its file declares."),
    ] = None,
    warc: Annotated[
        list[Path] | None,
        typer.Option("--warc", metavar="FILE...", help="Take its pages from these WARC files and ask nobody."),
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(hidden=True, metavar="")] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many pages there are to fetch.")] = False,
) -> None:
    """Fetch and read what a source published from one day to another, both included.

    A backfill that was interrupted, even by kill -9, goes on where it stood when it is asked for again; running daemons
    and workers take part.

    WARC files are read as they are, compressed or not; which of their pages are the source's, match under [archive] in
    its file says.

    Example: [bold]tallywire backfill rehearsal-ministry --from 2018-03-15 --to 2018-03-17[/bold]

    Example: [bold]tallywire backfill rehearsal-ministry --from 2018-03-15 --to 2018-03-17 --warc crawl-*.warc.gz[/bold]
    """
    days = _read_days(first, last)
    files = _choose_files(warc, more, via, dry_run=dry_run)
    with opening.installation() as installation:
        declared = installation.source(source)
        if files:
            _read_files(installation, declared, days, files)
            return
        request = Request(first=days[0], last=days[1], via=_choose_way(declared, via))
        with Meter(standard_error()) as meter:
            if dry_run:
                found = run_with_reactor(lambda: _look(installation, declared, request, meter))
            else:
                finished, number = run_with_reactor(lambda: _work(installation, declared, request, meter))
        if dry_run:
            _say_found(declared, request, found)
            return
        had = _summarise(installation, declared, request, number)
    if not had:
        raise TallywireError(f"{source} gave none of its pages of these days: see above.")
    if not finished:
        raise TallywireError(
            "Some pages could not be fetched now (see tallywire status): run the same backfill again to go on."
        )


def _read_days(first: str, last: str) -> tuple[date, date]:
    days = read_day("--from", first), read_day("--to", last)
    if days[0] > days[1]:
        raise UsageError(f"--from {first} is after --to {last}: turn them round.")
    return days


def _choose_files(
    warc: Sequence[Path] | None, more: Sequence[Path] | None, via: str | None, *, dry_run: bool
) -> list[Path]:
    """Return the WARC files to read: a shell puts all that a pattern stands for behind one --warc."""
    if more and not warc:
        raise UsageError(f"Got more than one source: {more[0]}. Backfills are asked for one by one.")
    if warc and (via or dry_run):
        raise UsageError("--warc takes pages from files: --via and --dry-run are for those that are fetched.")
    return list(dict.fromkeys([*(warc or ()), *(more or ())]))


def _read_files(installation: Installation, source: Source, days: tuple[date, date], files: Sequence[Path]) -> None:
    with Meter(standard_error(), "MB") as meter:
        read_files(installation, source, days, files, meter)
    with installation.pool.connection() as conn:
        silent = BackfillStore(conn).silent_days(source.id, source.zone, *days)
    _say_silent(silent, (days[1] - days[0]).days + 1, "without a report")


def _choose_way(source: Source, via: str | None) -> Way:
    for way in source.past:
        if via in {None, way}:
            return way
    raise UsageError(
        f"--via is {via!r}, but the file of {source.id} declares {' and '.join(source.past)} as ways into its past."
    )


async def _look(installation: Installation, source: Source, request: Request, meter: Meter) -> Outlook:
    meter.begin(f"listing {source.id}")
    return await look_ahead(installation, source, request, lambda page: meter.advance(len(page.entries)))


def _say_found(source: Source, request: Request, found: Outlook) -> None:
    out = standard_output()
    out.print(
        f"{source.id}: {found.pages:,} pages from {request.first} to {request.last} on {found.index_pages:,} pages of"
        f" its {request.via}; {found.kept:,} are kept already, {found.pages - found.kept:,} are to be fetched."
    )
    if found.seconds:
        out.print(f"At the pace of {source.id} that takes {as_duration(found.seconds)} at least.")
    if found.undated:
        out.print(f"Of {found.undated:,} pages the {request.via} does not say the day: they are fetched to see it.")
    _say_silent(found.silent, (request.last - request.first).days + 1, "for which nothing is listed")


async def _work(installation: Installation, source: Source, request: Request, meter: Meter) -> tuple[bool, int]:
    meter.begin(f"listing {source.id}")
    number = await list_backfill(installation, source, request, lambda progress: meter.show(progress.pages, None))
    meter.begin(f"reading {source.id}")
    app = open_queue(installation.database)
    async with app.open_async():
        return await work_backfill(
            installation, number, lambda progress: meter.show(progress.pages_done, progress.pages), meter.advance, app
        ), number


def _summarise(installation: Installation, source: Source, request: Request, number: int) -> bool:
    """Say what was read and what was not; return whether anything was, or nothing was there to read."""
    with installation.pool.connection() as conn:
        store = BackfillStore(conn)
        progress = store.progress(number)
        silent = store.silent_days(source.id, source.zone, request.first, request.last)
        refused = store.not_had(number)
    out = standard_output()
    read = progress.pages_done - len(refused)
    out.print(f"{source.id}: {read} of {progress.pages} pages from {request.first} to {request.last} read.")
    for _, sentence in refused[:SHOWN_PAGES]:
        typer.echo(f"tallywire: {sentence}", err=True)
    if len(refused) > SHOWN_PAGES:
        typer.echo(f"tallywire: {len(refused) - SHOWN_PAGES} more pages were refused: see tallywire status.", err=True)
    _say_silent(silent, (request.last - request.first).days + 1, "without a report")
    return read > 0 or not progress.pages_done


def _say_silent(silent: Sequence[date], days: int, what: str) -> None:
    """Say on which days there is nothing, stretch by stretch."""
    if not silent:
        return
    stretches = as_stretches(silent)
    named = ", ".join(stretches[:SHOWN_STRETCHES]) + (" …" if len(stretches) > SHOWN_STRETCHES else "")
    standard_output().print(f"{len(silent):,} of {days:,} days {what}: {named}")
