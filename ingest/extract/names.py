"""Proper names that may be places: runs of capitalised words, as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.numerals import OPENERS, read_numeral
from ingest.extract.refusals import Name, Reader, is_office, is_refused
from ingest.extract.text import MONTHS, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.lexicon import Lexicon, Marks
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens

_PARTICLES: Final = frozenset({
    "al", "ar", "as", "ash", "an", "ad", "az", "el", "ez", "de", "la", "las", "los", "le", "du", "del", "da", "do",
    "dos", "ibn", "bin", "abu", "es", "ed", "y",
})  # fmt: skip
_BODIES: Final = frozenset({
    "sea", "gulf", "bay", "strait", "isle", "islands", "island", "republic", "city", "valley", "mount", "lake",
    "port", "dominican", "road", "street", "airport", "square", "hills", "mountains",
})  # fmt: skip
_LONGEST: Final = 6
_ROMAN: Final = frozenset("ivx")
_PARTICIPLES: Final = ("ed", "-held", "-led", "-hit", "-born", "-run", "-torn")
_DASHES: Final = frozenset("-–—")
_LOUD: Final = 0.7
_FEW: Final = 3
_SHORT: Final = 3


def find_names(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    marks: dict[str, Marks],
    dated: bytearray,
    lexicon: Lexicon,
) -> list[Name]:
    """All names that can be places, in order; titles of people, institutions, months and demonyms are left out."""
    spoken = {word for word, capital in zip(tokens.word, tokens.capitals, strict=True) if not capital}
    reader = Reader(tokens, marks, dated, lexicon.ordinary, lexicon.stops, spoken)
    return _read_all(reader, sentences, [index for index, capital in enumerate(tokens.capitals) if capital])


def _read_all(reader: Reader, sentences: Sequence[Sentence], capitals: Sequence[int]) -> list[Name]:
    """Read a name at each capitalised token that no name before it holds."""
    found: list[Name] = []
    coming = iter(sentences)
    sentence, free, loud = next(coming, None), 0, False
    for index in capitals:
        while sentence and sentence.last <= index:
            sentence, free = next(coming, None), 0
        if sentence is None or index < free or index < sentence.first:
            continue
        if not free:
            free, loud = sentence.first, _is_loud(reader.tokens, sentence)
        name = _read(reader, index, sentence, loud=loud)
        if name is None:
            continue
        _drop_direction(reader, name)
        if not is_refused(reader, name):
            found.append(name)
        free = _after_types(reader.marks, max(name.last, index + 1))
    return found


def _drop_direction(reader: Reader, name: Name) -> None:
    """`NW China`, `S Sudan` in a headline: the short direction is no part of the name."""
    known = reader.known(name.first + 1) if name.last - name.first > 1 else None
    if known and known[0] == name.last and reader.tokens.slice(name.first, name.first + 1) in _COMPASS:
        name.first, name.level = name.first + 1, known[1]


_COMPASS: Final = frozenset({"N", "S", "E", "W", "NW", "NE", "SW", "SE"})


def _after_types(marks: dict[str, Marks], index: int) -> int:
    """The token after the noun of a place: `Autonomous Region` is no further name."""
    found = marks.get("place.types", {}).get(index)
    return found[0] if found else index


def _is_loud(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether a sentence is set like a headline: no full stop, and most of its longer words begin with a capital."""
    if tokens.word[sentence.last - 1] == ".":
        return False
    longer = [
        index for index in range(sentence.first, sentence.last)
        if tokens.kind[index] == WORD and len(tokens.word[index]) > _SHORT
    ]  # fmt: skip
    capital = sum(tokens.text[tokens.start[index]].isupper() for index in longer)
    return capital >= min(_FEW, max(1, sentence.last - sentence.first - 1)) and capital >= _LOUD * len(longer)


def _read(reader: Reader, index: int, sentence: Sentence, *, loud: bool) -> Name | None:
    """The name that begins at a token, if one does."""
    tokens, opening = reader.tokens, index == sentence.first
    known = reader.known(index)
    article = not (opening or loud) and _is_article(reader, index)
    named = _is_named_direction(reader, index, loud=loud) or _is_typed(reader, index)
    if reader.dated[index] or not (known or article or named or _begins(reader, index, opening=opening)):
        return None
    if (opening or loud) and not (known or named) and reader.is_ordinary(index):
        return None
    last = known[0] if known else index + 1
    last = max(last, _extend(reader, index, sentence.last, loud=loud))
    if loud and known and last > known[0] and tokens.word[known[0]] not in _BODIES:
        last = known[0] if not is_office(tokens, reader.marks, known[0]) else last
    if opening and not known and _unproven(tokens, reader.marks, index, last):
        return Name(index, last, opening, loud=True)
    level = known[1] if known and known[0] == last else _level_of_part(reader, index, last)
    return Name(index, last, opening, loud, level)


def _level_of_part(reader: Reader, first: int, last: int) -> str:
    """What the facts know a direction and a name as: `North-east Nigeria` is a part of a country."""
    if first not in reader.marks.get("place.directions", ()):
        return ""
    known = reader.known(first + 1)
    if known is None or known[0] != last:
        return ""
    return "region" if known[1] == "country" else known[1]


def _is_article(reader: Reader, index: int) -> bool:
    """Whether a capital word of grammar is the article of an Arabic name: `the As Suwayda province`."""
    after = index + 1
    return (
        index in reader.marks.get("name.articles", ())
        and after < len(reader.tokens)
        and reader.tokens.capital(after)
        and reader.tokens.word[after] not in reader.stops
    )


def _is_named_direction(reader: Reader, index: int, *, loud: bool) -> bool:
    """Whether a direction stands as a name, `South 12`, or begins one among other capitals: `North-east Nigeria`."""
    after = index + 1
    if index not in reader.marks.get("place.directions", ()) or after >= len(reader.tokens):
        return False
    if reader.tokens.kind[after] == NUMERAL or reader.tokens.word[after] in _DASHES:
        return True
    named = reader.tokens.capital(after) and (reader.known(after) is not None or not reader.is_ordinary(after))
    return loud and named


def _is_typed(reader: Reader, index: int) -> bool:
    """Whether a people gives its name to a region: `African Region`."""
    after, tokens = index + 1, reader.tokens
    if index not in reader.marks.get("name.groups", ()) or not tokens.capital(index) or after >= len(tokens):
        return False
    return tokens.capital(after) and after in reader.marks.get("place.wide", ())


def _begins(reader: Reader, index: int, *, opening: bool) -> bool:
    tokens, marks = reader.tokens, reader.marks
    if not tokens.capital(index) or _is_no_name(reader, index):
        return False
    after = index + 1
    if index in marks.get("place.types", ()) and tokens.text[tokens.start[index]].isupper():
        alone = marks["place.types"][index][0] == after < len(tokens)
        return alone and (tokens.capital(after) or _is_numbered(tokens, after))
    if index in marks.get("place.directions", ()):
        if after < len(tokens) and (tokens.capital(after) or tokens.kind[after] == NUMERAL):
            return not opening or tokens.kind[after] == NUMERAL
        if after < len(tokens) and tokens.word[after] in _DASHES:
            return True
        return not opening and not tokens.text[tokens.start[index]].islower() and tokens.word[index - 1] != "the"
    return True


def _is_no_name(reader: Reader, index: int) -> bool:
    """Whether a capitalised word is a month, a number, a people, a word of grammar or an adjective: `Rebel-held`."""
    tokens, word = reader.tokens, reader.tokens.word[index]
    if word in MONTHS or word in reader.stops or index in reader.marks.get("demonym", ()):
        return True
    compound = "-" in word and tokens.text[tokens.start[index]].isupper()
    return (compound and word.endswith(_PARTICIPLES)) or (word in OPENERS and read_numeral(tokens, index) is not None)


def _is_numbered(tokens: Tokens, index: int) -> bool:
    """Whether a roman numeral follows: `Region III`."""
    return tokens.text[tokens.start[index]].isupper() and set(tokens.word[index]) <= _ROMAN


def _extend(reader: Reader, index: int, limit: int, *, loud: bool) -> int:
    """The token after a name: capitalised words, particles between them, `Sea of …`."""
    tokens, marks = reader.tokens, reader.marks
    last = index + 1
    while last < limit and last - index < _LONGEST and not reader.dated[last]:
        word = tokens.word[last]
        if tokens.capital(last) and word not in MONTHS:
            if _stops_at(reader, last, loud=loud):
                break
            last += 1
        elif (
            (word in _PARTICLES and last + 1 < limit and tokens.capital(last + 1) and tokens.kind[last] == WORD)
            or (word == "of" and tokens.word[last - 1] in _BODIES and last + 1 < limit and tokens.capital(last + 1))
            or (word in "&/" and tokens.glued(last) and last + 1 < limit and tokens.glued(last + 1))
        ):
            last += 2
        elif word in _DASHES and _joins_passage(tokens, marks, last, limit):
            last += 1
        else:
            break
    return last


def _stops_at(reader: Reader, index: int, *, loud: bool) -> bool:
    """Whether a capitalised word does not go on with the name before it."""
    tokens, marks, word = reader.tokens, reader.marks, reader.tokens.word[index]
    if index in marks.get("place.types", ()) and word not in _BODIES:
        return not tokens.text[tokens.start[index]].islower() and not _is_numbered(tokens, index)
    if index in marks.get("name.groups", ()):
        return True
    if word in reader.stops and not loud:
        return word != "the"
    return loud and word not in _BODIES and not is_office(tokens, marks, index) and reader.is_ordinary(index)


_LINES: Final = frozenset({"highway", "motorway", "expressway", "railway", "line", "border", "frontier", "axis"})


def _joins_passage(tokens: Tokens, marks: dict[str, Marks], dash: int, limit: int) -> bool:
    """Whether a corridor is named by both its ends: `the Tal-Sultan – Abu al-Duhur corridor`."""
    passages = marks.get("place.passages", {})
    for place in range(dash + 1, min(dash + _LONGEST, limit)):
        if place in passages or tokens.word[place] in _LINES:
            return True
        if not tokens.capital(place) and tokens.word[place] not in _PARTICLES:
            return False
    return False


_WORST: Final = frozenset({"worst", "hardest"})


def _unproven(tokens: Tokens, marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether a word that opens a sentence has no more than its capital to show for a name."""
    if last - first > 1 or last >= len(tokens):
        return False
    if last in marks.get("place.subjects", ()) and not _WORST.isdisjoint(tokens.word[last : last + 3]):
        return False
    if tokens.kind[last] == NUMERAL or tokens.word[last] in ("(", "|", ":", "–", "➡"):
        return False
    return not any(last in marks.get(category, ()) for category in ("place.types", "place.zones", "place.passages"))
