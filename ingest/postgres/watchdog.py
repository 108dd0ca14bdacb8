"""The detached process that stops a server when its last client has died, and keeps its log short meanwhile.

It runs as a file of its own (`python -I -S watchdog.py …`) and imports nothing of ours: it lives as long as the server
and should weigh next to nothing.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

LONGEST_LOG: Final = 8 * 1024 * 1024
KEPT_LOG: Final = 1024 * 1024
TRIM_SECONDS: Final = 30.0
STOP_SECONDS: Final = 240.0
# A starter that died may have left a postmaster that has not yet opened its socket or written its file.
BIRTH_SECONDS: Final = 1.0
POLL_SECONDS: Final = 0.01


def is_listening(address: Path) -> bool:
    """Tell whether a process accepts connections at the socket: the one sign of life that no reused pid can feign."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0)
        try:
            probe.connect(os.fspath(address))
        except BlockingIOError:
            return True  # it listens, and its queue is full
        except OSError:
            return False
    return True


def read_record(pid_file: Path) -> tuple[int, str] | None:
    """Return the process id and the state (`starting`, `ready`, `stopping`, …) that a postmaster wrote, if it did.

    The id is negative for a single-user session; the state is empty while the postmaster has not yet written it.
    """
    try:
        lines = pid_file.read_text("utf-8", "replace").splitlines()
        return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""  # noqa: PLR2004 - the eighth line, see pidfile.h
    except (OSError, ValueError, IndexError):
        return None


def trim_log(descriptor: int) -> None:
    """Cut the log down to its last `KEPT_LOG` bytes once it is longer than `LONGEST_LOG`; its writers append."""
    length = os.fstat(descriptor).st_size
    if length > LONGEST_LOG:
        tail = os.pread(descriptor, KEPT_LOG, length - KEPT_LOG)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, tail[tail.find(b"\n") + 1 :])


def stop_server(pid_file: Path, address: Path) -> None:
    """Stop the postmaster as quickly as its data allow and return when it is gone; soon where there is none."""
    born_by = time.monotonic() + BIRTH_SECONDS
    while not is_listening(address):
        if time.monotonic() > born_by:
            return
        time.sleep(POLL_SECONDS)
    for how in (signal.SIGINT, signal.SIGQUIT):  # fast: with a checkpoint; immediate: with crash recovery next time
        record = read_record(pid_file)
        if record is None or record[0] <= 1:
            return
        os.kill(record[0], how)
        if _await_end(pid_file, address):
            return


def watch(pid_file: Path, address: Path, watch_lock: int, clients_lock: int) -> None:
    """Wait until no client is left, then stop the server.

    Meanwhile new clients wait for the shared lock. The watch lock is freed first, so that whoever gets the shared one
    finds no watchdog that is about to leave.
    """
    fcntl.flock(clients_lock, fcntl.LOCK_EX)
    try:
        stop_server(pid_file, address)
        address.parent.rmdir()
    except OSError:
        pass  # there is nobody left to tell; the next client starts, or finds the server and joins it
    finally:
        os.close(watch_lock)
        os.close(clients_lock)


def main(words: list[str]) -> None:
    """Take the arguments: pid file, socket, uid, gid, and the descriptors of watch lock, clients' lock and log."""
    pid_file, address = Path(words[0]), Path(words[1])
    uid, gid, watch_lock, clients_lock, log = map(int, words[2:])
    if os.geteuid() == 0:
        # What it signals it reads from a file of the server's account: so it must not be able to signal more than that.
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)

    def on_alarm(_signal: int, _frame: FrameType | None) -> None:
        trim_log(log)

    signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, TRIM_SECONDS, TRIM_SECONDS)
    watch(pid_file, address, watch_lock, clients_lock)


def _await_end(pid_file: Path, address: Path) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while is_listening(address):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    # Its file goes last; if it was killed meanwhile, the file stays.
    deadline = time.monotonic() + BIRTH_SECONDS
    while pid_file.exists() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
