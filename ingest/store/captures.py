"""Captures, their bytes, their outcomes, the sources they came from, and faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from psycopg.types.json import Jsonb

from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from psycopg import Connection

    from ingest.model import Capture


class KeptCapture(NamedTuple):
    """The newest good answer of an address, with what a conditional request needs."""

    capture_id: int
    digest: bytes
    fetched_at: datetime
    etag: str | None
    last_modified: str | None
    body: bytes


class WaitingCapture(NamedTuple):
    """A capture to read, with what its source says of it. `originator` is empty where the source names none."""

    source: str
    url: str
    fetched_at: datetime
    media_type: str | None
    hint: dict[str, str]
    body: bytes
    zone: str
    language: str
    originator: str
    publisher: str
    standing: str


class CaptureStore:
    """Statements on captures."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def keep_body(self, digest: bytes, body: bytes) -> None:
        """Keep bytes under their digest, once."""
        self._run.run("keep_body", digest=digest, size=len(body), content=body)

    def keep_bodies(self, bodies: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep bytes under their digests, each once: pairs of digest and bytes."""
        self._run.run_many(
            "keep_body", [{"digest": digest, "size": len(body), "content": body} for digest, body in bodies]
        )

    def add(self, capture: Capture) -> int:
        """Record one answer; return its number."""
        return self._run.number("add_capture", **_row(capture))

    def add_all(self, captures: Iterable[Capture]) -> list[int]:
        """Record answers in their order; return their numbers."""
        return self._run.numbers("add_capture", map(_row, captures))

    def last_good(self, source: str, url: str) -> KeptCapture | None:
        """Return the newest 200 answer of an address, or None."""
        row = self._run.row("last_good_capture", source=source, url=url)
        return KeptCapture(*row) if row else None

    def earlier(self, source: str, url: str) -> KeptCapture | None:
        """Return the newest 200 answer of an address that said something else than its newest, or None."""
        row = self._run.row("earlier_capture", source=source, url=url)
        return KeptCapture(*row) if row else None

    def kept_rules(self, source: str, url: str, seconds: float) -> tuple[int, bytes] | None:
        """Return status and bytes of the newest robots.txt of a source that is at most `seconds` old, or None."""
        row = self._run.row("kept_rules", source=source, url=url, seconds=seconds)
        return None if row is None else (int(row[0]), bytes(row[1]))

    def seen(self, source: str, urls: Sequence[str]) -> set[str]:
        """Return those of `urls` that have a good item capture."""
        return {row[0] for row in self._run.rows("seen_addresses", source=source, urls=list(urls))}

    def waiting(self, source: str | None, extractor: str) -> list[int]:
        """Return the numbers of the captures that `extractor` has not read, oldest first; of all sources for None."""
        return [row[0] for row in self._run.rows("waiting_captures", source=source, extractor=extractor)]

    def to_read(self, capture: int) -> WaitingCapture | None:
        """Return one capture with its bytes."""
        row = self._run.row("capture_to_read", capture=capture)
        return WaitingCapture(*row) if row else None

    def outcome(self, capture: int, extractor: str) -> tuple[str, int | None] | None:
        """Return what became of a capture under `extractor`, and the document it made or confirmed."""
        row = self._run.row("outcome_of_capture", capture=capture, extractor=extractor)
        return (row[0], row[1]) if row else None

    def add_outcome(self, capture: int, extractor: str, outcome: str, found: int | str) -> None:
        """Record what became of a capture: `found` is its document, or the sentence that says why there is none."""
        document, sentence = (found, None) if isinstance(found, int) else (None, found)
        self._run.run(
            "add_outcome", capture=capture, extractor=extractor, outcome=outcome, document=document, sentence=sentence
        )

    def add_fault(self, fault: Mapping[str, str | None]) -> None:
        """Record a fault: source, step, code, sentence, url."""
        self._run.run("add_fault", **fault)

    def declare_source(self, row: Mapping[str, object]) -> None:
        """Bring the row of a source up to date with its file; it is crawled, and nothing is expected, if not said."""
        self._run.run("upsert_source", **({"enabled": True, "expected_per_day": None} | dict(row)))

    def declare_originator(self, key: str, originator: str) -> None:
        """Keep one spelling of an originator."""
        self._run.run("upsert_originator_name", key=key, originator=originator)

    def originators(self) -> dict[str, str]:
        """Return all spellings of originators: folded spelling → name."""
        return dict(self._run.rows("originator_names"))


def _row(capture: Capture) -> dict[str, object]:
    return {
        "source": capture.source,
        "url": capture.url,
        "role": capture.role,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "media_type": capture.media_type,
        "headers": Jsonb(dict(capture.headers)),
        "hint": Jsonb(dict(capture.hint)),
        "digest": capture.digest,
        "revisit_of": capture.revisit_of,
    }
