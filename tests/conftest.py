"""A real PostgreSQL for all tests, and an empty database of our schema for each test that asks for one."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ingest import postgres
from ingest.database import ROLES, Database, migrate, restrict_public
from scheduler.queue import install_queue

# A busy machine is no fault of a law.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """Start one PostgreSQL for the whole run; it stops when the run ends."""
    with tempfile.TemporaryDirectory(prefix="tw", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = postgres.acquire(Path(folder) / "pg", durable=False)
        yield server
        server.release()


@pytest.fixture(scope="session")
def template(server):
    """Install the schema once; each test's database is a copy."""
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute("CREATE DATABASE template_tallywire")
    with psycopg.connect(make_conninfo(server.dsn, dbname="template_tallywire"), autocommit=True) as conn:
        migrate(conn)
        install_queue(conn)
        for role in ROLES.values():
            conn.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(role)))
    return "template_tallywire"


@pytest.fixture
def database(server, template):
    """An empty database of our schema."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    database = Database(admin=make_conninfo(server.dsn, dbname=name), server=server)
    with psycopg.connect(database.admin, autocommit=True) as conn:
        restrict_public(conn)
    yield database
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
