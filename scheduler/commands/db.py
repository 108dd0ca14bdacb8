"""The database: make or update it, and say how to reach it."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Annotated, Final

import typer

from scheduler.commands import opening

WATCH_SECONDS: Final = 1.0


class Role(StrEnum):
    """The roles of the database."""

    owner = "owner"
    writer = "writer"
    reader = "reader"


def db(
    role: Annotated[Role, typer.Option(help="Whose address to print.")] = Role.reader,
    *,
    hold: Annotated[bool, typer.Option(help="Stay and keep the embedded server running until Ctrl-C.")] = False,
) -> None:
    """Bring the database to the newest schema and print its address for a role (reader by default).

    The embedded server runs as long as a command of Tallywire does; --hold keeps it up for other programs.

    Example: [bold]psql "$(tallywire db --role reader)"[/bold] while [bold]tallywire run[/bold] runs.
    """
    database = opening.database()
    typer.echo(database.url(role.value))
    if hold and database.server is not None:
        typer.echo("The server stays up until Ctrl-C.", err=True)
        while True:
            time.sleep(WATCH_SECONDS)
            database.server.ensure()
