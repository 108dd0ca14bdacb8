"""The noun before a number that it counts: `Deaths: 5`, `the number of settlements has reached 616`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.counted import LONGEST, MEASURES, Counted, find_noun
from ingest.extract.text import MARK, WORD

if TYPE_CHECKING:
    from ingest.extract.lexicon import Noun
    from ingest.extract.numbers import Number, Scene


def read_subject(scene: Scene, number: Number, first: int, named: bytearray) -> Counted | None:
    """The noun before a number, not before token `first`: `Deaths: 5`, `the number of settlements has reached 616`.

    A noun behind a preposition (`the toll of the attack is 5`) gives way to one that stands free; nouns of names
    (`named`) and single things count nothing.
    """
    nouns = scene.marks.get("noun", {})
    counters = scene.marks.get("phrase.counters", {})
    for place in range(first, number.outer):
        if place in counters:
            noun, last = find_noun(scene, counters[place][0], min(number.outer, counters[place][0] + LONGEST))
            if noun:
                return Counted(noun, place, number.last, head=last)
    bound: Counted | None = None
    for place in range(number.outer - 1, first - 1, -1):
        if place not in nouns or nouns[place][0] > number.outer or named[place]:
            continue
        last, noun = nouns[place]
        if not _is_subject(scene, noun, place, last, first):
            continue
        opening, noun = _whole_noun(scene, place, last, first)
        found = Counted(noun, opening, number.last, head=last)
        if not _is_bound(scene, opening, first):
            return found
        if noun.plural or noun.fixed:
            bound = bound or found
    return bound


def _whole_noun(scene: Scene, place: int, last: int, first: int) -> tuple[int, Noun]:
    """The longest noun that ends where a noun ends: `vehicles and fuel tanks`, not `tanks`."""
    nouns = scene.marks["noun"]
    spans = (index for index in range(max(first, place - _BOUND_REACH), place) if index in nouns)
    longest = next((index for index in spans if nouns[index][0] == last), place)
    return longest, nouns[longest][1]


def _is_subject(scene: Scene, noun: Noun, place: int, last: int, first: int) -> bool:
    """Whether a noun before a number can be what it counts: several things, no label of a line, no unit behind them."""
    signed = scene.word(last) in _SIGNS_OF_COUNT
    if not (signed or (noun.kind not in MEASURES and (noun.plural or noun.fixed))):
        return False
    return noun.kind not in ("region", "settlement") or place == first or scene.tokens.kind[last] != MARK


_SIGNS_OF_COUNT: Final = frozenset({":", "–", "-", "=", "—"})


def _is_bound(scene: Scene, place: int, first: int) -> bool:
    """Whether a noun hangs on a preposition."""
    for index in range(place - 1, max(first - 1, place - 1 - _BOUND_REACH), -1):
        if scene.word(index) in _BINDING:
            return True
        if scene.tokens.kind[index] != WORD:
            return False
    return False


_BOUND_REACH: Final = 4
_BINDING: Final = frozenset({"in", "on", "from", "at", "of", "for", "by", "with", "to", "after", "during", "under"})
