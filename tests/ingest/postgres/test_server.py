from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from ingest import postgres
from ingest.errors import TallywireError
from ingest.postgres.account import find_account
from ingest.postgres.home import Home

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def test_new_home(home, probe):
    """A new home gets a UTF-8 cluster in UTC, ordered by code point, that listens at its socket alone."""
    with postgres.acquire(home, durable=False) as server:
        shown = {
            name: probe.ask(server.dsn, f"SHOW {name}")
            for name in (
                "server_encoding",
                "TimeZone",
                "listen_addresses",
                "max_connections",
                "data_checksums",
                "fsync",
            )
        }
        provider = probe.ask(server.dsn, "SELECT datlocprovider FROM pg_database WHERE datname = 'template1'")
    assert shown == {
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "listen_addresses": "",
        "max_connections": "60",
        "data_checksums": "on",
        "fsync": "off",
    }
    assert provider == "b"


def test_durability_stays(home, probe):
    """A cluster is durable unless made otherwise, and a later caller cannot make it less."""
    with postgres.acquire(home) as server:
        assert probe.ask(server.dsn, "SHOW fsync") == "on"
    with postgres.acquire(home, durable=False) as server:
        assert probe.ask(server.dsn, "SHOW fsync") == "on"


def test_killed_client(home, start_client, probe):
    """When the last client is killed with -9, the server and its watchdog end."""
    client = start_client(home)
    assert probe.ask(client.dsn) == 1
    client.kill()
    assert probe.await_true(lambda: not probe.servers(home))
    assert probe.await_true(lambda: not probe.watchdogs(home))
    assert not (home / "data" / "postmaster.pid").exists()


def test_two_clients(home, start_client, probe):
    """Two processes share one server, and the death of the one that started it leaves the other its server."""
    first = start_client(home)
    dsn = first.dsn
    second = start_client(home)
    assert second.dsn == dsn
    before = probe.postmaster(home).pid
    first.kill()
    time.sleep(0.3)
    assert probe.ask(dsn) == 1
    assert probe.postmaster(home).pid == before
    assert len(probe.watchdogs(home)) == 1


def test_killed_postmaster(home, probe):
    """After kill -9 of the postmaster, ensure() starts it again at the same address with every committed row."""
    with postgres.acquire(home, durable=False) as server:
        with psycopg.connect(server.dsn, autocommit=True) as conn:
            conn.execute("CREATE TABLE kept AS SELECT 13582 AS value")
        server.ensure()
        before = probe.kill_postmaster(home)
        server.ensure()
        assert probe.postmaster(home).pid != before.pid
        assert probe.ask(server.dsn, "SELECT value FROM kept") == 13582


def test_busy_orphan(home, probe):
    """A backend that outlives a killed postmaster in the middle of a query does not keep the next one from starting."""
    with postgres.acquire(home, durable=False) as server:
        busy = threading.Thread(target=_spin, args=[server.dsn])
        busy.start()
        assert probe.await_true(
            lambda: probe.ask(server.dsn, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO%'")
        )
        probe.kill_postmaster(home)
        server.ensure()
        busy.join(10)
        assert not busy.is_alive()
        assert probe.ask(server.dsn) == 1


def _spin(dsn):
    with psycopg.connect(dsn, autocommit=True) as conn, pytest.raises(psycopg.OperationalError):
        conn.execute("DO $$ BEGIN LOOP END LOOP; END $$")


@pytest.mark.parametrize("content", ["{pid}\n{data}\n1\n5432\n\n\n0 0\nready\n", "", "no number\n"])
def test_left_pid_file(home, probe, content):
    """A pid file that crash left is no obstacle, be its pid another process's by now, the file empty or garbage."""
    server = postgres.acquire(home, durable=False)
    data = home.resolve() / "data"
    probe.kill_postmaster(home)
    server.release()
    assert probe.await_true(lambda: not probe.servers(home) and not probe.watchdogs(home))
    text = content.format(pid=os.getppid(), data=data)
    (data / "postmaster.pid").write_text(text)
    server.home.socket.with_name(f"{server.home.socket.name}.lock").write_text(text)
    with postgres.acquire(home) as again:
        assert probe.ask(again.dsn) == 1


def test_eight_cold_starts(home, start_client, probe):
    """Eight processes that come to a new home at once end up at one server."""
    clients = [start_client(home) for _ in range(8)]
    assert len({client.dsn for client in clients}) == 1
    assert probe.ask(Home(home.resolve()).dsn) == 1
    assert len(list(home.glob("data*"))) == 1
    assert len(probe.watchdogs(home)) == 1


@pytest.mark.parametrize("milliseconds", [60, 120, 200, 320, 450, 600])
def test_killed_starter(home, start_client, probe, milliseconds):
    """A starter killed with -9 at any moment leaves no running server, and the next one starts."""
    client = start_client(home)
    time.sleep(milliseconds / 1000)
    client.kill()
    assert probe.await_true(lambda: not probe.servers(home) and not probe.watchdogs(home))
    with postgres.acquire(home, durable=False) as server:
        assert probe.ask(server.dsn) == 1
    assert (home / "data" / "PG_VERSION").exists()


def test_killed_initdb(home, start_client, probe):
    """When initdb is killed with -9, the caller gets a sentence and the next one a whole cluster."""
    client = start_client(home)
    found = probe.await_true(lambda: probe.makers(home))
    assert found
    found[0].kill()
    _, said = client.process.communicate(timeout=20)
    assert "could not make its data folder" in said
    assert not (home / "data").exists()
    with postgres.acquire(home, durable=False) as server:
        assert probe.ask(server.dsn) == 1


def test_killed_watchdog(home, start_client, probe):
    """When the watchdog was killed, the next client brings another, which stops the server in the end."""
    first = start_client(home)
    assert first.dsn
    for found in probe.watchdogs(home):
        found.kill()
    second = start_client(home)
    assert second.dsn
    assert probe.await_true(lambda: len(probe.watchdogs(home)) == 1)
    first.kill()
    second.kill()
    assert probe.await_true(lambda: not probe.servers(home))


def test_release_leaves_others_their_server(home, start_client, probe):
    """Who lets go returns at once while others hold the server, and waits for its end when nobody does."""
    server = postgres.acquire(home, durable=False)
    other = start_client(home)
    dsn = other.dsn
    server.release(wait=True)
    server.release(wait=True)
    assert probe.ask(dsn) == 1
    with postgres.acquire(home) as again:
        other.kill()
        assert probe.ask(again.dsn) == 1
    assert not probe.servers(home)


@pytest.mark.parametrize("name", ["with a space", 'quo\'te "$HOME" `id`, and, commas', "Überlänge-" * 20])
def test_odd_path(home, probe, name):
    """Spaces, quotes, commas, other letters and 200 letters in the path of a home do no harm, nor a link to it."""
    link = home.parent / "link"
    link.symlink_to(home.parent)
    with postgres.acquire(home / name, durable=False) as server:
        assert probe.ask(server.dsn) == 1
        with postgres.acquire(link / home.name / name) as again:
            assert again.dsn == server.dsn
    assert not server.home.socket.exists()
    assert len(os.fsencode(server.home.socket)) < 104


def test_squatted_socket_folder(home):
    """A folder of somebody else's in the place of the short socket folder is refused with a sentence."""
    if os.geteuid():
        pytest.skip("Only root can give a folder to somebody else.")
    long = home / ("x" * 100)
    squatted = Home(long.resolve()).socket_folder
    squatted.mkdir(mode=0o700)
    os.chown(squatted, 12345, 12345)
    try:
        with pytest.raises(TallywireError, match="belongs to somebody else"):
            postgres.acquire(long, durable=False)
    finally:
        squatted.rmdir()


def test_other_major_version(home, probe):
    """A data folder of another major version is refused with a sentence, untouched, and served again by its own."""
    if not DEBIAN.is_dir():
        pytest.skip("There is no other PostgreSQL on this machine.")
    with postgres.acquire(home, durable=False, binaries=DEBIAN) as server:
        assert probe.ask(server.dsn, "SHOW lc_collate") == "C.UTF-8"
    with pytest.raises(
        TallywireError, match=r"are of PostgreSQL 15 and this Tallywire brings PostgreSQL 18: .*pg_dump"
    ):
        postgres.acquire(home)
    with postgres.acquire(home, binaries=DEBIAN) as server:
        assert probe.ask(server.dsn, "SHOW server_version_num").startswith("15")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LANG": "xx_YY.UTF-8", "LC_ALL": "zz"},
        {"PGPORT": "1", "PGDATA": "/nowhere", "PGUSER": "x", "TZ": "Mars/Olympus"},
    ],
)
def test_any_environment(home, start_client, probe, environment):
    """No LANG, one that is not installed, or PostgreSQL's own variables change nothing about the server."""
    client = start_client(home, environment=environment)
    dsn = client.dsn
    assert probe.ask(dsn, "SHOW TimeZone") == "UTC"
    assert probe.ask(dsn, "SHOW lc_messages") == "C"


def test_failed_start(home, probe):
    """A server that cannot start is reported with PostgreSQL's own reason and the place of its log."""
    postgres.acquire(home, durable=False).release(wait=True)
    with (home / "data" / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = plenty\n")
    with pytest.raises(
        TallywireError, match=r'did not start: .*postgresql.conf" contains errors\. Its log is .*server.log'
    ):
        postgres.acquire(home)
    assert probe.await_true(lambda: not probe.watchdogs(home))


def test_crash_recovery_under_way(home, start_client, probe):
    """A client that finds the server starting waits for it rather than start another."""
    client = start_client(home)
    dsn = client.dsn
    master = probe.postmaster(home)
    # A server that is busy: it says so in its file, which it does not touch again until it stops.
    pid_file = home / "data" / "postmaster.pid"
    pid_file.write_text(pid_file.read_text().replace("ready   ", "starting"))
    threading.Timer(0.5, lambda: pid_file.write_text(pid_file.read_text().replace("starting", "ready   "))).start()
    started = time.monotonic()
    with postgres.acquire(home) as server:
        assert 0.3 < time.monotonic() - started < 5
        assert server.dsn == dsn
        assert probe.postmaster(home).pid == master.pid


def test_stopped_by_hand(home, probe):
    """A server that somebody stops by hand is started again by ensure(), which waits for its end first."""
    with postgres.acquire(home, durable=False) as server:
        master = probe.postmaster(home)
        master.send_signal(signal.SIGINT)
        probe.await_true(lambda: not probe.servers(home))
        server.ensure()
        assert probe.postmaster(home).pid != master.pid
        assert probe.ask(server.dsn) == 1


def test_single_user_session(home, probe):
    """While a single-user session mends the data, the server is refused with a sentence; it comes up afterwards."""
    postgres.acquire(home, durable=False).release(wait=True)
    data = home.resolve() / "data"
    session = subprocess.Popen(
        [postgres.program("postgres"), "--single", "-D", data, "postgres"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **find_account(data).options(),
    )
    assert probe.await_true((data / "postmaster.pid").exists)
    with pytest.raises(TallywireError, match=rf"A single-user session \(process {session.pid}\) works on"):
        postgres.acquire(home)
    session.communicate()
    with postgres.acquire(home) as server:
        assert probe.ask(server.dsn) == 1


def test_long_start_of_another(home):
    """A process that holds the start lock for too long is reported instead of waited for without end."""
    home.mkdir(parents=True)
    with (home / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(TallywireError, match=r"starting or stopping PostgreSQL .* for too long"):
            postgres.acquire(home, durable=False, start_seconds=0.2)


def test_impossible_home(home):
    """A home that cannot be made is refused with a sentence that names it."""
    home.write_text("a file")
    with pytest.raises(TallywireError, match=r"Cannot use .*/postgres/below.* for the database .*TALLYWIRE_HOME"):
        postgres.acquire(home / "below")
