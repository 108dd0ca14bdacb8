"""One crawl of one source."""

from __future__ import annotations

from typing import Annotated

import typer

from crawlers.reactor import run_with_reactor
from ingest.errors import TallywireError
from scheduler.commands import opening
from scheduler.jobs import crawl_source
from scheduler.meter import Meter
from scheduler.terminal import standard_error, standard_output


def crawl(
    source: Annotated[str, typer.Argument(help="Id of the source: see tallywire sources list.")],
) -> None:
    """Crawl a source once, now, also while the daemon runs; read and check what is new.

    Example: [bold]tallywire crawl reliefweb-updates[/bold]
    """
    with opening.installation() as installation, Meter(standard_error()) as meter:
        installation.source(source)
        meter.begin(f"crawling {source}")
        harvest = run_with_reactor(lambda: crawl_source(installation, source, meter.advance))
    if harvest is None or harvest.report is None:
        raise TallywireError(f"{source} is being crawled by another worker: see tallywire status.")
    report = harvest.report
    standard_output().print(
        f"{source}: {report.captured} pages fetched, {report.unchanged} unchanged; {harvest.count('document')} new"
        f" documents with {harvest.figures} figures; {harvest.findings} findings changed."
    )
    for fault in report.faults:
        typer.echo(f"tallywire: {fault.sentence}", err=True)
    if report.faults and not report.captured and not report.unchanged:
        raise TallywireError(f"{source} gave nothing that could be read.")
