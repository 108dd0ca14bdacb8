"""How many slips of the pen the checks find in a made-up year, how many they name, and how fast they are.

`slips` changes one statement of a consistent year a thousand times. A slip can be detected where the other statements,
which are true, leave no room for it; it can be decided where two independent sums of them determine the value. A
thousand years that say less (days missing, totals rounded, bulletins late) but nothing false must not be contradicted.
`speed` checks counters of a thousand observations in full, in memory and in a database, and after one more report.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final

from stored import measure_stored
from year import OUTLETS, PLACES, Slip, Year, carry, make_slip, make_year, vary

from ingest.checks import check
from ingest.checks.bound import fits
from ingest.checks.claim import Claim, as_claim
from ingest.checks.constraints import Constraints
from ingest.checks.standing import thing_of
from ingest.checks.witnesses import Witnesses

if TYPE_CHECKING:
    from ingest.model import Finding, Observation

SEED: Final = 20180513
TWO: Final = 2
NAMES: Final = {
    "swap": {"digits swapped"}, "drop": {"digit lost"}, "double": {"digit doubled"},
    "lost day": {"day left out", "earlier figure repeated"},
    "repeated day": {"earlier figure repeated", "day left out"},
    "mis-keyed outlet": {"digits swapped", "digit lost", "digit doubled"}, "shifted period": {"period shifted"},
}  # fmt: skip
"""What a slip may be called: a total without its last day is the total of the day before."""


def claims_of(observations: list[Observation]) -> list[Claim]:
    """Return what observations claim."""
    return [claim for one in observations if (claim := as_claim(one)) is not None]


def judge(year: Year, slip: Slip) -> str:
    """Return "undetectable" where the others leave room for a slip, "undecidable" where they do not fix the value."""
    if slip.outlet is not None:
        return "decidable" if slip.after.qualifier == "exact" else "undetectable"
    # An outlet's later word on one thing replaces its earlier one, so that a shifted figure is no contradiction of it.
    told = [one for name, one in year.items() if name != slip.before.id]
    same = [one for one in told if thing_of(one) == thing_of(slip.after)]
    if any(one.vintage > slip.after.vintage for one in same):
        return "undetectable"
    others = claims_of([one for one in told if one not in same])
    system = Constraints()
    for claim in others:
        system.add(claim)
    (wrong,) = claims_of([slip.after])
    if fits(wrong, *system.bounds(wrong.start, wrong.end)):
        return "undetectable"
    (right,) = claims_of([slip.before])
    return "decidable" if len(Witnesses(others).accounts(right.start, right.end, [])) >= TWO else "undecidable"


def outcome(slip: Slip, found: list[Finding]) -> str:
    """Return how much the findings say of a slip: named, suspected, found or missed."""
    wrong = [one for one in found if one.verdict == "unbalanced"]
    copies = {f"{slip.before.id}/{outlet}" for outlet in ([slip.outlet] if slip.outlet else OUTLETS)}
    mine = [one for one in wrong if one.suspect in copies]
    if mine and any(one.slip in NAMES[slip.kind] for one in mine):
        return "named"
    return "suspected" if mine else "found" if wrong else "missed"


def try_slip(number: int, *, thin: bool = False) -> tuple[str, str, str, str]:
    """Return kind, judgement and outcome of one slip, and what to look at."""
    chance = random.Random(SEED + number)  # noqa: S311 - a fixed year
    year = make_year(chance, chance.choice(PLACES))
    if thin:
        year = vary(chance, year)
    slip = make_slip(chance, year)
    found = check(carry(year, slip))
    told = [f"{one.subject} {one.stated} {one.would_be} {one.slip}" for one in found if one.verdict == "unbalanced"]
    words = f"{slip.kind}: {slip.before.id} {slip.before.value} as {slip.after.value}: {told}"
    return slip.kind, judge(year, slip), outcome(slip, found), words


def try_true_year(number: int) -> int:
    """Return how many contradictions are found in one year without any."""
    chance = random.Random(-SEED - number)  # noqa: S311 - a fixed year
    year = vary(chance, make_year(chance, chance.choice(PLACES)))
    return sum(one.verdict == "unbalanced" for one in check(carry(year)))


def measure_slips(count: int, *, tell: bool) -> None:
    """Print what became of the slips, by kind, and of the years without any."""
    with ProcessPoolExecutor() as pool:
        full = list(pool.map(try_slip, range(count), chunksize=10))
        thin = list(pool.map(partial(try_slip, thin=True), range(count), chunksize=10))
        false = sum(pool.map(try_true_year, range(count), chunksize=10))
    for kind in sorted(NAMES):
        of_kind = Counter((judged, came) for one, judged, came, _ in full if one == kind)
        print(f"{kind:17}", ", ".join(f"{judged} {came}: {n}" for (judged, came), n in sorted(of_kind.items())))
    for name, tried in (("full", full), ("thin", thin)):
        sum_up(name, [(judged, came) for _, judged, came, _ in tried])
        if tell:
            print(*(words for _, judged, came, words in tried if (judged, came) in MISSES), sep="\n")
    print(f"{count} years without a slip: {false} contradictions")


def sum_up(name: str, tried: list[tuple[str, str]]) -> None:
    """Print how many slips were found and named; a thin year has days missing, totals rounded, bulletins late."""
    detectable = [came for judged, came in tried if judged != "undetectable"]
    decidable = [came for judged, came in tried if judged == "decidable"]
    hit, right = sum(came != "missed" for came in detectable), sum(came == "named" for came in decidable)
    print(f"{len(tried)} slips in {name} years:")
    print(f"  {hit} of {len(detectable)} detectable ones found ({hit / len(detectable):.1%})")
    print(f"  {right} of {len(decidable)} that two independent sums decide named right ({right / len(decidable):.1%})")
    print(f"  {len(tried) - len(detectable)} within what the others leave open, hence not to be seen")
    print(f"  {len(detectable) - len(decidable)} seen but not decided: fewer than two sums determine the value")


MISSES: Final = {(judged, came) for judged in ("decidable", "undecidable") for came in ("missed", "found", "suspected")}


def check_counters(seed: int, counters: int, size: int) -> tuple[float, float]:
    """Return the seconds that full checks of counters take, and how many of them a core worked."""
    chance = random.Random(seed)  # noqa: S311 - a fixed year
    made = list(make_year(chance, "Here", size // TWO).values())[:size]
    begun, worked = time.perf_counter(), time.process_time()
    for _ in range(counters):
        check(made)
    return time.perf_counter() - begun, time.process_time() - worked


def measure_speed(counters: int, size: int) -> None:
    """Print how long a full check takes."""
    with ProcessPoolExecutor(TWO) as pool:
        taken = list(pool.map(check_counters, [SEED, SEED + 1], [counters // TWO] * TWO, [size] * TWO))
    each = statistics.mean(worked for _, worked in taken) / (counters // TWO)
    longest = max(passed for passed, _ in taken)
    print(
        f"{counters} counters of {size} observations in {longest:.1f} s on 2 cores ({each * 1000:.1f} ms of one each)"
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["slips", "speed"], help="only this (both)")
    parser.add_argument("--count", type=int, default=1000, help="how many slips, and years without any (1000)")
    parser.add_argument("--counters", type=int, default=10_000, help="how many counters (10000)")
    parser.add_argument("--stored", type=int, default=1000, help="how many counters stand in the database (1000)")
    parser.add_argument("--size", type=int, default=1000, help="how many observations each has (1000)")
    parser.add_argument("--tell", action="store_true", help="tell each slip that was not named")
    options = parser.parse_args()
    if options.what != "speed":
        measure_slips(options.count, tell=options.tell)
    if options.what != "slips":
        measure_speed(options.counters, options.size)
        measure_stored(options.stored, options.size, SEED)


if __name__ == "__main__":
    main()
