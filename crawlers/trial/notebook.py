"""An archive in memory: a trial of a source leaves no capture in the database, and so nothing half true."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ingest.archive import KeptCapture
    from ingest.model import Capture


class Note(NamedTuple):
    """One answer with its bytes; None where it had none of its own."""

    capture: Capture
    body: bytes | None


class Notebook(Archive):
    """Keeps answers in the order in which they came; `at` is when they came, where that was another time than now."""

    def __init__(self, pool: Any = None, *, at: datetime | None = None) -> None:
        super().__init__(pool)
        self.notes: list[Note] = []
        self._at = at

    def put_many(self, captures: Sequence[tuple[Capture, bytes | None]]) -> list[int]:
        """Keep captures and their bytes; return their numbers."""
        first = len(self.notes) + 1
        for capture, body in captures:
            self.notes.append(Note(replace(capture, fetched_at=self._at) if self._at else capture, body))
        return list(range(first, first + len(captures)))

    def last_good(self, source: str, url: str) -> KeptCapture | None:  # noqa: ARG002 - the archive's signature
        """Return None: a trial asks for everything whole."""
        return None

    def earlier(self, source: str, url: str) -> KeptCapture | None:  # noqa: ARG002 - the archive's signature
        """Return None: a trial knows no earlier answer."""
        return None

    def seen(self, source: str, urls: Sequence[str]) -> set[str]:  # noqa: ARG002 - the archive's signature
        """Return nothing: to a trial all is new."""
        return set()

    def report_fault(self, source: str, step: str, code: str, sentence: str, url: str | None = None) -> None:
        """Do nothing: whoever tries a source is told."""

    def of_role(self, role: str) -> list[Note]:
        """Return the answers of a role (index, item or other)."""
        return [note for note in self.notes if note.capture.role == role]
