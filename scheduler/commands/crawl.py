"""One crawl of one source."""

from __future__ import annotations

from typing import Annotated

import typer

from crawlers.reactor import run_with_reactor
from ingest.errors import TallywireError
from scheduler.commands import opening
from scheduler.jobs import crawl_source
from scheduler.meter import Meter
from scheduler.sweep import sweep_source
from scheduler.terminal import standard_error, standard_output


def crawl(
    source: Annotated[str, typer.Argument(help="Id of the source: see tallywire sources list.")],
    *,
    sweep: Annotated[bool, typer.Option("--sweep", help="Look again at the pages of the last days instead.")] = False,
) -> None:
    """Crawl a source once, now, also while the daemon runs; read and check what is new.

    With --sweep it is done what the daemon does once a day: pages of the last days (sweep_days in the source's file)
    that came of an age of 1, 2, 4 … days since they were last looked at are asked for again, and those that came late.

    Example: [bold]tallywire crawl reliefweb-updates[/bold]
    """
    with opening.installation() as installation, Meter(standard_error()) as meter:
        installation.source(source)
        meter.begin(f"{'sweeping' if sweep else 'crawling'} {source}")
        work = sweep_source if sweep else crawl_source
        harvest = run_with_reactor(lambda: work(installation, source, meter.advance))
    if harvest is None or harvest.report is None:
        raise TallywireError(f"{source} is being crawled by another worker: see tallywire status.")
    report = harvest.report
    standard_output().print(
        f"{source}: {report.captured} pages fetched, {report.unchanged} unchanged; {harvest.count('document')} new"
        f" documents with {harvest.figures} figures; {harvest.findings} findings changed."
    )
    for fault in report.faults:
        typer.echo(f"tallywire: {fault.sentence}", err=True)
    for sentence in harvest.drift:
        typer.echo(f"tallywire: {sentence}", err=True)
    if harvest.missed:
        first, last = harvest.missed
        advice = f"tallywire backfill {source} --from {first} --to {last}"
        typer.echo(f"tallywire: What was published meanwhile may have gone by: {advice} reads it.", err=True)
    if report.faults and not report.captured and not report.unchanged:
        raise TallywireError(f"{source} gave nothing that could be read.")
