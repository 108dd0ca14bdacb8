from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "ops" / "bench"
COUNT = 16


def test_slips_are_found_and_named_and_true_years_are_not_accused():
    """A few of the benchmark's slips: each that can be seen is found, each that is decided is named."""
    done = subprocess.run(
        [sys.executable, "-P", str(BENCH / "checks.py"), "slips", "--count", str(COUNT)],
        env=os.environ | {"PYTHONPATH": str(BENCH)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.search(r"(\d+) of \1 detectable ones found", done.stdout)
    assert re.search(r"([1-9]\d*) of \1 that two independent sums decide named right", done.stdout)
    assert f"{COUNT} years without a slip: 0 contradictions" in done.stdout
