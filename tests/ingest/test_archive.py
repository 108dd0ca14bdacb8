from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from psycopg.errors import ForeignKeyViolation
from psycopg_pool import ConnectionPool

from ingest.archive import Archive, digest_of
from ingest.model import Capture
from ingest.store import CaptureStore


@pytest.fixture
def archive(reader, database):
    reader.declare("ministry")
    with ConnectionPool(database.conninfo("writer"), min_size=1, kwargs={"autocommit": True}) as pool:
        yield Archive(pool)


def page(number, body):
    return Capture(
        source="ministry", url=f"https://ministry.example/{number}", role="item", fetched_at=datetime.now(UTC),
        status=200, media_type="text/plain", headers={}, digest=digest_of(body),
    )  # fmt: skip


def test_captures_kept_together_have_their_own_numbers_in_order(archive, reader):
    """Many captures kept at once are numbered in their order; bytes that two share are kept once."""
    bodies = [b"one", b"two", b"one"]
    numbers = archive.put_many([(page(n, body), body) for n, body in enumerate(bodies)])
    rows = reader.ask("SELECT c.id, b.content FROM capture c JOIN body b ON b.digest = c.digest ORDER BY c.url")
    assert rows == list(zip(numbers, bodies, strict=True))
    assert (numbers, reader.count("body")) == (sorted(numbers), 2)
    assert archive.put_many([]) == []


def test_captures_kept_together_are_kept_all_or_none(archive, reader):
    """Where one of many cannot be kept, none is; and no capture is kept under a digest that is not its bytes'."""
    good, strange = page(1, b"one"), replace(page(2, b"two"), source="nobody")
    with pytest.raises(ForeignKeyViolation):
        archive.put_many([(good, b"one"), (strange, b"two")])
    with pytest.raises(ValueError, match="digest"):
        archive.put_many([(good, b"one"), (page(3, b"three"), b"four")])
    assert (reader.count("capture"), reader.count("body")) == (0, 0)
    assert CaptureStore(reader.conn).waiting(None, "en-1") == []
