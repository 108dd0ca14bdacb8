"""Raw bytes first: what crawlers hand over is committed here before anybody parses it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ingest.store import CaptureStore, KeptCapture, Rest, TurnStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg_pool import ConnectionPool

    from ingest.model import Capture
    from ingest.store import PacedBy

__all__ = ["Archive", "KeptCapture", "Rest", "digest_of"]


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
        (number,) = self.put_many([(capture, body)])
        return number

    def put_many(self, captures: Sequence[tuple[Capture, bytes | None]]) -> list[int]:
        """Keep captures and their bytes, all or none; return their numbers once all are committed.

        Raises:
            ValueError: the digest of one is not that of its bytes.
        """
        for capture, body in captures:
            if capture.digest != (None if body is None else digest_of(body)):
                raise ValueError("the digest of the capture is not that of its bytes")
        bodies = {capture.digest: body for capture, body in captures if capture.digest is not None and body is not None}
        with self._pool.connection() as conn, conn.transaction():
            store = CaptureStore(conn)
            # In order of digest: two that keep the same bytes at once then wait for one another, and never in a circle.
            store.keep_bodies(sorted(bodies.items()))
            return store.add_all([capture for capture, _ in captures])

    def last_good(self, source: str, url: str) -> KeptCapture | None:
        """Return the newest 200 answer of an address with its bytes, or None."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).last_good(source, url)

    def earlier(self, source: str, url: str) -> KeptCapture | None:
        """Return what an address answered with when it last answered with something else, or None."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).earlier(source, url)

    def seen(self, source: str, urls: Sequence[str]) -> set[str]:
        """Return those of `urls` of which a good item capture exists."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).seen(source, urls)

    def kept_rules(self, source: str, url: str, seconds: float) -> tuple[int, bytes] | None:
        """Return status and bytes of a robots.txt that was fetched for a source in the last `seconds`, or None."""
        with self._pool.connection() as conn:
            return CaptureStore(conn).kept_rules(source, url, seconds)

    def take_turn(self, host: str, pace: float, paced_by: PacedBy) -> float | Rest:
        """Take a host's next turn, a `pace` of seconds after the last that anybody took.

        Return the seconds until it, or the rest that the host has: then no turn was taken.
        """
        with self._pool.connection() as conn:
            turns = TurnStore(conn)
            while (wait := turns.take(host, pace, paced_by)) is None:
                if rest := turns.rest(host):
                    return rest
            return wait

    def rest_of(self, host: str) -> Rest | None:
        """Return how long a host is still to be left alone, or None."""
        with self._pool.connection() as conn:
            return TurnStore(conn).rest(host)

    def close_host(self, host: str, seconds: float, reason: str) -> None:
        """Leave a host alone for some seconds, whichever process would ask it."""
        with self._pool.connection() as conn:
            TurnStore(conn).close(host, seconds, reason)

    def kept(self, source: str, pages: Sequence[tuple[str, str, str]]) -> set[str]:
        """Return the keys of those of `pages` of which a good item capture exists.

        Each is a key, an address and the days it is asked for: the key of a page in a web archive is where that shows
        it, of any other its address.
        """
        with self._pool.connection() as conn:
            return CaptureStore(conn).kept(source, pages)

    def report_fault(self, source: str, step: str, code: str, sentence: str, url: str | None = None) -> None:
        """Keep what went wrong."""
        with self._pool.connection() as conn:
            CaptureStore(conn).add_fault(
                {"source": source, "step": step, "code": code, "sentence": sentence, "url": url}
            )
