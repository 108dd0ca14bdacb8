"""Everything a command works with: the database, a pool of connections, the archive and the catalogue of sources."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg_pool import ConnectionPool

from crawlers.catalog import load_catalog
from ingest.archive import Archive
from ingest.database import connect, open_database
from ingest.dedupe import Originators
from ingest.errors import TallywireError, UsageError
from ingest.store import CaptureStore
from scheduler.queue import PATIENCE_SECONDS, install_queue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from psycopg import Connection

    from crawlers.catalog import Catalog
    from crawlers.source import Source
    from ingest.database import Database
    from ingest.parse.article import ArticleRules
    from scheduler.configuration import Configuration

POOL_SIZE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """An open installation, as the role that writes."""

    configuration: Configuration
    database: Database
    catalog: Catalog
    pool: ConnectionPool
    archive: Archive

    def source(self, name: str) -> Source:
        """Return a source by its id.

        Raises:
            UsageError: there is none of that name.
        """
        return find_source(self.catalog, name)

    @property
    def rules(self) -> Mapping[str, ArticleRules | None]:
        """Each source's selectors for articles."""
        return {name: source.article for name, source in self.catalog.items()}


def find_source(catalog: Catalog, name: str) -> Source:
    """Return a source of a catalogue by its id.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in catalog:
        raise UsageError(f"There is no source named {name!r}: `tallywire sources list` shows those there are.")
    return catalog[name]


@contextmanager
def open_installation(configuration: Configuration) -> Iterator[Installation]:
    """Open the database (starting it where it is embedded), load the sources, and close all of it at the end.

    Raises:
        TallywireError: the database cannot be used, or a source file is wrong.
    """
    catalog = load_catalog([configuration.own_sources])
    database = open_prepared(configuration)
    with open_pool(database.conninfo("writer")) as pool:
        with pool.connection() as conn:
            declare_sources(conn, catalog)
        yield Installation(
            configuration=configuration, database=database, catalog=catalog, pool=pool, archive=Archive(pool)
        )


def open_pool(conninfo: str) -> ConnectionPool:
    """Return the connections that crawling and reading share; the context opens and closes them."""
    return ConnectionPool(
        conninfo,
        min_size=1,
        max_size=POOL_SIZE,
        timeout=PATIENCE_SECONDS,
        open=False,
        check=ConnectionPool.check_connection,
        kwargs={"autocommit": True, "application_name": "tallywire"},
    )


def open_prepared(configuration: Configuration) -> Database:
    """Open the database with the schemas of both the records and the queue in it."""
    try:
        configuration.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TallywireError(
            f"{configuration.home} cannot be made ({error.strerror}): set TALLYWIRE_HOME to a folder you may write to."
        ) from None
    database = open_database(home=configuration.home, dsn=configuration.dsn, durable=configuration.durable)
    with connect(database.admin) as conn:
        install_queue(conn)
    return database


def declare_sources(conn: Connection, catalog: Catalog) -> None:
    """Bring the rows of sources and the spellings of originators up to date with their files."""
    store = CaptureStore(conn)
    for name, source in sorted(catalog.items()):
        store.declare_source(
            {
                "id": name,
                "title": source.title,
                "publisher": source.publisher,
                "originator": source.originator,
                "standing": source.standing,
                "kind": source.kind,
                "language": source.language,
                "zone": source.zone,
                "licence": source.licence,
                "schedule": source.schedule,
                "enabled": source.enabled,
                "expected_per_day": source.expect.items_per_day,
            }
        )
        if source.originator:
            for spelling in (source.originator, *source.originator_spellings):
                store.declare_originator(Originators.fold(spelling), source.originator)
