"""Capitalised words that are no places: people with their titles, institutions, peoples, currencies, common words."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ingest.extract.lexicon import Marks
from ingest.extract.text import NUMERAL, WORD, Tokens


@dataclass(slots=True)
class Name:
    """A run of capitalised words, tokens `first` up to `last`.

    `opening` where a sentence begins with it, `loud` where everything around it is capitalised too, as in headlines;
    `level` is what the facts of geography know it as: "city", "region", "country", "wider" or nothing.
    """

    first: int
    last: int
    opening: bool
    loud: bool = False
    level: str = ""


@dataclass(slots=True)
class Reader:
    """What is needed to tell names from other words of one text."""

    tokens: Tokens
    marks: dict[str, Marks]
    dated: bytearray
    ordinary: AbstractSet[str]
    """The words of the lexicon that are no names."""
    stops: AbstractSet[str]
    """The words that begin no name, whatever their letters."""
    spoken: AbstractSet[str]
    """The words that this text writes without a capital."""

    def known(self, index: int) -> tuple[int, str] | None:
        """The token after a place that the facts know and its level, if one stands here in capitals."""
        found = self.marks.get("place.known", {}).get(index)
        return found if found and self.tokens.capital(index) else None

    def is_ordinary(self, index: int) -> bool:
        """Whether a capitalised word is no name but for its capital."""
        word = self.tokens.word[index]
        return (word in self.spoken and "-" not in word) or word in self.ordinary or word.endswith("'s")


def _is_adjective(tokens: Tokens, marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether a single capitalised word is the name of a people: `Turkish`, `Syrians`."""
    word = tokens.word[first]
    if word.endswith(_PEOPLES) and (last >= len(tokens.word) or tokens.word[last] not in _ENDS):
        return not any(last in marks.get(category, ()) for category in ("place.types", "place.zones"))
    return False


_ENDS: Final = frozenset({"and", "or", ",", ".", ";", ")", "(", "'s", "in", "on"})
_PEOPLES: Final = ("ian", "ians", "ish", "ese", "eans", "ean", "isians", "ans", "aelis", "aqis", "anis")


def _is_of_office(tokens: Tokens, marks: dict[str, Marks], first: int) -> bool:
    """Whether a name goes on with that of an institution: `Ministry of Health`, `the Election Commission of Kenya`."""
    if first < _JOINED or tokens.word[first - 1] not in ("of", "for"):
        return False
    return first - _JOINED in marks.get("place.institutions", ()) and tokens.capital(first - _JOINED)


_JOINED: Final = 2


def _owns_office(tokens: Tokens, marks: dict[str, Marks], index: int) -> bool:
    """Whether a name only says whose an institution is: `Peru's Civil Defence Institute`."""
    if index >= len(tokens.word) or tokens.word[index] != "'s":
        return False
    for place in range(index + 1, min(index + _OFFICE, len(tokens.word))):
        if not tokens.capital(place) and tokens.word[place] not in ("of", "for", "and"):
            return place in marks.get("place.offices", ()) and place == index + 1
        if place in marks.get("place.institutions", ()):
            return True
    return False


_OFFICE: Final = 8


def _is_currency(tokens: Tokens, first: int, last: int) -> bool:
    """`US$26 million`, `U.S. dollars`, `the US State Department`: an adjective."""
    if (
        tokens.text[tokens.start[first]] != "U"
        or last >= len(tokens.word)
        or tokens.slice(first, last) not in _ADJECTIVES
    ):
        return False
    return tokens.word[last] == "$" or (tokens.kind[last] == WORD and tokens.word[last] not in _AFTER)


_ADJECTIVES: Final = frozenset({"US", "U.S.", "U.S", "UK", "U.K."})
_AFTER: Final = frozenset(
    {"and", "or", "in", "on", "at", "was", "is", "has", "had", "to", "from", "with", "after", "since"}
)


def is_office(tokens: Tokens, marks: dict[str, Marks], index: int) -> bool:
    """Whether a word makes an institution of the name before it: `Punjab Police`, `the Aleppo council`."""
    if index not in marks.get("place.institutions", ()):
        return False
    return tokens.capital(index) or index in marks.get("place.offices", ())


def _has_noun(marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether a common word has the noun of a place behind it or is a direction: `Unity state`, `Central 203`."""
    return any(last in marks.get(category, ()) for category in ("place.types", "place.zones", "place.passages")) or (
        first in marks.get("place.directions", ())
    )


def is_refused(reader: Reader, name: Name) -> bool:
    """Whether a name is that of a person, an institution, a people or a thing."""
    marks, first, last = reader.marks, name.first, name.last
    grouped = first in marks.get("name.groups", ()) and not name.level and last not in marks.get("place.wide", ())
    if last in marks.get("name.groups", ()) and reader.tokens.word[last] == "red":
        return True  # "the Kenya Red Cross"
    if grouped or _is_attached(reader.tokens, marks, first, last):
        return True
    if name.level:
        return False
    institutions = marks.get("place.institutions", {})
    if institutions and not institutions.keys().isdisjoint(range(first, last)):
        return True
    if last in marks.get("name.holders", ()):
        return True
    return _is_national(marks, first, last) or (last - first == 1 and _is_common(reader, first))


def _is_attached(tokens: Tokens, marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether what stands beside a name takes it for another's: a title, an office, a currency, a number of a model."""
    office = is_office(tokens, marks, last) and (tokens.capital(last) or tokens.word[first - 1] not in _AT)
    if _is_currency(tokens, first, last) or office or _owns_office(tokens, marks, last):
        return True
    if first and (first - 1 in marks.get("place.titles", ()) or _is_of_office(tokens, marks, first)):
        return True
    return last < len(tokens.kind) and tokens.kind[last] == NUMERAL and tokens.glued(last)


_AT: Final = frozenset({"in", "at", "near"})
"""Behind these a name without an article is a place, whoever acts there: `in X army doctors saw 64 people`."""


def _is_national(marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether a longer name only begins with a country: `Philippines National Disaster Council`."""
    known = marks.get("place.known", {}).get(first)
    if known is None or known[1] != "country" or known[0] >= last:
        return False
    return not any(place in marks.get("place.directions", ()) for place in range(known[0], last))


def _is_common(reader: Reader, index: int) -> bool:
    """Whether a single word is a common noun, an adjective or a letter for all its capital."""
    tokens, marks = reader.tokens, reader.marks
    if len(tokens.word[index]) == 1 or _is_adjective(tokens, marks, index, index + 1):
        return True
    noun = marks.get("noun", {}).get(index)
    return noun is not None or (reader.is_ordinary(index) and not _has_noun(marks, index, index + 1))
