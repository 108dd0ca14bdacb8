"""Captures, their bytes, their outcomes, the sources they came from, and faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from psycopg.types.json import Jsonb

from ingest.model import WaitingCapture
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

    def kept(self, source: str, pages: Sequence[tuple[str, str, str]]) -> set[str]:
        """Return the keys of those of `pages` (key, address, days asked for) that have a good item capture."""
        keys, urls, windows = zip(*pages, strict=True) if pages else ((), (), ())
        rows = self._run.rows("kept_pages", source=source, keys=list(keys), urls=list(urls), windows=list(windows))
        return {row[0] for row in rows}

    def known(self, captures: Sequence[Capture]) -> set[tuple[str, datetime, bytes | None]]:
        """Return address, instant and digest of those of `captures` (of one source) that are kept already."""
        if not captures:
            return set()
        rows = self._run.rows(
            "known_captures",
            source=captures[0].source,
            urls=[one.url for one in captures],
            instants=[one.fetched_at for one in captures],
            digests=[one.digest for one in captures],
            windows=[one.hint.get("window") for one in captures],
        )
        return {(url, instant, digest) for url, instant, digest in rows}

    def original(self, source: str, **named: str) -> tuple[int, bytes, str | None] | None:
        """Return number, digest and media type of the kept page that a record of a web archive repeats, or None.

        `named` is what the record says of it: url, record, payload, taken_at.
        """
        row = self._run.row("original_capture", source=source, **named)
        return (row[0], row[1], row[2]) if row else None

    def waiting(self, source: str | None, extractor: str, after: int = 0) -> list[tuple[int, int]]:
        """Return the next captures beyond the number `after` that `extractor` has not read, in order, with their sizes.

        Of one source, or of all for None; at most so many as are worth a look at once.
        """
        rows = self._run.rows("waiting_captures", source=source, extractor=extractor, after=after)
        return [(number, size) for number, size in rows]

    def newest(self) -> int:
        """Return the highest number of a capture, 0 where there is none."""
        return self._run.number("newest_capture")

    def to_read(self, captures: Sequence[int]) -> list[WaitingCapture]:
        """Return captures with their bytes, in order of their numbers."""
        return [WaitingCapture(*row) for row in self._run.rows("captures_to_read", captures=list(captures))]

    def outcomes(self, captures: Sequence[int], extractor: str) -> dict[int, tuple[str, int | None]]:
        """Return what became of captures that `extractor` has read, and the documents they made or confirmed."""
        rows = self._run.rows("outcomes_of_captures", captures=list(captures), extractor=extractor)
        return {number: (outcome, document) for number, outcome, document in rows}

    def add_outcomes(self, extractor: str, outcomes: Iterable[tuple[int, str, int | None, str | None]]) -> None:
        """Record what became of captures: number, outcome, document, and the sentence that says why there is none."""
        self._run.copy(
            "copy_outcome",
            ((number, extractor, kind, document, sentence) for number, kind, document, sentence in outcomes),
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
