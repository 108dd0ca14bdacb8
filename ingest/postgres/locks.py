"""Locks of the kernel's (flock): they end with the process that holds them, also by kill -9."""

from __future__ import annotations

import fcntl
import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SHARED: Final = fcntl.LOCK_SH
EXCLUSIVE: Final = fcntl.LOCK_EX
POLL_SECONDS: Final = 0.01


def open_lock(path: Path) -> int:
    """Return a descriptor of the lock file at `path`, made if need be; nothing is locked yet."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def attempt(descriptor: int, mode: int) -> bool:
    """Take the lock if it is free, and tell whether it was."""
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take(path: Path, mode: int, deadline: float) -> int:
    """Return a descriptor that holds the lock at `path`; closing it frees the lock.

    Args:
        path: the lock file.
        mode: `SHARED` or `EXCLUSIVE`.
        deadline: when to give up, on the monotonic clock, in seconds.

    Raises:
        TimeoutError: others held it until the deadline.
    """
    descriptor = open_lock(path)
    held = False
    try:
        while not (held := attempt(descriptor, mode)) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
    finally:
        if not held:
            os.close(descriptor)
    if not held:
        raise TimeoutError(f"{path} stayed locked")
    return descriptor
