"""Kills a backfill with -9 at a random moment, runs it again, and compares the database with the truth; many times.

Each round has a home and a database of its own. The moment is drawn evenly over the time that an undisturbed backfill
takes on this machine; that one is measured first. With --daemon a daemon works beside it and is killed with it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from psycopg.sql import SQL, Identifier

from crawlers.rehearsal import COLUMNS, Newsroom, generated_truth, write_sources
from ingest import postgres
from scheduler.rehearsal import COMMAND, Rehearsal

if TYPE_CHECKING:
    from crawlers.rehearsal import Truth

STATED = SQL("SELECT {} FROM tallywire.observation_current").format(SQL(", ").join(map(Identifier, COLUMNS)))
DOUBLED = "SELECT count(*) FROM (SELECT FROM tallywire.document GROUP BY canonical_url HAVING count(*) > 1) twice"
FIRST_DAY = date(2015, 1, 1)
"""Early enough for no day to lie ahead: what a page says of the future is not believed."""

UNFINISHED = "SELECT count(*) FROM tallywire.backfill WHERE finished_at IS NULL"
PAGES = "SELECT coalesce(sum(pages_done), 0) FROM tallywire.backfill_progress"


class Round:
    """One backfill in a home of its own."""

    def __init__(self, rehearsal: Rehearsal, newsroom: Newsroom, truth: Truth) -> None:
        self._rehearsal = rehearsal
        self._truth = truth
        (self._source, *_) = write_sources(rehearsal.home / "sources", newsroom.url)
        days = truth.bulletins[0].day, truth.bulletins[-1].day
        self._words = ("backfill", self._source, "--from", str(days[0]), "--to", str(days[1] + timedelta(days=1)))
        rehearsal.database()

    def run(self) -> float:
        """Run the backfill to its end; return its seconds."""
        begun = time.monotonic()
        self._rehearsal.run(*self._words)
        return time.monotonic() - begun

    def kill_after(self, seconds: float, *, daemon: bool) -> int:
        """Start the backfill and kill it; return how many pages were done by then."""
        started = [self._start(*self._words)]
        if daemon:
            started.append(self._start("run"))
        time.sleep(seconds)
        for process in started:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return int(self._value(PAGES))

    def faults(self) -> list[str]:
        """Return what is not as it must be."""
        with self._rehearsal.database().connect("reader") as conn:
            stated = Counter(conn.execute(STATED).fetchall())
        expected = self._truth.rows
        found = []
        if stated != expected:
            lacking, more = expected - stated, stated - expected
            found.append(f"{lacking.total()} statements lack, {more.total()} are too many: {[*lacking, *more][:2]}")
        if self._value(DOUBLED):
            found.append(f"{self._value(DOUBLED)} documents are doubled")
        if self._value(UNFINISHED):
            found.append("the backfill is not finished")
        return found

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, *words], env=self._rehearsal.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _value(self, query: str) -> int:
        with self._rehearsal.database().connect("owner") as conn:
            ((value,),) = conn.execute(query).fetchall()
        return int(value)


def main() -> None:
    """Print a line a round, and how many ended well; exit with 1 where one did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--daemon", action="store_true", help="a daemon runs beside the backfill and is killed, too")
    asked = parser.parse_args()
    # Repeatable by its seed.
    chance, truth, wrong = random.Random(asked.seed), generated_truth(asked.pages, first_day=FIRST_DAY), 0  # noqa: S311
    with Newsroom(truth) as newsroom:
        with Rehearsal(postgres.temporary_home()) as rehearsal:
            undisturbed = Round(rehearsal, newsroom, truth)
            seconds = undisturbed.run()
            faults = "; ".join(undisturbed.faults()) or "equals the truth"
        print(
            f"undisturbed: {asked.pages} pages in {seconds:.1f} s, load {os.getloadavg()[0]:.1f}: {faults}", flush=True
        )
        for number in range(1, asked.rounds + 1):
            with Rehearsal(postgres.temporary_home()) as rehearsal:
                one, moment = Round(rehearsal, newsroom, truth), chance.uniform(0, seconds)
                done = one.kill_after(moment, daemon=asked.daemon)
                rest = one.run()
                faults = "; ".join(one.faults())
            wrong += bool(faults)
            print(f"{number:3d}  killed after {moment:6.1f} s, {done:5d} pages done; the rest took {rest:6.1f} s: "
                  f"{faults or 'equals the truth'}", flush=True)  # fmt: skip
    print(f"{asked.rounds - wrong} of {asked.rounds} rounds equal the truth.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
