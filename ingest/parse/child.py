"""Parsers that hostile bytes may break run in a child, limited in memory and time, that cannot take the worker down."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from typing import Final

SECONDS: Final = 5.0
"""What is parsed here takes milliseconds; what takes this long is an attack (an author of 32 kB costs a feed 5.6 s)."""

MEMORY: Final = 512 * 1024 * 1024


class BrokenParser(Exception):  # noqa: N818 - it names what happened
    """The child died, ran into its limits or took too long; the message is the end of a sentence that says which."""


def run_child(module: str, body: bytes, *arguments: str) -> bytes:
    """Run a module's main() in a child on `body`, its standard input; return what it wrote.

    Raises:
        BrokenParser: it did not end well within its limits.
    """
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise BrokenParser(f"takes longer than {SECONDS:.0f} s to parse") from None
    if done.returncode:
        raise BrokenParser("breaks its parser")
    return done.stdout


def limit_resources() -> None:
    """Bound this process's memory and processor time where the system can (not on Windows)."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
