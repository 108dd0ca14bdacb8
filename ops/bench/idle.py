"""Starts the daemon in an empty home of its own, waits, and adds up what its processes hold in memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from ingest import postgres

PROC = Path("/proc")
SETTLED_SECONDS = 15.0
MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")


def processes_of(daemon: int, home: Path) -> dict[int, str]:
    """Return the daemon, all that it started, and the server's watchdog, which outlives its starter: id → command."""
    found: dict[int, str] = {}
    for entry in sorted(PROC.glob("[0-9]*"), key=lambda entry: int(entry.name)):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except (OSError, ProcessLookupError):
            continue  # it ended while we looked
        is_ours = int(entry.name) == daemon or parent in found or ("watchdog" in command and str(home) in command)
        if is_ours and not command.split(" ")[0].endswith("postgres"):
            found[int(entry.name)] = command
    return found


def resident(process: int) -> int:
    """Return the bytes of a process that stand in memory."""
    return int((PROC / str(process) / "statm").read_text().split()[1]) * PAGE


def main(seconds: float) -> None:
    """Print a line a process, and the sum."""
    home = postgres.temporary_home()
    environment = os.environ | {"TALLYWIRE_HOME": str(home), "TALLYWIRE_DURABLE": "no"}
    environment.pop("TALLYWIRE_DSN", None)
    command = [sys.executable, "-P", "-m", "scheduler.cli", "run"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as daemon:
        try:
            time.sleep(seconds)
            ours = processes_of(daemon.pid, home)
            sizes = {one: resident(one) for one in ours}
            for process, size in sizes.items():
                print(f"{size / MEGABYTE:8.1f} MB  {ours[process][:100]}")
            print(f"{sum(sizes.values()) / MEGABYTE:8.1f} MB  all together")
        finally:
            daemon.send_signal(signal.SIGTERM)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SETTLED_SECONDS)
