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
        str | None, typer.Argument(help="Statements, parted by ;. Without them psql starts.", show_default=False)
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
            _show(conn.execute(query.encode()))
        except psycopg.OperationalError:
            raise
        except psycopg.Error as error:
            conn.close()  # a COPY that was begun cannot be rolled back
            raise UsageError(f"PostgreSQL answers: {_complaint(error)}") from None


def _show(answer: psycopg.Cursor) -> None:
    """Show the rows or the words that each statement was answered with."""
    while True:
        if answer.description is not None:
            print_rows(standard_output(), [column.name for column in answer.description], answer.fetchall())
        elif answer.statusmessage:
            typer.echo(answer.statusmessage)
        else:
            raise UsageError("The query is empty: give one, or none at all for psql.")
        if not answer.nextset():
            return


def _complaint(error: psycopg.Error) -> str:
    told = (error.diag.message_primary or str(error), error.diag.message_detail, error.diag.message_hint)
    return " ".join(f"{sentence.rstrip('.')}." for sentence in told if sentence)


def _start_psql(conninfo: str) -> None:
    program = postgres.program("psql")
    try:
        done = subprocess.run([str(program), conninfo], check=False)
    except OSError as error:
        raise TallywireError(f"psql cannot be started ({error.strerror}).") from None
    sys.exit(done.returncode)
