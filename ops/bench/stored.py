"""A database of counters that hold the statements of a made-up year each, for measuring what checks of it take."""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from year import make_year

from ingest import postgres
from ingest.database import Database, connect, open_database
from ingest.verdicts import check_everything, check_touched

if TYPE_CHECKING:
    from psycopg import Connection

    from ingest.model import Observation

HERE: Final = Path(__file__).parent
TOLD: Final = """
CREATE TEMPORARY TABLE told (
    n bigint, period text, measure text, start_day date, end_day date, reference_day date, value numeric,
    since_label text
)
"""


def fill(conn: Connection, told: list[Observation], counters: int) -> None:
    """Let each counter hold the statements `told`."""
    conn.execute("SET search_path = tallywire")
    conn.execute(TOLD)
    with conn.cursor() as cursor, cursor.copy("COPY told FROM STDIN") as copy:
        for n, one in enumerate(told):
            copy.write_row(
                (n, one.period, one.measure, one.start, one.end, one.reference_day, one.value, one.since_label)
            )
    conn.execute("CREATE TEMPORARY TABLE bench AS SELECT %s::int AS counters", [counters])
    conn.execute((HERE / "year.sql").read_bytes())


def check_all(database: Database) -> float:
    """Return the seconds that checking all counters takes the cores there are, reading and writing included."""
    begun = time.perf_counter()
    with database.connect("writer") as conn:
        check_everything(conn, database.conninfo("writer"))
    return time.perf_counter() - begun


def check_one(database: Database, counters: int, last: Observation) -> list[float]:
    """Return the seconds that a check takes after one more report, for each counter."""
    taken = []
    report = (HERE / "report.sql").read_bytes()
    with connect(database.admin) as admin, database.connect("writer") as conn:
        admin.execute("SET search_path = tallywire")
        admin.execute("SELECT setval(pg_get_serial_sequence('figure', 'id'), max(id)) FROM figure")
        for counter in range(1, counters + 1):
            admin.execute(report, {"counter": counter, "last": last.reference_day})
            begun = time.perf_counter()
            check_touched(conn)
            taken.append(time.perf_counter() - begun)
    return taken


def measure_stored(counters: int, size: int, seed: int) -> None:
    """Print what full checks and the check of one more report take in a database."""
    told = list(make_year(random.Random(seed), "Here", size // 2).values())[:size]  # noqa: S311 - a fixed year
    database = open_database(home=postgres.temporary_home(), dsn=None, durable=False)
    try:
        with connect(database.admin) as conn:
            fill(conn, told, counters)
        first = check_all(database)
        print(f"{counters} counters in the database: first {first:.1f} s", flush=True)
        again = check_all(database)
        print(f"again {again:.1f} s ({again / counters * 1000:.1f} ms each)", flush=True)
        one = statistics.median(check_one(database, counters, told[-1]))
    finally:
        if database.server is not None:
            database.server.release(wait=True)
    print(f"one more report: {one * 1000:.1f} ms (median)")
