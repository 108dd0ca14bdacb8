"""Recorded answers of sources, read again without any network."""

from __future__ import annotations

import asyncio
import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawlers.catalog import load_catalog
from crawlers.trial.reading import as_record, write_record
from crawlers.trial.recording import ANSWERS, READ
from crawlers.trial.replay import replay_folder
from crawlers.trial.steps import judge
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening
from scheduler.steps import print_steps
from scheduler.terminal import standard_output

if TYPE_CHECKING:
    from crawlers.catalog import Catalog


def replay_sources(
    source: Annotated[
        str | None, typer.Argument(help="Replay this one alone, and say step by step what it shows.")
    ] = None,
    *,
    folder: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Where the recordings stand: sources/recorded in TALLYWIRE_HOME."),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take what is read now as what must be read.")] = False,
) -> None:
    """Read recorded answers again, by today's selectors and today's reading, and compare with what was read then.

    Nothing is fetched and no database is opened: so a source's file can be changed and tried at once. It exits with 1
    where something reads differently.

    Examples: [bold]tallywire sources replay[/bold], [bold]tallywire sources replay tass-english --accept[/bold]
    """
    configuration = opening.configuration()
    catalog = load_catalog([configuration.own_sources])
    top = folder or configuration.own_sources / "recorded"
    folders = [top / source] if source else sorted(path.parent for path in top.glob(f"*/{ANSWERS}"))
    if not folders:
        raise UsageError(f"{top} holds no recordings: tallywire sources check ID --record makes one.")
    changed = [one.name for one in folders if not _replay(catalog, one, accept=accept, steps=source is not None)]
    if changed:
        names = ", ".join(changed)
        raise TallywireError(f"{names}: read otherwise than recorded; --accept takes what is read now as right.")
    standard_output().print(f"{len(folders)} recorded source{'s' * (len(folders) != 1)}: all read as recorded.")


def _replay(catalog: Catalog, folder: Path, *, accept: bool, steps: bool) -> bool:
    """Replay one recording; say whether it reads as it did."""
    out, kept = standard_output(), folder / READ
    trial = asyncio.run(replay_folder(catalog, folder))
    if steps:
        print_steps(out, judge(trial))
    now = write_record(as_record(trial.source, trial.reading))
    if accept:
        kept.write_bytes(now)
        return True
    if not kept.exists():
        raise UsageError(f"{folder} has no {READ}, which says what must be read: --accept writes it.")
    then = kept.read_bytes()
    for line in difflib.unified_diff(
        then.decode("utf-8", "replace").splitlines(),
        now.decode().splitlines(),
        "recorded",
        "read now",
        n=2,
        lineterm="",
    ):
        out.print(line, markup=False, soft_wrap=True)
    return then == now
