"""A desk without a network: documents go straight from a text to the records."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.archive import digest_of
from ingest.directory import Directory
from ingest.ledger import Ledger
from ingest.model import Capture
from ingest.pipeline import ingest_capture
from ingest.store import CaptureStore
from ingest.verdicts import check_touched


class Reader:
    """Keeps texts as captures of sources and reads them."""

    def __init__(self, conn):
        self.conn = conn
        conn.execute("SET search_path = tallywire")

    def declare(self, source, *, standing="wire", originator="The Centre"):
        """Make a source; texts that name nobody carry its originator's figures."""
        CaptureStore(self.conn).declare_source(
            {
                "id": source, "title": source, "publisher": source, "originator": originator, "standing": standing,
                "kind": "feed", "language": "en", "zone": "Europe/Moscow", "licence": "free", "schedule": "every 1h",
            }
        )  # fmt: skip

    def keep(self, source, text, *, url, published, at=None, **hint):
        """Keep a text as it would have been fetched (at an instant: now); return the number of its capture."""
        body = text.encode()
        store = CaptureStore(self.conn)
        store.keep_body(digest_of(body), body)
        return store.add(
            Capture(
                source=source, url=url, role="item", fetched_at=at or datetime.now(UTC), status=200,
                media_type="text/plain", headers={}, digest=digest_of(body), hint={"published": published, **hint},
            )
        )  # fmt: skip

    def read(self, source, text, **page):
        """Keep a text and read it; return what became of it."""
        return ingest_capture(self.conn, self.keep(source, text, **page), {})

    def enter(self, *statements):
        """Make the observations of one story agree with its statements."""
        figures = [mention.id for statement in statements for mention in statement.witnesses]
        with self.conn.transaction():
            ledger = Ledger(self.conn, Directory(self.conn), figures)
            ledger.enter(statements)
            ledger.write()

    def check(self):
        """Check what was touched; return how many findings changed."""
        return check_touched(self.conn)

    def ask(self, query, *arguments):
        """Return all rows of a query."""
        return self.conn.execute(query, arguments).fetchall()

    def count(self, table):
        """Return how many rows a table has."""
        return self.ask(f"SELECT count(*) FROM {table}")[0][0]


@pytest.fixture
def reader(database):
    """A reader that works as the role that writes."""
    with database.connect("writer") as conn:
        yield Reader(conn)
