"""Where the records live: the embedded PostgreSQL or a server, its schema and its three roles.

`open_database` is the only door: it starts or joins the embedded server (or takes the server of a DSN), brings the
schema up to date and answers with a `Database` that hands out connections by role.
"""

from __future__ import annotations

import hashlib
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from ingest import postgres
from ingest.errors import TallywireError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

NAME: Final = "tallywire"
ROLES: Final = {"owner": "tallywire_owner", "writer": "tallywire_writer", "reader": "tallywire_reader"}
OLDEST_SERVER: Final = 150000
_OURS: Final = """SELECT count(*) = 3 FROM pg_attribute
WHERE attrelid = to_regclass('tallywire.migration') AND attname IN ('version', 'name', 'checksum')"""
MIGRATION_LOCK: Final = 0x7A11_0001
MIGRATION_WAIT_SECONDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """An open database. `admin` is the conninfo of whoever installs; the other roles derive from it."""

    admin: str
    server: postgres.Server | None

    def conninfo(self, role: str) -> str:
        """Return the conninfo for `role`: owner, writer or reader.

        On the embedded server each role logs in by itself. On a foreign server the login of the DSN takes the role on:
        for a boundary that holds against its user, grant the role to a login of its own.
        """
        options = [str(conninfo_to_dict(self.admin).get("options") or "")]
        if role == "reader":  # who reads finds the views by their names alone
            options.append("-c search_path=tallywire")
        if self.server is None:
            options.append(f"-c role={ROLES[role]}")
        login = {} if self.server is None else {"user": ROLES[role]}
        return make_conninfo(self.admin, options=" ".join(filter(None, options)), **login)

    def url(self, role: str) -> str:
        """Return the same as a postgresql:// address, without its password."""
        return _as_url(self.conninfo(role))

    def ensure(self) -> None:
        """Start the embedded server again if it died; a server of somebody else's is only waited for.

        Raises:
            TallywireError: it does not start.
        """
        if self.server is not None:
            self.server.ensure()

    def connect(self, role: str) -> psycopg.Connection:
        """Return a new autocommit connection as `role`."""
        return connect(self.conninfo(role))


def open_database(*, home: Path, dsn: str | None, durable: bool = True) -> Database:
    """Start or join the database, bring its schema up to date, and return it.

    Raises:
        TallywireError: the server does not answer, is too old, read-only, or holds a schema that is not ours.
    """
    if dsn is not None:
        database = Database(admin=_checked(dsn), server=None)
    else:
        server = postgres.acquire(home / "postgres", durable=durable)
        database = Database(admin=_own_database(server.dsn), server=server)
    with connect(database.admin) as conn:
        _refuse_unfit(conn)
        migrate(conn)
        restrict_public(conn)
        if database.server is not None:
            for role in ROLES.values():
                conn.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(role)))
    return database


def connect(conninfo: str) -> psycopg.Connection:
    """Return an autocommit connection in UTC.

    Raises:
        TallywireError: the server does not answer; the sentence names host and database, never the password.
    """
    try:
        return psycopg.connect(conninfo, autocommit=True, connect_timeout=10, application_name="tallywire")
    except psycopg.OperationalError as error:
        parts = conninfo_to_dict(conninfo)
        where = f"{parts.get('host') or 'the local socket'}, database {parts.get('dbname') or parts.get('user') or '?'}"
        lines = str(error).strip().splitlines()
        reason = next((line for line in reversed(lines) if "failed: " in line), lines[-1]).split("failed: ")[-1]
        password = parts.get("password")
        if password:
            reason = reason.replace(str(password), "…")
        raise TallywireError(f"The database at {where} does not answer: {reason}. Check TALLYWIRE_DSN.") from None


def migrate(conn: psycopg.Connection, *, schema: str | None = None, steps: dict[str, str] | None = None) -> None:
    """Bring the database of `conn` to the newest schema: all of it, or the steps it lacks, each in its transaction.

    Waits while another process does the same. `schema` and `steps` (file name → SQL) default to schema.sql and
    ops/migrations.

    Raises:
        TallywireError: the schema is not ours, is newer than this program, or was changed by other means.
    """
    schema = schema if schema is not None else _read("schema.sql")
    steps = steps if steps is not None else dict(_read_steps())
    _await_lock(conn)
    try:
        done = _applied(conn)
        if done is None:
            _install(conn, schema, steps)
        else:
            _apply(conn, steps, done)
        _fill_indicators(conn)
    finally:
        conn.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def restrict_public(conn: psycopg.Connection) -> None:
    """Take temporary tables from everybody: no dump holds such a grant, so each opening looks."""
    name = sql.Identifier(str(conn.info.dbname))
    if not _one(conn, "SELECT has_database_privilege('tallywire_reader', current_database(), 'TEMPORARY')"):
        return
    with suppress(psycopg.errors.InsufficientPrivilege):  # somebody else's database: its owner decides
        conn.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))


def _checked(dsn: str) -> str:
    try:
        return make_conninfo(dsn)
    except psycopg.ProgrammingError:
        raise UsageError("TALLYWIRE_DSN is no PostgreSQL address; write postgresql://user@host/database.") from None


def _own_database(dsn: str) -> str:
    with connect(dsn) as conn:
        try:
            if not conn.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
                conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            pass  # another process of ours was faster
    return make_conninfo(dsn, dbname=NAME)


def _refuse_unfit(conn: psycopg.Connection) -> None:
    if conn.info.server_version < OLDEST_SERVER:
        raise TallywireError(f"PostgreSQL {conn.info.server_version // 10000} is too old: Tallywire needs 15 or newer.")
    if _one(conn, "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"):
        raise TallywireError("The database is read-only: point TALLYWIRE_DSN at the primary server.")
    encoding = _one(conn, "SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise TallywireError(f"The database stores text as {encoding}: create one with ENCODING 'UTF8'.")


def _await_lock(conn: psycopg.Connection) -> None:
    # Polling, since a session that waits inside pg_advisory_lock holds back CREATE INDEX CONCURRENTLY.
    @retry(
        wait=wait_fixed(0.05),
        stop=stop_after_delay(MIGRATION_WAIT_SECONDS),
        retry=retry_if_result(lambda got: not got),
        retry_error_callback=lambda _: False,
    )
    def take() -> bool:
        return bool(_one(conn, "SELECT pg_try_advisory_lock(%s)", [MIGRATION_LOCK]))

    if not take():
        raise TallywireError("Another process has been changing the schema for five minutes: end it and try again.")


def _applied(conn: psycopg.Connection) -> dict[int, str] | None:
    if not _one(conn, "SELECT to_regnamespace('tallywire') IS NOT NULL"):
        return None
    if not _one(conn, _OURS):
        raise TallywireError("The database has a schema named tallywire that is not ours: choose another database.")
    return dict(conn.execute("SELECT version, checksum FROM tallywire.migration").fetchall())


def _install(conn: psycopg.Connection, schema: str, steps: dict[str, str]) -> None:
    try:
        with conn.transaction():
            conn.execute(_ours(schema))
            _record(conn, "schema.sql", schema)
            for name, text in steps.items():
                _record(conn, name, text)
    except psycopg.errors.InsufficientPrivilege as error:
        raise TallywireError(
            f"This login may not install the schema ({error.diag.message_primary}): "
            "it needs CREATE on the database and CREATEROLE, once."
        ) from None


def _apply(conn: psycopg.Connection, steps: dict[str, str], done: dict[int, str]) -> None:
    known = {_version(name): name for name in steps}
    newer = sorted(set(done) - set(known) - {0})
    if newer:
        raise TallywireError(
            f"The database has schema version {newer[-1]}, newer than this program: install a newer Tallywire."
        )
    for version, name in sorted(known.items()):
        if version not in done:
            with conn.transaction():
                conn.execute(_ours(steps[name]))
                _record(conn, name, steps[name])
        elif done[version] != _checksum(steps[name]):
            raise TallywireError(f"Migration {name} is not the one that this database had: restore the released file.")


def _record(conn: psycopg.Connection, name: str, text: str) -> None:
    conn.execute(
        "INSERT INTO tallywire.migration (version, name, checksum) VALUES (%s, %s, %s)",
        [_version(name), name, _checksum(text)],
    )


def _fill_indicators(conn: psycopg.Connection) -> None:
    table = tomllib.loads(resources.files("ingest.extract").joinpath("indicators.toml").read_text("utf-8"))
    known: dict[str, str] = dict(conn.execute("SELECT code, counts FROM tallywire.indicator").fetchall())
    rows = [(code, entry["counts"]) for code, entry in table.items() if known.get(code) != entry["counts"]]
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO tallywire.indicator (code, counts) VALUES (%s, %s)"
            " ON CONFLICT (code) DO UPDATE SET counts = EXCLUDED.counts",
            rows,
        )


def _ours(text: str) -> sql.SQL:
    """Return the text of one of our own files as SQL."""
    return sql.SQL(text)


def _version(name: str) -> int:
    return 0 if name == "schema.sql" else int(name.split("_", 1)[0])


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(name: str) -> str:
    return _beside(name).read_text("utf-8")


def _read_steps() -> Iterator[tuple[str, str]]:
    for step in sorted(_beside("migrations").iterdir(), key=lambda entry: entry.name):
        if step.name.endswith(".sql"):
            yield step.name, step.read_text("utf-8")


def _beside(name: str) -> Traversable:
    """Find schema.sql or migrations: inside the package when installed, at the top of the tree in a checkout."""
    packed = resources.files("ingest").joinpath(name)
    if packed.is_file() or packed.is_dir():
        return packed
    top = Path(__file__).resolve().parent.parent
    return top / name if name == "schema.sql" else top / "ops" / name


def _one(conn: psycopg.Connection, query: LiteralString, args: list[object] | None = None) -> object:
    row = conn.execute(query, args).fetchone()
    return row[0] if row else None


def _as_url(conninfo: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    parts.pop("password", None)
    host, port = parts.pop("host", ""), parts.pop("port", "")
    user, name = quote(parts.pop("user", ""), safe=""), quote(parts.pop("dbname", ""), safe="")
    if host.startswith("/"):
        parts, host = {"host": host, **parts}, ""
    place = f"{host}:{port}" if port and host else host
    query = f"?{urlencode(parts, quote_via=quote)}" if parts else ""
    return f"postgresql://{user}@{place}/{name}{query}"
