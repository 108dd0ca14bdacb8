"""Raw bytes first: what crawlers hand over is committed here before anybody parses it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ingest.store import CaptureStore, KeptCapture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg_pool import ConnectionPool

    from ingest.model import Capture

__all__ = ["Archive", "KeptCapture", "digest_of"]


def digest_of(body: bytes) -> bytes:
    """Return the SHA-256 of bytes: the name they are kept under."""
    return hashlib.sha256(body).digest()


class Archive:
    """The crawlers' door to the database: safe for threads, each call a transaction of its own."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def put(self, capture: Capture, body: bytes | None) -> int:
        """Keep a capture and its bytes; return its number once both are committed.

        Raises:
            ValueError: the capture's digest is not that of the bytes.
        """
        if capture.digest != (None if body is None else digest_of(body)):
            raise ValueError("the digest of the capture is not that of its bytes")
        with self._pool.connection() as conn, conn.transaction():
            store = CaptureStore(conn)
            if body is not None and capture.digest is not None:
                store.keep_body(capture.digest, body)
            return store.add(capture)

    def last_good(self, source: str, url: str) -> KeptCapture | None:
        """Return the newest 200 answer of an address with its bytes, or None."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).last_good(source, url)

    def seen(self, source: str, urls: Sequence[str]) -> set[str]:
        """Return those of `urls` of which a good item capture exists."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).seen(source, urls)

    def report_fault(self, source: str, step: str, code: str, sentence: str, url: str | None = None) -> None:
        """Keep what went wrong."""
        with self._pool.connection() as conn:
            CaptureStore(conn).add_fault(
                {"source": source, "step": step, "code": code, "sentence": sentence, "url": url}
            )
