"""How well copies of one report are told from other reports: adjusted Rand index, beside three methods in common use.

The rehearsal's newsroom gives a bulletin a day (the same sentences, other numbers) and its wires' own versions; every
bulletin, and every text of --texts, is copied in the ways of copies.py and published on its day or the next. Texts that
share a "group" are one label; of the others each is its own, so that two reports of one event count as a fault.
The peers are given their best setting on the very same texts; ours has none.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from math import comb
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from copies import WAYS
from datasketch import MinHash, MinHashLSH
from simhash import Simhash, SimhashIndex

from crawlers.rehearsal import generated_truth
from crawlers.rehearsal.press import MINISTRY, OUTLETS, publish
from ingest.dedupe.cluster import gather_stories
from ingest.dedupe.gist import gist_of
from ingest.dedupe.signature import keys_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

PERMUTATIONS = 128
THRESHOLDS = tuple(n / 10 for n in range(1, 10))
DISTANCES = (3, 6, 9, 12, 15)
COPIES_A_TEXT = 4
SHORTEST = 300
RUNS = 3


class Text(NamedTuple):
    """A text whose story is known."""

    story: str
    way: str
    title: str
    body: str
    day: date

    @property
    def whole(self) -> str:
        """Title and body."""
        return f"{self.title}\n\n{self.body}"


def make_bulletins(days: int, chance: Random) -> Iterator[Text]:
    """Yield what four outlets publish on each bulletin, and a copy of it in every way."""
    for bulletin in generated_truth(days).bulletins:
        for outlet in OUTLETS:
            piece = publish(outlet, bulletin)
            body = "\n\n".join(piece.paragraphs)
            yield Text(str(bulletin.day), outlet.name, piece.title, body, piece.published_at.date())
        piece = publish(MINISTRY, bulletin)
        yield from _copy(
            str(bulletin.day), piece.title, "\n\n".join(piece.paragraphs), bulletin.day, tuple(WAYS), chance
        )


def read_texts(path: Path, chance: Random) -> Iterator[Text]:
    """Yield the English texts of a file and copies of them; of each group, or of titles that begin alike, the first."""
    seen = set()
    for line in path.read_text("utf-8").splitlines():
        given = json.loads(line)
        label = given.get("group") or given["title"][:25]
        if (given.get("language") or "en") != "en" or not given.get("published_at") or len(given["text"]) < SHORTEST:
            continue
        if label not in seen:
            seen.add(label)
            day = date.fromisoformat(given["published_at"][:10])
            yield Text(given["id"], "text", given["title"], given["text"], day)
            ways = chance.sample(tuple(WAYS), COPIES_A_TEXT)
            yield from _copy(given["id"], given["title"], given["text"], day, ways, chance)


def _copy(story: str, title: str, body: str, day: date, ways: Sequence[str], chance: Random) -> Iterator[Text]:
    for way in ways:
        yield Text(story, way, *WAYS[way](title, body, chance), day + timedelta(days=chance.choice((0, 0, 1))))


def rand_index(labels: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index of two partitions (Hubert and Arabie 1985)."""
    pairs, ours, theirs = (
        sum(comb(count, 2) for count in Counter(one).values())
        for one in (zip(labels, found, strict=True), labels, found)
    )
    chance = ours * theirs / comb(len(labels), 2)
    return (pairs - chance) / ((ours + theirs) / 2 - chance)


def by_ours(texts: Sequence[Text]) -> list[Hashable]:
    """Return each text's story as `tallywire stories` finds it."""
    found = gather_stories({str(n): gist_of(text.whole, text.day) for n, text in enumerate(texts)})
    return [found[str(n)] for n in range(len(texts))]


def by_title(texts: Sequence[Text]) -> list[Hashable]:
    """Return a story for each title."""
    return [text.title for text in texts]


def by_minhash(texts: Sequence[Text], threshold: float) -> list[Hashable]:
    """Return stories as datasketch's LSH joins texts: whoever is likelier than the threshold, by trigrams of words."""
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    sketches = []
    for number, text in enumerate(texts):
        words = text.whole.lower().split()
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(run).encode() for run in zip(words, words[1:], words[2:], strict=False)])
        sketches.append(sketch)
        index.insert(str(number), sketch)
    return _join((number, map(int, index.query(sketch))) for number, sketch in enumerate(sketches))


def by_simhash(texts: Sequence[Text], distance: int) -> list[Hashable]:
    """Return stories as simhash joins texts: whoever differs in no more bits than the distance."""
    prints = [Simhash(text.whole) for text in texts]
    index = SimhashIndex([(str(number), one) for number, one in enumerate(prints)], k=distance)
    return _join((number, map(int, index.get_near_dups(one))) for number, one in enumerate(prints))


def _join(meetings: Iterable[tuple[int, Iterable[int]]]) -> list[Hashable]:
    leader: dict[int, int] = {}

    def lead(one: int) -> int:
        while leader.setdefault(one, one) != one:
            one = leader[one]
        return one

    for number, others in meetings:
        for other in others:
            leader[max(lead(number), lead(other))] = min(lead(number), lead(other))
    return [lead(number) for number in sorted(leader)]


def say_faults(texts: Sequence[Text], found: Sequence[Hashable]) -> None:
    """Print which ways of copying lost texts, and which stories were put together."""
    stories: defaultdict[str, Counter[Hashable]] = defaultdict(Counter)
    labels: defaultdict[Hashable, set[str]] = defaultdict(set)
    for text, story in zip(texts, found, strict=True):
        stories[text.story][story] += 1
        labels[story].add(text.story)
    lost = Counter(
        text.way for text, story in zip(texts, found, strict=True) if story != stories[text.story].most_common(1)[0][0]
    )
    print(f"  lost by way of copying: {dict(lost) or 'none'}")
    mixed = sorted(sorted(one) for one in labels.values() if len(one) > 1)
    print(f"  put together: {'; '.join(' + '.join(one) for one in mixed) or 'none'}")


def measure_days(days: int) -> None:
    """Print how many of so many bulletins were put together with that of the next day."""
    pieces = [publish(MINISTRY, bulletin) for bulletin in generated_truth(days + 1).bulletins]
    texts = [Text(str(one.day), "", one.title, "\n\n".join(one.paragraphs), one.day) for one in pieces]
    found = by_ours(texts)
    merged = sum(one == other for one, other in pairwise(found))
    print(f"next-day bulletins put together: {merged} of {days}")


def measure_speed(texts: Sequence[Text]) -> None:
    """Print how many texts of 2,000 characters get their keys in a second, on one core."""
    whole = " ".join(text.body for text in texts)
    pieces = [whole[place : place + 2000] for place in range(0, min(len(whole) - 2000, 4_000_000), 2000)]
    rates = []
    for _ in range(RUNS):
        begun = time.process_time()
        for piece in pieces:
            keys_of(gist_of(piece, None))
        rates.append(len(pieces) / (time.process_time() - begun))
    print(
        f"keys of {len(pieces):,} texts of 2,000 characters:"
        f" {statistics.median(rates):,.0f} a second (median of {RUNS})"
    )


def main() -> None:
    """Print a line a method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--texts", type=Path, help="a file with one JSON object a line: id, title, text, published_at, group"
    )
    parser.add_argument("--days", type=int, default=60, help="so many days of bulletins are copied")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # simhash complains of its big buckets, thousands of times
    chance = Random(asked.seed)  # noqa: S311 - copies, repeatable by their seed
    texts = list(make_bulletins(asked.days, chance))
    texts += read_texts(asked.texts, chance) if asked.texts else []
    labels = [text.story for text in texts]
    print(f"{len(texts):,} texts of {len(set(labels)):,} stories, seed {asked.seed}, load {os.getloadavg()[0]:.1f}")
    found = by_ours(texts)
    print(f"adjusted Rand index  {rand_index(labels, found):.3f}  tallywire")
    say_faults(texts, found)
    settings: list[tuple[str, Callable[[float], list[Hashable]], Sequence[float]]] = [
        ("datasketch, Jaccard from", lambda value: by_minhash(texts, value), THRESHOLDS),
        ("simhash, bits up to", lambda value: by_simhash(texts, int(value)), DISTANCES),
        ("title", lambda _: by_title(texts), (0,)),
    ]
    for name, method, values in settings:
        index, best = max((rand_index(labels, method(value)), value) for value in values)
        print(f"adjusted Rand index  {index:.3f}  {name} {best if len(values) > 1 else ''}")
    measure_days(1000)
    measure_speed(texts)


if __name__ == "__main__":
    main()
