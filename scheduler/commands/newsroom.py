"""The rehearsal newsroom, for a person to look at and to crawl."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Annotated, Final

import typer

from crawlers.rehearsal import Newsroom, declared, generated_truth, recorded_truth
from crawlers.rehearsal.fault import NAMES, Fault
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening

MOST_DAYS: Final = 10_000


def newsroom(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    days: Annotated[
        int, typer.Option(min=0, max=MOST_DAYS, help="Make up so many days; 0 tells the recorded days of 2018.")
    ] = 0,
    fault: Annotated[list[str] | None, typer.Option(help=f"What goes wrong: {', '.join(NAMES)}.")] = None,
    *,
    declare: Annotated[bool, typer.Option(help="Declare its sources in TALLYWIRE_HOME while it serves.")] = False,
) -> None:
    """Serve a ministry and wires of every kind on this machine, until Ctrl-C: to try commands and source files on.

    Example: [bold]tallywire newsroom --declare --fault 500[/bold]
    """
    try:
        faults = [Fault(name=name) for name in fault or ()]
        opened = Newsroom(generated_truth(days) if days else recorded_truth(), faults, port)
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    except OSError as error:
        raise UsageError(f"Port {port} cannot be used ({error.strerror}).") from None
    with ExitStack() as stack:
        serving = stack.enter_context(opened)
        typer.echo(f"The newsroom is at {serving.url}; Ctrl-C closes it.")
        if declare:
            folder = opening.configuration().own_sources
            try:
                names = stack.enter_context(declared(folder, serving.url))
            except OSError as error:
                raise TallywireError(f"No source file can be written into {folder} ({error.strerror}).") from None
            typer.echo(f"Its sources: {', '.join(names)}")
        while True:
            time.sleep(1)
