"""The sources that are declared: list them, check their files, try one."""

from __future__ import annotations

from typing import Annotated

import typer

from crawlers.catalog import load_catalog
from crawlers.crawl import Plan
from crawlers.reactor import run_with_reactor
from ingest.errors import TallywireError
from scheduler.commands import opening
from scheduler.installation import find_source
from scheduler.jobs import fetch, read_waiting
from scheduler.terminal import print_rows, standard_output

MOST_TRIED = 3


def list_sources() -> None:
    """Show every declared source.

    Example: [bold]tallywire sources list[/bold]
    """
    catalog = load_catalog([opening.configuration().own_sources])
    columns = ("id", "title", "standing", "kind", "zone", "schedule", "verified")
    rows = [[name, *(getattr(source, column) for column in columns[1:])] for name, source in catalog.items()]
    print_rows(standard_output(), columns, rows)


def check_sources(
    source: Annotated[str | None, typer.Argument(help="Fetch this one, and say step by step what came.")] = None,
) -> None:
    """Check that every source file is as it must be; with an id, try that source for real.

    Example: [bold]tallywire sources check tass-english[/bold]
    """
    out = standard_output()
    catalog = load_catalog([opening.configuration().own_sources])
    out.print(f"{len(catalog)} source files are as they must be.")
    if source is None:
        return
    declared = find_source(catalog, source)
    with opening.installation() as installation:

        async def attempt() -> None:
            listed = await fetch(installation, declared, Plan(mode="enumerate", index_pages=1))
            _say_faults([fault.sentence for fault in listed.faults])
            newest = max((entry.published for entry in listed.entries), default="none")
            out.print(f"index: {len(listed.entries)} entries, newest date as printed: {newest or 'none'}")
            entries = tuple(listed.entries[:MOST_TRIED])
            fetched = await fetch(installation, declared, Plan(mode="fetch", entries=entries))
            _say_faults([fault.sentence for fault in fetched.faults])
            out.print(f"pages: {fetched.captured} fetched, {fetched.unchanged} unchanged")
            harvest = await read_waiting(installation, source)
            known = harvest.count("unchanged") + fetched.unchanged
            out.print(f"figures: {harvest.figures} in {harvest.count('document')} new documents; {known} known already")
            for outcome in harvest.outcomes:
                if outcome.sentence:
                    out.print(f"unreadable: {outcome.sentence}")
            if not fetched.captured and not fetched.unchanged:
                raise TallywireError(f"{source} gave no page that could be read.")

        run_with_reactor(attempt)


def _say_faults(sentences: list[str]) -> None:
    for sentence in sentences:
        typer.echo(f"tallywire: {sentence}", err=True)
