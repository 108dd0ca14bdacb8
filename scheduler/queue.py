"""The queue: procrastinate on the same PostgreSQL, in a schema of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.schema import SchemaManager
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ingest.errors import TallywireError

if TYPE_CHECKING:
    from psycopg import Connection

    from ingest.database import Database

SCHEMA: Final = "tallywire_queue"
INSTALL_LOCK: Final = 0x7A11_0002
POOL_SIZE: Final = 4
PATIENCE_SECONDS: Final = 5.0
"""How long to wait for a connection: the library's half minute would be all the time that a service has to stop in."""


def install_queue(conn: Connection) -> None:
    """Make the queue's schema where there is none; `conn` is the administrator's, in autocommit.

    Raises:
        TallywireError: somebody else's schema has its name.
    """
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        if conn.execute("SELECT to_regclass('tallywire_queue.procrastinate_jobs')").fetchone() != (None,):
            return
        if conn.execute("SELECT to_regnamespace(%s)", [SCHEMA]).fetchone() != (None,):
            raise TallywireError(f"The database has a schema named {SCHEMA} that is not ours: choose another database.")
        conn.execute("CREATE SCHEMA tallywire_queue AUTHORIZATION tallywire_owner")
        conn.execute("SET LOCAL ROLE tallywire_owner")
        conn.execute("SET LOCAL search_path = tallywire_queue")
        conn.execute(SchemaManager.get_schema())
        conn.execute("GRANT USAGE ON SCHEMA tallywire_queue TO tallywire_writer")
        conn.execute("GRANT ALL ON ALL TABLES IN SCHEMA tallywire_queue TO tallywire_writer")
        conn.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA tallywire_queue TO tallywire_writer")


def open_queue(database: Database) -> App:
    """Return the queue's app, not yet opened."""
    conninfo = database.conninfo("writer")
    options = conninfo_to_dict(conninfo).get("options") or ""
    conninfo = make_conninfo(conninfo, options=f"{options} -c search_path={SCHEMA}".strip())
    return App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=POOL_SIZE, timeout=PATIENCE_SECONDS))


async def defer(app: App, task: str, *, key: str, **arguments: object) -> bool:
    """Put a job into the queue unless one with the same key waits there already; say whether it was put."""
    try:
        await app.configure_task(task, queueing_lock=key).defer_async(**arguments)  # type: ignore[arg-type]
    except AlreadyEnqueued:
        return False
    return True
