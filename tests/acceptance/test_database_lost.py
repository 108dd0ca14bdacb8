from __future__ import annotations

import os
import shutil
import signal
import time
from datetime import date

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from crawlers.rehearsal import Newsroom, recorded_truth, write_sources
from ingest import postgres
from ingest.database import Database
from ingest.postgres.home import Home

pytestmark = pytest.mark.acceptance


@pytest.fixture
def newsroom():
    """A newsroom whose last day is still to come."""
    with Newsroom(recorded_truth()) as newsroom:
        newsroom.publish_until(date(2018, 6, 27))
        yield newsroom


@pytest.fixture
def embedded(desk):
    """A desk without a DSN: its database lives under its home."""
    del desk.environment["TALLYWIRE_DSN"]
    desk.home = postgres.temporary_home("tw-lost-")
    desk.environment |= {"TALLYWIRE_HOME": str(desk.home), "TALLYWIRE_DURABLE": "no"}
    place = Home(desk.home / "postgres")
    desk.database = Database(admin=place.dsn.replace("/postgres?", "/tallywire?"), server=None)
    yield desk
    desk.close()
    deadline = time.monotonic() + 10
    while place.socket.exists() and time.monotonic() < deadline:  # the watchdog stops what the killed left
        time.sleep(0.05)
    shutil.rmtree(desk.home, ignore_errors=True)


def answers(desk, query):
    """Ask where the server may be away; False then."""
    try:
        return bool(desk.one(query))
    except psycopg.Error:
        return False


def wait_until(desk, query):
    deadline = time.monotonic() + 60
    while not answers(desk, query):
        assert time.monotonic() < deadline, desk.logs()
        time.sleep(0.1)


def test_a_killed_postmaster_is_started_again(embedded, newsroom):
    """The daemon starts its embedded server again after kill -9, takes the next bulletin, and ends well."""
    write_sources(embedded.home / "sources", newsroom.url)
    daemon = embedded.start("run")
    wait_until(embedded, "SELECT count(*) > 0 FROM document WHERE reference_day = '2018-06-27'")
    postmaster = int((embedded.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    newsroom.publish_until(date(2018, 6, 28))
    wait_until(embedded, "SELECT count(*) > 0 FROM observation_latest WHERE value = 70522")
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(timeout=35) == 0
    assert "Traceback" not in embedded.logs()


def test_terminated_sessions_are_opened_again(desk, newsroom):
    """A daemon whose sessions an administrator ends goes on with new ones."""
    write_sources(desk.home / "sources", newsroom.url)
    daemon = desk.start("run")
    desk.wait_for("SELECT count(*) > 0 FROM document WHERE reference_day = '2018-06-27'")
    desk.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    newsroom.publish_until(date(2018, 6, 28))
    desk.wait_for("SELECT count(*) > 0 FROM observation_latest WHERE value = 70522")
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(timeout=35) == 0


def test_a_command_whose_session_is_ended_says_so_in_one_sentence(desk):
    """A command whose session an administrator ends, ends with 1 and one sentence, without a traceback."""
    work = desk.start("sql", "SELECT pg_sleep(60)")
    desk.wait_for(
        "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity"
        " WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'"
    )
    assert work.wait(timeout=30) == 1
    said = (desk.home / "sql-0.log").read_text()
    assert said.startswith("tallywire: The database went away: ")
    assert len(said.splitlines()) == 1


def test_a_job_that_fails_says_so_in_one_line(desk, newsroom):
    """A job that fails leaves a line in the daemon's log, one that succeeds no row in the queue."""
    write_sources(desk.home / "sources", newsroom.url)
    daemon = desk.start("run")
    desk.wait_for("SELECT count(*) > 0 FROM document WHERE reference_day = '2018-06-27'")
    with desk.database.connect("owner") as conn:
        conn.execute("REVOKE INSERT ON tallywire.capture, tallywire.fault FROM tallywire_writer")
    deadline = time.monotonic() + 30
    while "event=failed" not in desk.logs():
        assert time.monotonic() < deadline, desk.logs()
        time.sleep(0.1)
    assert "permission denied" in desk.logs()
    assert "Traceback" not in desk.logs()
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(timeout=35) == 0
    assert desk.one("SELECT count(*) FROM tallywire_queue.procrastinate_jobs WHERE status = 'succeeded'") == 0


def test_sigterm_ends_a_daemon_without_a_database(desk, newsroom, server):
    """A daemon whose database takes no more connections still ends at SIGTERM, and without a traceback."""
    write_sources(desk.home / "sources", newsroom.url)
    daemon = desk.start("run")
    desk.wait_for("SELECT count(*) > 0 FROM document WHERE reference_day = '2018-06-27'")
    with psycopg.connect(server.dsn, autocommit=True) as conn:
        name = conninfo_to_dict(desk.database.admin)["dbname"]
        conn.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    time.sleep(1)
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(timeout=60) in {0, 1}
    assert "Traceback" not in desk.logs()
