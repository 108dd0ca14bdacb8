from __future__ import annotations

import hashlib
import re
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ingest.database import Database, connect, migrate, open_database
from ingest.errors import TallywireError
from scheduler.queue import install_queue

SCHEMA = (Path(__file__).parents[2] / "schema.sql").read_text("utf-8")
FIRST_RELEASE = (Path(__file__).parent / "first_release.sql").read_text("utf-8")

CATALOGUE = """
SELECT 'column', c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
       pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'tallywire'::regnamespace AND c.relkind IN ('r', 'v')
UNION ALL
SELECT 'relation', c.relname, c.relkind::text, obj_description(c.oid, 'pg_class'), c.relacl::text,
       pg_get_userbyid(c.relowner),
       CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) WHEN c.relkind = 'i' THEN pg_get_indexdef(c.oid) END, NULL
FROM pg_class c WHERE c.relnamespace = 'tallywire'::regnamespace
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL, NULL, NULL
FROM pg_constraint WHERE connamespace = 'tallywire'::regnamespace
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid), NULL, NULL, NULL, NULL
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'tallywire'::regnamespace AND NOT tgisinternal
UNION ALL
SELECT 'function', p.proname, pg_get_functiondef(p.oid), p.proacl::text, obj_description(p.oid, 'pg_proc'),
       NULL, NULL, NULL
FROM pg_proc p WHERE p.pronamespace = 'tallywire'::regnamespace
"""


def catalogue(conn):
    return sorted(conn.execute(CATALOGUE).fetchall(), key=repr)


def value(conn, query, *arguments):
    return conn.execute(query, arguments).fetchone()[0]


@pytest.fixture
def empty(server, request):
    """A database without any schema, as its administrator."""
    name = f"empty_{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(make_conninfo(server.dsn, dbname=name), autocommit=True) as conn:
        yield conn
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_table_view_and_column_is_explained(database):
    """An analyst finds a comment on each table, view, column and function of the schema."""
    with database.connect("owner") as conn:
        silent = conn.execute("""
            SELECT c.relname, a.attname FROM pg_class c
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'tallywire'::regnamespace AND c.relkind IN ('r', 'v')
              AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
        """).fetchall()
        assert silent == []
        bare = conn.execute("""
            SELECT proname FROM pg_proc
            WHERE pronamespace = 'tallywire'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL
        """).fetchall()
        assert bare == []


def test_steps_lead_to_the_same_catalogue_as_the_whole(empty, database):
    """A database brought along by migrations has the catalogue of one made from schema.sql in one go."""
    # The first release as it would have been had one comment and one column come later, by a migration.
    column = "    licence     text NOT NULL,\n"
    comment = "COMMENT ON COLUMN source.licence IS 'Under what terms its texts may be kept.';\n"
    assert column in SCHEMA
    assert comment in SCHEMA
    earlier = SCHEMA.replace(comment, "")
    step = "SET LOCAL ROLE tallywire_owner;\nSET LOCAL search_path = tallywire;\n" + comment
    migrate(empty, schema=earlier, steps={})
    with database.connect("owner") as whole:
        assert catalogue(empty) != catalogue(whole)
        migrate(empty, schema=SCHEMA, steps={"0001_licence.sql": step})
        assert catalogue(empty) == catalogue(whole)
    assert value(empty, "SELECT count(*) FROM tallywire.migration") == 2


def test_the_first_release_is_brought_along(empty, database):
    """A database of the first release becomes one of today by the steps since."""
    migrate(empty, schema=FIRST_RELEASE, steps={})
    with database.connect("owner") as whole:
        assert catalogue(empty) != catalogue(whole)
        migrate(empty)
        assert catalogue(empty) == catalogue(whole)


def test_migrating_again_changes_nothing(empty):
    """A database that is up to date stays as it is."""
    migrate(empty)
    before = catalogue(empty)
    migrate(empty)
    assert catalogue(empty) == before


def test_a_failing_step_leaves_the_schema_as_it_was(empty):
    """A migration that fails half way leaves no trace of itself."""
    migrate(empty, schema=SCHEMA, steps={})
    before = catalogue(empty)
    broken = "CREATE TABLE tallywire.half (id integer); SELECT 1 / 0;"
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty, schema=SCHEMA, steps={"0001_broken.sql": broken})
    assert catalogue(empty) == before


def test_a_newer_database_is_refused(empty):
    """A schema version that this program does not know is refused with one sentence."""
    migrate(empty, schema=SCHEMA, steps={"0001_future.sql": "SELECT 1"})
    with pytest.raises(TallywireError, match="schema version 1, newer than this program"):
        migrate(empty, schema=SCHEMA, steps={})


def test_an_altered_migration_is_refused(empty):
    """A migration file that is not the one once applied is refused by name."""
    migrate(empty, schema=SCHEMA, steps={"0001_step.sql": "SELECT 1"})
    with pytest.raises(TallywireError, match=re.escape("0001_step.sql")):
        migrate(empty, schema=SCHEMA, steps={"0001_step.sql": "SELECT 2"})


def test_a_foreign_schema_is_refused(empty):
    """A schema of our name that somebody else made is left alone."""
    empty.execute("CREATE SCHEMA tallywire")
    with pytest.raises(TallywireError, match="not ours"):
        migrate(empty)


def test_a_server_that_does_not_answer_is_one_sentence_without_the_password(tmp_path):
    """A dead DSN gives one sentence with host and database, never the password."""
    with pytest.raises(TallywireError, match="does not answer") as caught:
        open_database(home=tmp_path, dsn="postgresql://someone:s3cret@127.0.0.1:1/there")
    assert "s3cret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nonsense_for_a_dsn_is_one_sentence(tmp_path):
    """A DSN that is no address says how one is written."""
    with pytest.raises(TallywireError, match="postgresql://"):
        open_database(home=tmp_path, dsn="not an address")


def test_a_read_only_database_is_refused(empty, tmp_path):
    """A read-only server is refused with one sentence."""
    empty.execute(f"ALTER DATABASE {empty.info.dbname} SET default_transaction_read_only = on")
    with pytest.raises(TallywireError, match="read-only"):
        open_database(home=tmp_path, dsn=make_conninfo("", **empty.info.get_parameters()))


def test_a_server_by_dsn_serves_all_roles(empty, tmp_path):
    """On a server named by DSN each role's connection acts as that role."""
    database = open_database(home=tmp_path, dsn=make_conninfo("", **empty.info.get_parameters()))
    for role in ("owner", "writer", "reader"):
        with database.connect(role) as conn:
            assert value(conn, "SELECT current_user") == f"tallywire_{role}"


def test_addresses_are_printable_and_work(database):
    """The address that is printed for a role opens a connection as that role and holds no password."""
    with connect(database.url("reader")) as conn:
        assert value(conn, "SELECT session_user") == "tallywire_reader"
    secret = Database(admin="postgresql://a:s3cret@db.example:5433/x", server=None)
    assert "s3cret" not in secret.url("reader")
    assert "db.example:5433/x" in secret.url("reader")


APPEND_ONLY = [
    "body", "capture", "capture_outcome", "counter", "document", "fault", "figure", "finding", "finding_proof",
    "migration", "observation", "observation_superseded", "place", "place_name", "series", "story_member", "witness",
]  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_not_even_the_owner_empties_a_table(database, table):
    """TRUNCATE is refused on every append-only table, whoever asks."""
    with database.connect("owner") as conn, pytest.raises(psycopg.errors.RestrictViolation):
        conn.execute(f"TRUNCATE tallywire.{table} CASCADE")


def test_a_record_is_never_changed_or_removed(database):
    """UPDATE and DELETE of a record are refused to the owner by trigger and to the writer by grant."""
    with database.connect("writer") as conn:
        conn.execute("INSERT INTO tallywire.fault (step, code, sentence) VALUES ('fetch', 'refused', 'No answer.')")
        for change in ("UPDATE tallywire.fault SET code = 'x'", "DELETE FROM tallywire.fault"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(change)
    with database.connect("owner") as conn:
        for change in ("UPDATE tallywire.fault SET code = 'x'", "DELETE FROM tallywire.fault"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
                conn.execute(change)


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT * FROM tallywire.figure",
        "SELECT * FROM tallywire.body",
        "INSERT INTO tallywire.fault (step, code, sentence) VALUES ('a', 'b', 'c')",
        "CREATE TABLE tallywire.mine (id integer)",
        "CREATE TEMPORARY TABLE mine (id integer)",
        "SELECT tallywire.refuse_change()",
        "SET ROLE tallywire_writer",
        "SET ROLE tallywire_owner",
        "SELECT * FROM tallywire_queue.procrastinate_jobs",
    ],
)
def test_the_reader_reads_views_and_nothing_else(database, attempt):
    """Whatever is no SELECT on a view is refused to the reader."""
    with database.connect("reader") as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(attempt)


def test_the_reader_may_read_every_view(database):
    """Each view and the as-of function answer the reader."""
    with database.connect("reader") as conn:
        views = conn.execute("SELECT viewname FROM pg_views WHERE schemaname = 'tallywire'").fetchall()
        assert len(views) >= 10
        for (view,) in views:
            conn.execute(f"SELECT * FROM tallywire.{view}")
        conn.execute("SELECT * FROM tallywire.observation_as_of(now())")


@pytest.mark.parametrize(
    ("schema", "foreign"),
    [("tallywire", "CREATE TABLE tallywire.migration (id integer)"), ("tallywire_queue", "SELECT 1")],
)
def test_a_schema_of_somebody_else_is_refused(empty, schema, foreign):
    """Schemas that only bear our names, with whatever table in them, are left alone, and one sentence says so."""
    empty.execute(f"CREATE SCHEMA {schema}; {foreign}")
    install = migrate if schema == "tallywire" else install_queue
    with pytest.raises(TallywireError, match=f"{schema} that is not ours"):
        install(empty)
