"""Queries by the role that reads."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import psycopg
import typer

from ingest import postgres
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening
from scheduler.terminal import print_rows, standard_output


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One statement; without it psql starts.", show_default=False)
    ] = None,
) -> None:
    """Ask the database, as the role that reads: a query's table, or psql.

    Example: [bold]tallywire sql "SELECT end_day, value FROM observation_latest WHERE indicator = 'departures'"[/bold]
    """
    database = opening.database()
    if query is None:
        _start_psql(database.conninfo("reader"))
        return
    with database.connect("reader") as conn:
        try:
            answer = conn.execute(query.encode())
        except psycopg.Error as error:
            raise UsageError(f"PostgreSQL answers: {' '.join(str(error).split())}") from None
        if answer.description is None:
            typer.echo(answer.statusmessage)
            return
        columns = [column.name for column in answer.description]
        print_rows(standard_output(), columns, answer.fetchall())


def _start_psql(conninfo: str) -> None:
    program = postgres.program("psql")
    try:
        done = subprocess.run([str(program), conninfo], check=False)
    except OSError as error:
        raise TallywireError(f"psql cannot be started ({error.strerror}).") from None
    sys.exit(done.returncode)
