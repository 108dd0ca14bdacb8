"""Runs the statements that stand in ingest/sql, each by its file's name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from psycopg import Connection


@cache
def read_statement(name: str) -> sql.SQL:
    """Return the SQL of ingest/sql/<name>.sql."""
    return sql.SQL(resources.files("ingest").joinpath("sql", f"{name}.sql").read_text("utf-8"))


class Statements:
    """A connection on which named statements run."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def rows(self, name: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows."""
        return self.conn.execute(read_statement(name), values).fetchall()

    def row(self, name: str, /, **values: object) -> tuple[Any, ...] | None:
        """Run a statement and return its first row, or None."""
        return self.conn.execute(read_statement(name), values).fetchone()

    def number(self, name: str, /, **values: object) -> int:
        """Run a statement that always returns a row, and return that row's first column."""
        row = self.row(name, **values)
        if row is None:
            raise LookupError(f"{name} returned no row")
        return int(row[0])

    def run(self, name: str, /, **values: object) -> int:
        """Run a statement for its effect; how many rows it touched."""
        return self.conn.execute(read_statement(name), values).rowcount

    def numbers(self, name: str, values: Iterable[Mapping[str, object]]) -> list[int]:
        """Run a statement that returns a row for each set of values, in one round trip; those rows' first columns."""
        with self.conn.cursor() as cursor:
            cursor.executemany(read_statement(name), values, returning=True)
            found = [int(cursor.fetchall()[0][0])] if cursor.pgresult is not None else []
            while cursor.nextset():
                found.append(int(cursor.fetchall()[0][0]))
            return found

    def copy(self, name: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement that takes rows in, and give it these."""
        with self.conn.cursor() as cursor, cursor.copy(read_statement(name)) as copy:
            for row in rows:
                copy.write_row(row)

    def run_many(self, name: str, values: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each set of values, in one round trip."""
        with self.conn.cursor() as cursor:
            cursor.executemany(read_statement(name), values)
