"""A file of a web archive becomes captures, batch by batch: what one brings and how far it is read are one commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.store import CaptureStore
from ingest.store.archives import ArchiveFileStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from psycopg_pool import ConnectionPool

    from ingest.model import Capture
    from ingest.store.archives import ArchiveFile

NOT_MODIFIED = 304


class Original(NamedTuple):
    """What a record that repeats an earlier one says of that; each part may be empty."""

    url: str
    record: str
    payload: str
    taken_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A page in a file, or the news that it had not changed: then it has no body, and refers to an `original`."""

    capture: Capture
    body: bytes | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What some records of a file gave, and where the next ones begin; `faults` as the store takes them."""

    findings: Sequence[Finding]
    faults: Sequence[Mapping[str, str | None]]
    frame: int
    within: int
    records: int


class Shelved(NamedTuple):
    """How many captures a batch brought, how many of its findings were known, and the faults that were told."""

    kept: int
    known: int
    faults: Sequence[Mapping[str, str | None]]


class Shelf:
    """The door to the database for files of web archives: safe for threads, each call a transaction of its own."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def open(self, file: Mapping[str, object]) -> ArchiveFile:
        """Return how far a file was read for a source and its days; one begun earlier goes on where it stood."""
        with self._pool.connection() as conn:
            return ArchiveFileStore(conn).open(file)

    def put(self, number: int, batch: Batch) -> Shelved:
        """Keep what a batch brought that is not kept yet, tell its faults, and say that the file is read so far."""
        with self._pool.connection() as conn, conn.transaction():
            captures = CaptureStore(conn)
            kept, faults = _keep(captures, batch.findings)
            told = (*batch.faults, *faults)
            for fault in told:
                captures.add_fault(fault)
            ArchiveFileStore(conn).advance(
                number, frame=batch.frame, within=batch.within, records=batch.records, kept=kept
            )
        return Shelved(kept, len(batch.findings) - kept - len(faults), told)

    def finish(self, number: int) -> None:
        """Say that a file was read to its end."""
        with self._pool.connection() as conn:
            ArchiveFileStore(conn).finish(number)


def _keep(captures: CaptureStore, findings: Sequence[Finding]) -> tuple[int, list[dict[str, str | None]]]:
    """Keep what is new, in the order of the file; return how much it was, and the faults met."""
    pages = [finding for finding in findings if finding.original is None]
    known = captures.known([finding.capture for finding in pages])
    new = [finding for finding in pages if _key(finding.capture) not in known]
    bodies = {finding.capture.digest: finding.body for finding in new}
    # In order of digest: two that keep the same bytes at once then wait for one another, and never in a circle.
    captures.keep_bodies(sorted((digest, body) for digest, body in bodies.items() if digest and body is not None))
    kept, faults, waiting = 0, [], []
    for finding in findings:
        if finding.original is None:
            if _key(finding.capture) not in known:
                known.add(_key(finding.capture))
                waiting.append(finding.capture)
            continue
        captures.add_all(waiting)
        kept, waiting = kept + len(waiting), []
        resolved = _resolve(captures, finding.capture, finding.original)
        if resolved is None:
            faults.append(_orphan(finding.capture))
        elif not captures.known([resolved]):
            captures.add(resolved)
            kept += 1
    captures.add_all(waiting)
    return kept + len(waiting), faults


def _resolve(captures: CaptureStore, capture: Capture, original: Original) -> Capture | None:
    """Return a repetition as it is kept: a page unchanged, or its bytes at another address; None where unknown."""
    found = captures.original(capture.source, **original._asdict())
    if found is None:
        return None
    number, digest, media_type = found
    if original.url == capture.url:
        return replace(capture, status=NOT_MODIFIED, revisit_of=number)
    return replace(capture, digest=digest, media_type=media_type)


def _orphan(capture: Capture) -> dict[str, str | None]:
    where = f"{capture.hint.get('warc', 'The archive')}, byte {capture.hint.get('offset', '?')}"
    return {
        "source": capture.source,
        "step": "warc",
        "code": "orphan",
        "sentence": f"{where}: {capture.url} repeats an earlier page that is neither in the file before it nor kept.",
        "url": capture.url,
    }


def _key(capture: Capture) -> tuple[str, datetime, bytes | None]:
    return capture.url, capture.fetched_at, capture.digest
