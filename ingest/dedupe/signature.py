"""Under which keys a text is looked up, so that texts of one story meet: by words that they share, or by numbers.

The keys of its words are those of its runs that hash lowest (a bottom-k sketch: Broder 1997; Cohen and Kaplan 2007).
What hashes low in a long text does so in its abridgement, too: unlike the bands of MinHash, which compare whole sets,
the sketch finds the part in the whole. Whoever changed the words kept the numbers: the rarest of these are keys, too.
"""

from __future__ import annotations

from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from ingest.dedupe.gist import Gist

FEWEST_RUNS, RUNS_A_KEY, MOST_RUNS = 12, 50, 60
"""A long text has more keys: its abridgement holds but a part of them."""

SHORTEST: Final = 14
"""Runs of fewer letters are turns of phrase that everybody shares ("in the last")."""

TELLING: Final = 2.5
"""A number that weighs so much is a key by itself; lighter ones are in pairs."""

MOST_NUMBERS: Final = 8
MOST_LIGHT: Final = 4


def keys_of(gist: Gist) -> list[int]:
    """Return the keys of a text, 32 bits each and signed as a database holds them; the same in every process."""
    return sorted(key - (1 << 31) for key in {*_keys_of_runs(gist), *_keys_of_numbers(gist)})


def _keys_of_runs(gist: Gist) -> list[int]:
    hashes = [crc32(run.encode()) for run in gist.runs if len(run) >= SHORTEST]
    return nsmallest(min(MOST_RUNS, FEWEST_RUNS + len(hashes) // RUNS_A_KEY), hashes)


def _keys_of_numbers(gist: Gist) -> list[int]:
    heaviest = sorted(gist.weight, key=lambda number: (-gist.weight[number], number))
    alone = [number for number in heaviest if gist.weight[number] >= TELLING][:MOST_NUMBERS]
    light = sorted([number for number in heaviest if gist.weight[number] < TELLING][:MOST_LIGHT])
    words = [*alone, *(f"{one} {other}" for one, other in combinations(light, 2))]
    return [crc32(f"#{number}".encode()) for number in words]
