"""Tallywire run as a user runs it, in a home of its own: commands and a daemon as processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final, Self

from ingest.errors import TallywireError
from scheduler.configuration import Configuration
from scheduler.installation import open_prepared

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.database import Database

COMMAND: Final = (sys.executable, "-m", "scheduler.cli")
STOP_SECONDS: Final = 30


class Rehearsal:
    """A home that is removed at the end, and the processes that work in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._daemon: subprocess.Popen[bytes] | None = None
        self._database: Database | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGTERM)
            try:
                self._daemon.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._daemon.kill()
                self._daemon.wait()
        if self._database is not None and self._database.server is not None:
            self._database.server.release(wait=True)
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """What the commands see: this home, and no server of somebody else's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}
        return kept | {"TALLYWIRE_HOME": str(self.home), "TALLYWIRE_DURABLE": "no"}

    def database(self) -> Database:
        """Return the home's database, held until the end so that the commands find it running."""
        if self._database is None:
            self._database = open_prepared(Configuration(home=self.home, dsn=None, durable=False))
        return self._database

    def run(self, *words: str) -> str:
        """Run a command and return what it printed.

        Raises:
            TallywireError: it failed; with its own sentence.
        """
        self.database()
        done = subprocess.run([*COMMAND, *words], env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise TallywireError(f"tallywire {' '.join(words)} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def start_daemon(self) -> None:
        """Start the daemon; its log goes to daemon.log in the home."""
        with (self.home / "daemon.log").open("ab") as log:
            self._daemon = subprocess.Popen([*COMMAND, "run"], env=self.environment, stdout=log, stderr=log)

    def wait(self) -> None:
        """Return when Ctrl-C is pressed.

        Raises:
            TallywireError: the daemon ended by itself.
        """
        try:
            while self._daemon is None or self._daemon.poll() is None:
                time.sleep(0.5)
        except KeyboardInterrupt:
            return
        raise TallywireError(f"The daemon ended by itself: see {self.home / 'daemon.log'}.")
