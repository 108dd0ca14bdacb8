"""A home of its own for each test, and clients that are processes of their own, to be killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from ingest import postgres
from ingest.postgres.home import Home
from ingest.postgres.watchdog import is_listening

ROOT = Path(__file__).resolve().parents[3]
CLIENT = """
import sys
from pathlib import Path
from ingest import postgres
from ingest.errors import TallywireError
try:
    server = postgres.acquire(Path(sys.argv[1]), durable=False, binaries=Path(sys.argv[2]))
except TallywireError as error:
    sys.exit(str(error))
print(server.dsn, flush=True)
sys.stdin.read()
"""


@dataclass
class Client:
    """A process that holds the server of a home until it is killed or its standard input ends."""

    process: subprocess.Popen[str]

    @property
    def dsn(self):
        """Wait for the server and return its address."""
        line = self.process.stdout.readline().strip()
        assert line, self.process.stderr.read()
        return line

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def home():
    """A folder for one server; whatever still works in it afterwards is ended."""
    folder = postgres.temporary_home("tw-server-")
    yield folder / "postgres"
    for found in [*watchdogs(folder), *servers(folder)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            found.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start_client():
    """Start clients: `start_client(home, environment=…, python=…, **popen options)`."""
    clients = []

    def start(home, *, environment=None, python=sys.executable, **options):
        process = subprocess.Popen(
            [python, "-B", "-c", CLIENT, str(home), str(postgres.binaries())],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        clients.append(process)
        return Client(process)

    yield start
    for process in clients:
        process.kill()
        process.communicate()


def ask(dsn, query="SELECT 1"):
    """Return the first field of the answer."""
    with psycopg.connect(dsn, autocommit=True) as conn:
        return conn.execute(query).fetchone()[0]


def await_true(condition, seconds=10):
    """Return what `condition` returns as soon as that is true, or its last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(0.03)
    return answer


def servers(folder):
    """Return the living postgres processes, children included, that work anywhere below `folder`."""
    return [entry for entry in _living("postgres") if _works_below(entry, folder)]


def watchdogs(folder):
    """Return the living watchdogs of the servers below `folder`."""
    return [entry for entry in _living("python") if _watches(entry, folder)]


def makers(folder):
    """Return the living initdb processes that make a cluster below `folder`."""
    return [entry for entry in _living("initdb") if any(str(folder.resolve()) in word for word in _words_of(entry))]


def postmaster(home):
    """Return the process of the postmaster."""
    return psutil.Process(int(Home(home.resolve()).pid_file.read_text().split()[0]))


def kill_postmaster(home):
    """Kill the postmaster with -9 and return its process when it no longer listens."""
    found = postmaster(home)
    found.kill()
    assert await_true(lambda: not is_listening(Home(home.resolve()).socket))
    return found


def _living(name):
    for entry in psutil.process_iter(["name", "status"]):
        if entry.info["name"].startswith(name) and entry.info["status"] != psutil.STATUS_ZOMBIE:
            yield entry


def _works_below(entry, folder):
    try:
        return Path(entry.cwd()).is_relative_to(folder.resolve())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _words_of(entry):
    try:
        return entry.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return []


def _watches(entry, folder):
    words = _words_of(entry)
    return any(word.endswith("watchdog.py") for word in words) and any(str(folder.resolve()) in word for word in words)


@pytest.fixture
def probe():
    """The helpers above, since a conftest cannot be imported."""
    return Probe


class Probe:
    ask = staticmethod(ask)
    await_true = staticmethod(await_true)
    servers = staticmethod(servers)
    watchdogs = staticmethod(watchdogs)
    makers = staticmethod(makers)
    postmaster = staticmethod(postmaster)
    kill_postmaster = staticmethod(kill_postmaster)
