"""Texts to stories without a database: whoever meets under a key is compared, and what tells the same is one story."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ingest.dedupe.likeness import compare, tells_one_story
from ingest.dedupe.signature import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.dedupe.gist import Gist

CROWD: Final = 200
"""A key that more texts share than this tells nothing of a story (a common turn of phrase): each is then compared with
so many of its neighbours in order of day, which hold its story if any do."""


def gather_stories(gists: Mapping[str, Gist]) -> dict[str, str]:
    """Return the story of each text, named after its earliest text; the order of the texts does not matter."""
    order = sorted(gists, key=lambda name: (str(gists[name].day or ""), name))
    leader = {name: name for name in order}
    place = {name: n for n, name in enumerate(order)}
    compared: set[tuple[str, str]] = set()
    for names in _meetings(gists, order):
        for n, one in enumerate(names):
            for other in names[n + 1 : n + CROWD]:
                if (one, other) in compared:
                    continue
                compared.add((one, other))
                first, second = _lead(leader, one), _lead(leader, other)
                if first != second and tells_one_story(compare(gists[one], gists[other])):
                    early, late = sorted((first, second), key=place.__getitem__)
                    leader[late] = early
    return {name: _lead(leader, name) for name in gists}


def _meetings(gists: Mapping[str, Gist], order: Sequence[str]) -> list[list[str]]:
    met: defaultdict[int, list[str]] = defaultdict(list)
    for name in order:
        for key in keys_of(gists[name]):
            met[key].append(name)
    return [names for names in met.values() if len(names) > 1]


def _lead(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name
