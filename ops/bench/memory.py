"""What the processes of a command, and of the PostgreSQL in its home, hold in memory and have worked."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC: Final = Path("/proc")
TICKS: Final = os.sysconf("SC_CLK_TCK")


class Sample(NamedTuple):
    """Bytes in memory and seconds of processor time so far, by what the processes are."""

    memory: Counter[str]
    worked: dict[int, tuple[str, float]]


def sample(command: int, home: Path) -> Sample:
    """Look at a command's processes and those of its home's PostgreSQL; pages that several share are shared out."""
    memory: Counter[str] = Counter()
    worked = {}
    for process, what in _processes(command, home):
        try:
            rows = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
            fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ProcessLookupError):
            continue  # it ended while we looked
        memory[what] += next((int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:")), 0)
        worked[process] = (what, (int(fields[11]) + int(fields[12])) / TICKS)
    return Sample(memory, worked)


def _processes(command: int, home: Path) -> Iterator[tuple[int, str]]:
    parents, lines = {}, {}
    for entry in PROC.glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, ProcessLookupError):
            continue
    for process, line in lines.items():
        if process == command:
            yield process, "command"
        elif "reader_child" in line and parents[process] == command:
            yield process, "readers"
        elif "postgres" in line.split(" ")[0] and (str(home) in line or str(home) in lines.get(parents[process], "")):
            yield process, "PostgreSQL"
        elif "watchdog" in line and str(home) in line:
            yield process, "watchdog"
