"""Files of web archives: how far each was read for a source and days of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection


class ArchiveFile(NamedTuple):
    """A file that is being read: its number, where the next record stands, and what it gave so far."""

    number: int
    frame: int
    within: int
    records: int
    kept: int


class ArchiveFileStore:
    """Statements on files of web archives."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def open(self, row: Mapping[str, object]) -> ArchiveFile:
        """Return the unfinished reading of a file, begun where there is none.

        `row` holds source, first_day, last_day, name, size and imprint.
        """
        found = None
        while found is None:  # a row made by another session between the halves of the statement shows the next time
            found = self._run.row("open_archive_file", **row)
        return ArchiveFile(*found)

    def advance(self, number: int, *, frame: int, within: int, records: int, kept: int) -> None:
        """Say that a file is read up to a place, and that so many more records and captures came of it."""
        self._run.run("advance_archive_file", number=number, frame=frame, within=within, records=records, kept=kept)

    def finish(self, number: int) -> None:
        """Say that a file was read to its end."""
        self._run.run("finish_archive_file", number=number)
