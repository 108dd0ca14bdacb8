"""The rehearsal newsroom, for a person to look at and to crawl."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from crawlers.rehearsal import Newsroom, generated_truth, recorded_truth, write_sources
from crawlers.rehearsal.fault import NAMES, Fault
from ingest.errors import UsageError


def newsroom(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    days: Annotated[int, typer.Option(help="Make up so many days; 0 tells the recorded days of 2018.")] = 0,
    fault: Annotated[list[str] | None, typer.Option(help=f"What goes wrong: {', '.join(NAMES)}.")] = None,
    sources: Annotated[Path | None, typer.Option(help="Write the newsroom's source files into this folder.")] = None,
) -> None:
    """Serve a ministry and three wires on this machine, until Ctrl-C.

    Example: [bold]tallywire newsroom --sources ~/.local/share/tallywire/sources --fault 500[/bold]
    """
    try:
        faults = [Fault(name=name) for name in fault or ()]
        opened = Newsroom(generated_truth(days) if days else recorded_truth(), faults, port)
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    except OSError as error:
        raise UsageError(f"Port {port} cannot be used ({error.strerror}).") from None
    with opened as serving:
        typer.echo(f"The newsroom is at {serving.url}; Ctrl-C closes it.")
        if sources is not None:
            typer.echo(f"Its sources: {', '.join(write_sources(sources, serving.url))}")
        while True:
            time.sleep(1)
