"""Proper names that may be places: runs of capitalised words, as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.extract.numerals import read_numeral
from ingest.extract.text import MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.extract.lexicon import Marks
    from ingest.extract.sentences import Sentence
from ingest.extract.text import Tokens

_PARTICLES: Final = frozenset({
    "al", "ar", "as", "ash", "an", "ad", "az", "el", "ez", "de", "la", "las", "los", "le", "du", "del", "da", "do",
    "dos", "ibn", "bin", "abu", "es", "ed", "y",
})  # fmt: skip
_BODIES: Final = frozenset({
    "sea", "gulf", "bay", "strait", "isle", "islands", "island", "republic", "city", "valley", "mount", "lake",
    "river", "port", "dominican",
})  # fmt: skip
_LONGEST: Final = 6


@dataclass(slots=True)
class Name:
    """A run of capitalised words, tokens `first` up to `last`; `opening` where a sentence begins with it."""

    first: int
    last: int
    opening: bool


def find_names(
    tokens: Tokens, sentences: Sequence[Sentence], marks: Mapping[str, Marks], dated: bytearray
) -> list[Name]:
    """All names that can be places, in order; titles of people, institutions, months and demonyms are left out."""
    found: list[Name] = []
    for sentence in sentences:
        index = sentence.first
        while index < sentence.last:
            if dated[index] or not _begins(tokens, marks, index, opening=index == sentence.first):
                index += 1
                continue
            last = _extend(tokens, marks, dated, index, sentence.last)
            if not _refused(tokens, marks, index, last) and not (
                index == sentence.first and _unproven(tokens, marks, index, last)
            ):
                found.append(Name(index, last, index == sentence.first))
            index = last
    return found


def _begins(tokens: Tokens, marks: Mapping[str, Marks], index: int, *, opening: bool) -> bool:
    if not tokens.capital(index) or read_numeral(tokens, index):
        return False
    word = tokens.word[index]
    if word in MONTHS or index in marks.get("name.stops", ()) or index in marks.get("demonym", ()):
        return False
    if index in marks.get("place.directions", ()):
        after = index + 1
        return not opening and after < len(tokens) and tokens.capital(after)
    return True


def _extend(tokens: Tokens, marks: Mapping[str, Marks], dated: bytearray, index: int, limit: int) -> int:
    """The token after a name: capitalised words, particles between them, `Sea of …`."""
    last = index + 1
    while last < limit and last - index < _LONGEST and not dated[last]:
        word = tokens.word[last]
        if tokens.capital(last) and word not in MONTHS:
            if (
                last in marks.get("place.types", ())
                and word not in _BODIES
                and not tokens.text[tokens.start[last]].islower()
            ):
                break
            last += 1
        elif (
            (word in _PARTICLES and last + 1 < limit and tokens.capital(last + 1) and tokens.kind[last] == WORD)
            or (word == "of" and tokens.word[last - 1] in _BODIES and last + 1 < limit and tokens.capital(last + 1))
            or (word == "&" and tokens.glued(last) and last + 1 < limit and tokens.glued(last + 1))
        ):
            last += 2
        elif word in _DASHES and _joins_passage(tokens, marks, last, limit):
            last += 1
        else:
            break
    return last


_DASHES: Final = frozenset("-–—")


def _joins_passage(tokens: Tokens, marks: Mapping[str, Marks], dash: int, limit: int) -> bool:
    """Whether a corridor is named by both its ends: `the Tal-Sultan – Abu al-Duhur corridor`."""
    passages = marks.get("place.passages", {})
    for place in range(dash + 1, min(dash + _LONGEST, limit)):
        if place in passages:
            return True
        if not tokens.capital(place) and tokens.word[place] not in _PARTICLES:
            return False
    return False


def _unproven(tokens: Tokens, marks: Mapping[str, Marks], first: int, last: int) -> bool:
    """Whether a word that opens a sentence has no more than its capital to show for a name."""
    if last - first > 1 or last >= len(tokens):
        return False
    if tokens.kind[last] == NUMERAL or tokens.word[last] in ("(", "|", ":", "–", "➡"):
        return False
    return not any(last in marks.get(category, ()) for category in ("place.types", "place.zones", "place.passages"))


def _is_adjective(tokens: Tokens, marks: Mapping[str, Marks], first: int, last: int) -> bool:
    """Whether a single capitalised word is the name of a people: `Turkish`, `Syrians`."""
    word = tokens.word[first]
    if word.endswith(_PEOPLES):
        return not any(last in marks.get(category, ()) for category in ("place.types", "place.zones"))
    return False


_PEOPLES: Final = ("ian", "ians", "ish", "ese", "eans", "ean", "isians", "ans", "aelis", "aqis", "anis")


def _refused(tokens: Tokens, marks: Mapping[str, Marks], first: int, last: int) -> bool:
    if last - first == 1 and (len(tokens.word[first]) == 1 or _is_adjective(tokens, marks, first, last)):
        return True
    noun = marks.get("noun", {}).get(first)
    if noun and noun[0] >= last:
        return True
    institutions = marks.get("place.institutions", {})
    if any(place in institutions for place in range(first, min(last + 1, len(tokens)))):
        return True
    if first and tokens.word[first - 1] in ("mr", "mrs", "ms", "dr", "president", "minister", "general"):
        return True
    return last < len(tokens) and (tokens.kind[last] == NUMERAL and tokens.glued(last))
