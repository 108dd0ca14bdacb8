"""The real command in a home of its own, the rehearsal newsroom, and a database that both see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import psycopg
import pytest

from crawlers.rehearsal import COLUMNS

COMMAND = [sys.executable, "-m", "scheduler.cli"]
PATIENCE_SECONDS = 60


class Desk:
    """Somebody at a terminal: runs commands against one database, and reads it."""

    def __init__(self, home, database):
        self.home = home
        self.database = database
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}
        self.environment = kept | {"TALLYWIRE_HOME": str(home), "TALLYWIRE_DSN": database.admin, "NO_COLOR": "1"}
        self.started = []

    def start(self, *words):
        """Start a command without waiting for it."""
        log = (self.home / f"{words[0]}-{len(self.started)}.log").open("wb")
        process = subprocess.Popen([*COMMAND, *words], env=self.environment, stdout=log, stderr=log)
        log.close()
        self.started.append(process)
        return process

    def run(self, *words, code=0, given=None):
        """Run a command to its end and return what it printed: standard output, then standard error."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self.environment, input=given, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def ask(self, query, *arguments):
        """Return all rows of a query."""
        with psycopg.connect(self.database.admin, autocommit=True) as conn:
            conn.execute("SET search_path = tallywire")
            return conn.execute(query, arguments).fetchall()

    def one(self, query, *arguments):
        """Return the only value of a query."""
        ((value,),) = self.ask(query, *arguments)
        return value

    def stated(self):
        """Return every statement that is held, in the columns of `Truth.rows`, counted."""
        return Counter(self.ask(f"SELECT {', '.join(COLUMNS)} FROM observation_current"))

    def wait_for(self, query, *arguments):
        """Wait until a query's only value is true."""
        self.wait_until(lambda: self.one(query, *arguments), query)

    def wait_until(self, holds, what="it"):
        """Wait until `holds` returns something true."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < deadline, f"waited in vain for {what}\n{self.logs()}"
            time.sleep(0.05)

    def logs(self):
        """Return what the started commands wrote."""
        return "\n".join(f"--- {log.name}\n{log.read_text()}" for log in sorted(self.home.glob("*.log")))

    def close(self):
        """End what still runs."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture
def desk(database, tmp_path):
    """A desk with an empty database."""
    desk = Desk(tmp_path, database)
    yield desk
    desk.close()
