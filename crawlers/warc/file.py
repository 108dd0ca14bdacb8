"""A WARC file on disk: what names it, whatever it is called, and its pages some records at a time."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from os import SEEK_END
from typing import TYPE_CHECKING, Final

from crawlers.job import Fault
from crawlers.warc.record import read_records
from crawlers.warc.tape import Place, Tape
from ingest.errors import UsageError
from ingest.shelf import Batch, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from crawlers.warc.harvest import Harvester

PAGES_A_BATCH: Final = 100
BYTES_A_BATCH: Final = 16 << 20
RECORDS_A_BATCH: Final = 2000
"""Of which few may be pages of the source: so many cost a second or less to read again."""

IMPRINTED: Final = 1 << 20


def open_warc(path: Path) -> BinaryIO:
    """Return a file, open to be read.

    Raises:
        UsageError: it cannot be.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no file: name WARC files, as folder/*.warc.gz.")
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None


def imprint_of(file: BinaryIO) -> tuple[int, bytes]:
    """Return a file's size, and a digest of that, its beginning and its end: what it is known by where it was moved."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    digest = hashlib.sha256(b"%d\n" % size + file.read(IMPRINTED))
    file.seek(max(0, size - IMPRINTED))
    digest.update(file.read(IMPRINTED))
    return size, digest.digest()


def read_batches(file: BinaryIO, harvester: Harvester, place: Place) -> Iterator[Batch]:
    """Yield what the records from `place` on give, each batch with the place of the next record."""
    tape = Tape(file, place)
    findings: list[Finding] = []
    faults: list[Mapping[str, str | None]] = []
    records, weight = 0, 0
    for record in read_records(tape):
        records += 1
        found = harvester.take(record)
        if isinstance(found, Finding):
            findings.append(found)
            weight += len(found.body or b"")
        elif isinstance(found, Fault):
            faults.append(_row(found, harvester.source))
        if len(findings) + len(faults) >= PAGES_A_BATCH or weight >= BYTES_A_BATCH or records >= RECORDS_A_BATCH:
            yield Batch(
                findings=findings, faults=faults, frame=tape.place.frame, within=tape.place.within, records=records
            )
            findings, faults, records, weight = [], [], 0, 0
    yield _batch(tape, findings, faults, records)


def _batch(tape: Tape, findings: list[Finding], faults: list[Mapping[str, str | None]], records: int) -> Batch:
    frame, within = tape.place
    return Batch(findings=findings, faults=faults, frame=frame, within=within, records=records)


def _row(fault: Fault, source: str) -> dict[str, str | None]:
    told = asdict(fault) | {"source": source}
    del told["passing"]
    return told
