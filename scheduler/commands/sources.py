"""The sources that are declared: list them, try one, replay what one answered, draft a new one."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawlers.catalog import load_catalog, read_source
from crawlers.crawl import crawl
from crawlers.reactor import run_with_reactor
from crawlers.trial.notebook import Notebook
from crawlers.trial.reading import as_record, try_source, write_record
from crawlers.trial.recording import READ, save_recording
from crawlers.trial.steps import Trial, judge
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening
from scheduler.commands.add import add_sources
from scheduler.commands.replay import replay_sources
from scheduler.installation import find_source
from scheduler.steps import print_steps
from scheduler.terminal import print_rows, standard_output

if TYPE_CHECKING:
    from crawlers.catalog import Catalog
    from crawlers.job import CrawlReport, Plan
    from crawlers.source import Source

__all__ = ["add_sources", "check_sources", "list_sources", "replay_sources"]


def list_sources() -> None:
    """Show every declared source.

    Example: [bold]tallywire sources list[/bold]
    """
    catalog = load_catalog([opening.configuration().own_sources])
    columns = ("id", "title", "standing", "kind", "zone", "schedule", "verified")
    rows = [[name, *(getattr(source, column) for column in columns[1:])] for name, source in catalog.items()]
    print_rows(standard_output(), columns, rows)


def check_sources(
    source: Annotated[
        str | None, typer.Argument(help="Try this one, and say step by step what came: its id, or its file.")
    ] = None,
    *,
    record: Annotated[bool, typer.Option("--record", help="Keep what it answered, to be replayed offline.")] = False,
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Record into this folder instead of sources/recorded/ID in TALLYWIRE_HOME."),
    ] = None,
) -> None:
    """Check that every source file is as it must be; with an id, try that source for real.

    A trial asks for two pages of the index and the first three items, as politely as any crawl, reads them and says of
    each step whether it is well. It writes nothing into the database and changes no file: where all is well, it is for
    you to write verified = true. It exits with 1 where a step has a problem.

    Examples: [bold]tallywire sources check[/bold], [bold]tallywire sources check tass-english --record[/bold]
    """
    out, configuration = standard_output(), opening.configuration()
    catalog = load_catalog([configuration.own_sources])
    out.print(f"{len(catalog)} source files are as they must be.")
    if source is None:
        if record or into:
            raise UsageError("Say which source to record: tallywire sources check ID --record.")
        return
    declared = _find(catalog, source)
    trial, seconds = _try(declared)
    good = print_steps(out, judge(trial))
    out.print(f"It took {seconds:.1f} s.", soft_wrap=True)
    if record or into:
        folder = into or configuration.own_sources / "recorded" / declared.id
        save_recording(folder, declared.id, trial.at, trial.notebook.notes)
        (folder / READ).write_bytes(write_record(as_record(declared, trial.reading)))
        out.print(f"Recorded in {folder}: tallywire sources replay {declared.id} reads it again.", soft_wrap=True)
    if not good:
        raise TallywireError(f"{declared.id} is not as it should be: see the problems above.")
    if not declared.verified:
        out.print(f"All is well: if you agree, write verified = true into {declared.id}.toml.", soft_wrap=True)


def _find(catalog: Catalog, name: str) -> Source:
    """Return a source by its id or by its file, which need not be where sources stand."""
    return read_source(Path(name)) if name.endswith(".toml") else find_source(catalog, name)


def _try(source: Source) -> tuple[Trial, float]:
    """Try a source for real; return the trial and how many seconds it took."""
    with opening.installation() as installation:
        notebook, started = Notebook(installation.pool), time.monotonic()

        async def run(plan: Plan) -> CrawlReport:
            return await crawl(source, notebook, plan, installation.configuration.contact)

        reading = run_with_reactor(lambda: try_source(source, notebook, run))
        return Trial(source, notebook, reading, datetime.now(UTC)), time.monotonic() - started
