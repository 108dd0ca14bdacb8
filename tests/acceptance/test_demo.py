from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.acceptance


COMMAND = (sys.executable, "-m", "scheduler.cli", "demo")


@pytest.fixture
def environment():
    """The environment, without what configures Tallywire."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}


def processes_of(home):
    """Return the processes whose environment names the home."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [file.parent.name] if f"TALLYWIRE_HOME={home}\0".encode() in file.read_bytes() else []
        except OSError:  # it has ended, or is somebody else's
            continue
    return found


def test_a_kept_demo_whose_terminal_is_closed_leaves_nothing(environment):
    """A closed terminal ends the daemon and removes the home, as Ctrl-C and `kill` do."""
    with subprocess.Popen([*COMMAND, "--keep"], env=environment, stdout=subprocess.PIPE, text=True) as demo:
        try:
            home = next(found[1] for line in demo.stdout if (found := re.search(r"status +TALLYWIRE_HOME=(\S+)", line)))
            assert processes_of(home)
            demo.send_signal(signal.SIGHUP)
            demo.stdout.read()
            assert demo.wait(60) == 128 + signal.SIGHUP
        finally:
            demo.kill()
    assert not Path(home).exists()
    assert processes_of(home) == []
