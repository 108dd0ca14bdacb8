"""How many documents a second the real command takes from a WARC file to committed figures, and in how much memory.

The file holds made-up pages of 20 kB, no two alike, seven figures each, packed record by record as crawlers of web
archives do. `tallywire backfill SOURCE --warc FILE` reads it into a PostgreSQL of its own that waits for the disk. The
time is that of the whole command: its start, reading, parsing, extracting, matching and checking. Memory is that of all
its processes and of PostgreSQL (the shared pages once), looked at every second.

How pages are parsed matters most: by selectors that a source's file gives, or by trafilatura, which finds the text.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg
from memory import Sample, sample
from pages import SIZE, make_pages

from crawlers.rehearsal.warc import sha1, write_answer, write_record
from ingest import postgres
from ingest.compiled import is_compiled
from scheduler.configuration import Configuration
from scheduler.installation import open_prepared

PAGES: Final = 5000
GOAL: Final = 150
MOST_MEMORY: Final = 600
MEGABYTE: Final = 1 << 20
SITE: Final = "https://harbour.example"
SOURCE: Final = f"""title = "Harbour Courier"
publisher = "Harbour Courier"
originator = "Centre for Reconciliation"
standing = "primary"
kind = "listing"
urls = ["{SITE}/news/"]
language = "en"
zone = "Europe/Moscow"
schedule = "every 1h"
licence = "made up"

[listing]
item = "article"
link = "a::attr(href)"
"""
SELECTORS: Final = """
[article]
title = "h1::text"
text = "article p"
published = "time::attr(datetime)"
"""


def write_warc(path: Path, pages: int) -> None:
    """Write pages as answers, each with the request before it, as crawlers do."""
    with path.open("wb") as file:
        for page in make_pages(pages):
            at = datetime.combine(page.day, datetime.min.time(), UTC) + timedelta(hours=20)
            url = SITE + page.path
            answer = write_answer(page.body, "text/html; charset=utf-8")
            request = b"GET / HTTP/1.1\r\n\r\n"
            kind = "application/http; msgtype=request"
            file.write(gzip.compress(write_record("request", url, at, request, Content_Type=kind), 4))
            file.write(gzip.compress(write_record("response", url, at, answer, WARC_Payload_Digest=sha1(page.body)), 4))


def watch(command: list[str], environment: dict[str, str], home: Path) -> tuple[float, list[Sample]]:
    """Run a command; return the seconds it took, and a look at its memory for each."""
    samples = []
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            samples.append(sample(process.pid, home))
            time.sleep(1)
    taken = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit("the backfill failed")
    return taken, samples


def measure(pages: int, *, selectors: bool, told: int) -> float:
    """Print how the backfill of so many pages went; return documents a second."""
    home = postgres.temporary_home()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        write_warc(path, pages)
        place = home / "sources" / "zz"
        place.mkdir(parents=True)
        (place / "harbour.toml").write_text(SOURCE + (SELECTORS if selectors else ""), "utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TALLYWIRE_")}
        environment |= {"TALLYWIRE_HOME": str(home), "NO_COLOR": "1"}
        command = [sys.executable, "-P", "-m", "scheduler.cli", "backfill", "harbour"]
        command += ["--from", "2000-01-01", "--to", "2199-12-31", "--warc", str(path)]
        load = os.getloadavg()[0]
        database = open_prepared(Configuration(home=home, dsn=None, durable=True))
        try:
            taken, samples = watch(command, environment, home)
            with psycopg.connect(database.admin) as conn:
                row = conn.execute(
                    "SELECT (SELECT count(*) FROM tallywire.document), (SELECT count(*) FROM tallywire.figure),"
                    " (SELECT count(*) FROM tallywire.observation), (SELECT count(*) FROM tallywire.finding_latest)"
                ).fetchone()
        finally:
            if database.server is not None:
                database.server.release(wait=True)
            shutil.rmtree(home, ignore_errors=True)
    say(pages, "selectors" if selectors else "trafilatura", taken, samples, told)
    documents, figures, observations, findings = row or (0, 0, 0, 0)
    print(f"  {documents} documents, {figures} figures, {observations} observations, {findings} findings;"
          f" load before {load:.1f}, after {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
    return float(documents / taken)


def say(pages: int, how: str, taken: float, samples: list[Sample], told: int) -> None:
    """Print rate, processor time by kind of process, and memory over time."""
    worked = {process: one for each in samples for process, one in each.worked.items()}
    by_kind: Counter[str] = Counter()
    for what, seconds in worked.values():
        by_kind[what] += seconds
    print(f"{pages} pages of {SIZE} bytes, parsed by {how}: {taken:.1f} s, {pages / taken:.0f} documents a second")
    costs = ", ".join(f"{what} {seconds / pages * 1000:.2f}" for what, seconds in sorted(by_kind.items()))
    print(f"  processor time a document, ms: {costs}; in all {by_kind.total() / pages * 1000:.2f}")
    print("  memory, MB:")
    for n in range(told):
        share = samples[len(samples) * n // told : max(1, len(samples) * (n + 1) // told)]
        at = max(share, key=lambda one: one.memory.total(), default=None)
        if at is not None:
            parts = ", ".join(f"{what} {size / MEGABYTE:.0f}" for what, size in sorted(at.memory.items()))
            print(f"    {n * 100 // told:3}-{(n + 1) * 100 // told:3} %: {at.memory.total() / MEGABYTE:4.0f} ({parts})")
    peak = max((one.memory.total() for one in samples), default=0) / MEGABYTE
    print(f"  peak {peak:.0f} MB")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=PAGES, help=f"how many pages the file holds ({PAGES})")
    parser.add_argument("--only", choices=["selectors", "trafilatura"], help="parse by this alone (both)")
    parser.add_argument("--told", type=int, default=5, help="in how many parts memory is told over time (5)")
    options = parser.parse_args()
    cores, reads = os.cpu_count(), "compiled" if is_compiled() else "as Python"
    print(f"{cores} cores, extractor {reads}; the goal is {GOAL} documents a second in {MOST_MEMORY} MB")
    for how in ("selectors", "trafilatura"):
        if options.only in {None, how}:
            measure(options.pages, selectors=how == "selectors", told=options.told)


if __name__ == "__main__":
    main()
