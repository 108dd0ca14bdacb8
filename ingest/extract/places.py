"""Places by role: where from, where to, through what, where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.extract.roles import find_role
from ingest.extract.text import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.lexicon import Marks
    from ingest.extract.refusals import Name
    from ingest.extract.text import Tokens


@dataclass(slots=True)
class Place:
    """A place at tokens `first` up to `last` (with its noun and preposition: `outer` up to `after`).

    `role` is that of its preposition, "object" after a verb, "passage" for the gate or corridor that a sentence speaks
    of, "" where nothing tells. An `anaphor` ("the area") stands for a place named before.
    """

    first: int
    last: int
    outer: int
    after: int
    text: str
    role: str = ""
    kind: str = ""
    noun: str = ""
    """What it is said to be, behind it or before it: "X province", "the city of X"."""
    wide: bool = False
    anaphor: bool = False
    passage: bool = False
    people: bool = False
    """Whether people are said to be of it: "residents of X"."""
    word: str = ""
    """The first word of its preposition."""
    aside: bool = False
    """Whether something lies beside it: "to the east of X"."""
    level: str = ""
    """What the facts of geography know it as."""
    loud: bool = False
    """Whether its capitals tell nothing: in a headline, at the beginning of a sentence."""
    label: bool = False
    """Whether a line begins with it as with a heading: `X – …`."""
    parts: list[str] = field(default_factory=list)
    """The places that it joins, where it is several."""
    within: list[Place] = field(default_factory=list)
    """The larger places that it is said to lie in."""
    listed: bool = False
    """Whether it follows a place in a list."""


_DETERMINERS: Final = frozenset(["the", "this", "that", "these", "said"])
_POINTERS: Final = _DETERMINERS | {"de-escalation", "same"}


def find_places(tokens: Tokens, names: Sequence[Name], marks: dict[str, Marks]) -> list[Place]:
    """All places in order: named ones and anaphors, each with the role that its words give it."""
    places = [_from_name(tokens, name, marks) for name in names]
    found: list[Place | None] = []
    covered = {index for place in places for index in range(place.first, place.after)}
    for index, (last, _) in sorted(marks.get("place.anaphors", {}).items()):
        if (
            index
            and last < len(tokens)
            and tokens.word[last] != "'s"
            and not covered.intersection((index, last))
            and tokens.word[index - 1] in _POINTERS
        ):
            found.append(_anaphor(tokens, index, last, marks))
    found += [_there(index) for index in sorted(marks.get("place.pronouns", {})) if _is_there(tokens, index)]
    for index, (last, _) in sorted(marks.get("place.passages", {}).items()):
        if index and index not in covered and _determined(tokens, index):
            found.append(_passage(tokens, index, last, marks))
    places += [place for place in found if place is not None]
    places.sort(key=lambda place: (place.first, -place.last))
    return _drop_overlaps(places)


def _drop_overlaps(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        if not kept or place.first >= kept[-1].last:
            kept.append(place)
    return kept


def _determined(tokens: Tokens, index: int) -> bool:
    """Whether a definite article or a demonstrative stands close before."""
    return any(tokens.word[place] in _DETERMINERS for place in range(max(0, index - 3), index))


def _from_name(tokens: Tokens, name: Name, marks: dict[str, Marks]) -> Place:
    """A place from a name: with the noun that follows or precedes it, and its preposition."""
    last, after, kind = name.last, name.last, ""
    zones, types = marks.get("place.zones", {}), marks.get("place.types", {})
    passages = marks.get("place.passages", {})
    directions, adjectives = marks.get("place.directions", {}), marks.get("place.adjectives", {})
    while after not in zones and (after in directions or after in adjectives):
        after += 1
    if after in zones:
        last = after = zones[after][0]
        kind = "zone"
    else:
        while noun := types.get(after) or passages.get(after):
            kind, after = tokens.slice(after, noun[0]).casefold(), noun[0]
        if kind == "" and after > last:
            after = last
    place = Place(name.first, last, name.first, after, tokens.slice(name.first, last), kind=kind)
    place.level, place.loud = name.level, name.loud
    place.noun = kind or _noun_before(tokens, marks, name.first)
    if tokens.word[name.first] in _WATERS or tokens.word[name.last - 1] in _WATERS:
        place.level = "water"
    place.wide = _is_wide(tokens, marks, place)
    place.passage = _is_passage(marks, place, last, after)
    find_role(tokens, place, marks)
    return place


def _noun_before(tokens: Tokens, marks: dict[str, Marks], first: int) -> str:
    """The noun of a place before its name: `the city of X`."""
    if first < _NOUN or tokens.word[first - 1] != "of":
        return ""
    return tokens.word[first - _NOUN] if first - _NOUN in marks.get("place.types", ()) else ""


_NOUN: Final = 2


def _is_wide(tokens: Tokens, marks: dict[str, Marks], place: Place) -> bool:
    if place.level in ("region", "country", "wider"):
        return True
    wide = marks.get("place.wide")
    if not wide:
        return False
    if not wide.keys().isdisjoint(range(place.last - (place.kind == "zone"), place.after)):
        return True
    before = range(max(0, place.first - 3), place.first)
    return any(index in wide and tokens.word[wide[index][0]] == "of" for index in before)


_WATERS: Final = frozenset({"sea", "ocean", "bay", "gulf", "strait", "lake"})


def _is_passage(marks: dict[str, Marks], place: Place, last: int, after: int) -> bool:
    passages = marks.get("place.passages", {})
    return after > last and place.kind != "zone" and any(index in passages for index in range(last, after))


def _anaphor(tokens: Tokens, index: int, last: int, marks: dict[str, Marks]) -> Place | None:
    if tokens.word[last : last + 1] == ["of"] or (
        last < len(tokens) and tokens.capital(last) and tokens.kind[last] == WORD
    ):
        return None
    place = Place(index, last, index - 1, last, tokens.slice(index, last), kind=tokens.word[last - 1], anaphor=True)
    find_role(tokens, place, marks)
    return place


def _is_there(tokens: Tokens, index: int) -> bool:
    """Whether `there` points to a place and does not open `there were`."""
    return index + 1 >= len(tokens) or tokens.word[index + 1] not in _BEING


_BEING: Final = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "may", "could", "would", "'s", "been", "being"}
)


def _there(index: int) -> Place:
    return Place(index, index + 1, index, index + 1, "", role="location", kind="there", anaphor=True)


def _passage(tokens: Tokens, index: int, last: int, marks: dict[str, Marks]) -> Place | None:
    if index - 1 in marks.get("place.directions", {}):
        return None
    place = Place(index, last, index, last, tokens.slice(index, last), kind="passage", anaphor=True, passage=True)
    find_role(tokens, place, marks)
    return place if place.role == "via" else None
