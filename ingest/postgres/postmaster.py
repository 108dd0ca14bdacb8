"""The postmaster: whether it lives, how it is started, and what a dead one leaves behind."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Final

from ingest.errors import TallywireError
from ingest.postgres import process
from ingest.postgres.home import PORT, prepare_socket_folder
from ingest.postgres.watchdog import is_listening, read_record

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.postgres.account import Account
    from ingest.postgres.home import Home
    from ingest.postgres.programs import Programs

POLL_SECONDS: Final = 0.01
STRAY_SECONDS: Final = 5.0
# Lists, and with a signal "$2" other than 0 signals, the postgres processes that work in the data folder "$1". It runs
# under the server's account: a container's root may not look into the processes of others, and must not signal more.
_FIND: Final = """
for entry in /proc/[0-9]*; do
  [ "$entry/cwd" -ef "$1" ] || continue
  read -r name < "$entry/comm" && [ "$name" = postgres ] || continue
  kill -"$2" "${entry#/proc/}" && echo "${entry#/proc/}"
done 2>/dev/null; :
"""


def is_ready(home: Home) -> bool:
    """Tell whether the server of `home` lives and takes queries."""
    record = read_record(home.pid_file)
    return record is not None and record[1] in ("ready", "standby") and is_listening(home.socket)


def bring_up(home: Home, programs: Programs, account: Account, deadline: float) -> None:
    """Return when the server of `home` is ready: await one that starts or stops, start one where there is none.

    The caller holds the start lock.

    Raises:
        TallywireError: it did not start, or was not ready before `deadline` (monotonic seconds).
    """
    while not is_ready(home):
        if time.monotonic() > deadline:
            raise TallywireError(
                f"PostgreSQL in {home.path} was not ready in time: see {home.log}, and try again later."
            )
        if is_listening(home.socket) or _lives(home, account):
            time.sleep(POLL_SECONDS)
        else:
            _clear(home, account)
            _start(home, programs, account, deadline)


def _lives(home: Home, account: Account) -> bool:
    record = read_record(home.pid_file)
    if record is None or abs(record[0]) not in _find_strays(home, account, 0):
        return False
    if record[0] < 0:
        raise TallywireError(
            f"A single-user session (process {-record[0]}) works on {home.data}: end it and try again."
        )
    return True


def _clear(home: Home, account: Account) -> None:
    """End what outlived a postmaster and may still write; remove its files, whose pid may be another process's now."""
    began = time.monotonic()
    while strays := _find_strays(home, account, _harshness(time.monotonic() - began)):
        if time.monotonic() - began > 2 * STRAY_SECONDS:
            raise TallywireError(
                f"Processes {sorted(strays)} of a dead PostgreSQL in {home.path} do not end: end them."
            )
        time.sleep(POLL_SECONDS)
    for left in (home.pid_file, home.socket, home.socket.with_name(f"{home.socket.name}.lock")):
        left.unlink(missing_ok=True)


def _harshness(seconds: float) -> int:
    return signal.SIGQUIT if seconds < STRAY_SECONDS else signal.SIGKILL


def _start(home: Home, programs: Programs, account: Account, deadline: float) -> None:
    prepare_socket_folder(home, account)
    log = os.open(home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    said_before = os.fstat(log).st_size
    alive, held = os.pipe()  # the server holds one end: the other tells its death, also where nobody reaps it
    try:
        try:
            process.launch(_command(home, programs), account, output=log, keep=[held])
        finally:
            os.close(held)
        while not is_ready(home) and time.monotonic() < deadline:
            if process.wait_for_end(alive, POLL_SECONDS):
                raise TallywireError(
                    f"PostgreSQL did not start: {_last_words(home, said_before)}. Its log is {home.log}."
                )
    finally:
        os.close(alive)
        os.close(log)


def _command(home: Home, programs: Programs) -> list[str | Path]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(home.socket_folder),
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "logging_collector": "off",
        "log_destination": "stderr",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [programs.folder / "postgres", "-D", home.data, *options]


def _find_strays(home: Home, account: Account, how: int) -> set[int]:
    done = process.run(["/bin/sh", "-c", _FIND, "sh", home.data, str(int(how))], account)
    return {int(word) for word in done.stdout.split()}


def _last_words(home: Home, start: int) -> str:
    with home.log.open("rb") as log:
        log.seek(start)
        lines = log.read(65536).decode("utf-8", "replace").splitlines()
    for line in reversed(lines):
        for level in ("FATAL:  ", "PANIC:  ", "could not ", "error while loading"):
            if level in line:
                return line[line.index(level) :].removeprefix(level if level.endswith(":  ") else "").rstrip(".")
    return lines[-1] if lines else "it said nothing"
