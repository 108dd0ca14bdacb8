"""Queries by the role that reads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated, Any, Final

import psycopg
import typer
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.string import TextLoader

from ingest import postgres
from ingest.errors import TallywireError, UsageError
from scheduler.commands import opening
from scheduler.terminal import print_rows, standard_output

SEVERAL: Final = "A query is one statement: give the others by themselves, or start psql by `tallywire sql`."
PRINTED: Final = ("date", "timestamp", "timestamptz", "interval", "daterange", "tsrange", "tstzrange")
"""Types shown as PostgreSQL writes them: some of their values ("infinity", years beyond 9999) are none in Python."""


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
        for name in PRINTED:
            conn.adapters.register_loader(name, TextLoader)
        try:
            # Prepared, it is one statement or none.
            _show(conn.execute(query.encode(errors="replace"), prepare=True))
        except psycopg.OperationalError:
            raise
        except psycopg.errors.SyntaxError as error:
            several = "multiple commands" in str(error)
            raise UsageError(SEVERAL if several else f"PostgreSQL answers: {_complaint(error)}") from None
        except psycopg.Error as error:
            conn.close()  # a COPY that was begun cannot be rolled back
            raise UsageError(f"PostgreSQL answers: {_complaint(error)}") from None


def _show(answer: psycopg.Cursor) -> None:
    """Show the rows or the words that a statement was answered with."""
    if answer.description is not None:
        print_rows(standard_output(), [column.name for column in answer.description], answer.fetchall())
    elif answer.statusmessage:
        typer.echo(answer.statusmessage)
    else:
        raise UsageError("The query is empty: give one, or none at all for psql.")


def _complaint(error: psycopg.Error) -> str:
    told = (error.diag.message_primary or str(error), error.diag.message_detail, error.diag.message_hint)
    return " ".join(f"{sentence.rstrip('.')}." for sentence in told if sentence)


def _start_psql(conninfo: str) -> None:
    program = postgres.program("psql")
    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    # Not as an argument: everybody on the machine may list those.
    secret = {"PGPASSWORD": str(parts.pop("password"))} if parts.get("password") else {}
    try:
        done = subprocess.run([str(program), make_conninfo(**parts)], env=os.environ | secret, check=False)
    except OSError as error:
        raise TallywireError(f"psql cannot be started ({error.strerror}).") from None
    sys.exit(done.returncode)
