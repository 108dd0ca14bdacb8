from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.acceptance


def test_the_demo_shows_what_the_readme_promises():
    """The demo ends well, and what it prints holds the sum, the slip and both gaps, read back from the database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "demo"],
        env=kept, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for promised in ("9,368 + 1,866 + 2,348 = 13,582", "70,187", "1,039", "16,974", "report_days", "parts_exhaustive"):
        assert promised in done.stdout
    assert done.stderr == ""
