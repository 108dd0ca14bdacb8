"""What a number counts: the noun after it, before it, or the one it leaves unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.extract.inflection import singularise
from ingest.extract.lexicon import Noun
from ingest.extract.numerals import read_numeral
from ingest.extract.text import MARK, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.numbers import Number, Scene


@dataclass(slots=True)  # many are made, and freezing one costs more than reading it
class Counted:
    """The noun of a number and the run of tokens, `first` up to `last`, that holds both.

    `partitive` says that the words make it a part ("of them"); `noun` None that the noun is unsaid.
    """

    noun: Noun | None
    first: int
    last: int
    partitive: bool = False
    head: int = -1
    """The token after the noun itself, -1 where none is said."""
    common: bool = False
    """Whether a part shares the noun of its whole: `24 of the suspects`, not `24 of them children`."""


_PERSON: Final = Noun("person", "person")
LONGEST: Final = 9
MEASURES: Final = frozenset({"mass", "area", "length", "money"})
ENDS: Final = frozenset({
    "in", "at", "on", "to", "from", "into", "through", "via", "by", "with", "and", "or", "but", "who", "which",
    "that", "whose", "were", "was", "are", "is", "be", "been", "has", "have", "had", "for", "as", "while", "since",
    "during", "over", "after", "before", "near", "than", "against", "not", "also", "it", "they", "about", "because",
    "when", "where", "without", "until", "including", "especially", "among", "mostly", "mainly", "most", "out", "per",
    "each", "under", "between", "across", "around", "inside", "within", "outside", "along", "amid", "due", "despite",
    "if", "so", "then", "there", "this", "its", "his", "her", "their", "can", "could", "will", "would", "may", "might",
    "should", "must", "do", "does", "did", "said", "says", "according", "up", "down", "off", "above", "below", "just",
    "only", "still", "yet", "even", "too", "now", "today", "yesterday", "tomorrow", "thus", "both", "whom",
    "throughout", "towards", "toward", "onto", "upon", "plus", "versus", "compared", "respectively", "namely", "ago",
    "all", "one", "ones", "concern", "concerned", "concerning", "regarding", "involve", "involved", "involving",
})  # fmt: skip
_SKIPPED: Final = frozenset({
    "more", "other", "others", "additional", "new", "further", "another", "such", "of", "the", "these", "those",
    "-", "–", "`", '"', "“", "”", "'",
})  # fmt: skip


def read_counted(scene: Scene, number: Number, limit: int) -> Counted:
    """The noun phrase that follows a number, up to token `limit`."""
    if number.currency:
        shared = _partitive(scene, number.last) is not None
        return Counted(Noun("money", number.currency), number.outer, number.last, partitive=shared)
    if scene.word(number.last) == "times" or scene.word(number.first) in _TIMES:
        return _read_times(scene, number)
    partitive = _partitive(scene, number.last)
    if partitive is None and scene.word(number.last) == "of" and is_numeral(scene, number.last + 1):
        partitive = number.last + 1  # nine of 35 hospitals
    if partitive is None and scene.word(number.last) == "of" and scene.word(number.last + 1) in _POSSESSIVES:
        partitive = number.last + 2  # ten of its 26 clinics
    if partitive is None and scene.word(number.last) == "of":
        partitive = _skip_owner(scene, number.last + 1)
    elif partitive:
        partitive = _skip_owner(scene, partitive) or partitive
    if partitive:
        noun, last = find_noun(scene, *_skip_whole(scene, partitive, limit))
        if noun or scene.word(partitive - 1) not in _OWNING:
            last = max(last, partitive) if noun else partitive
            common = scene.word(partitive - 1) in _OWNING
            return Counted(noun, number.outer, last, partitive=True, head=last if noun else -1, common=common)
    noun, last = find_noun(scene, number.last, min(limit, number.last + LONGEST), many=number.value > 1)
    if noun is None:
        noun = _borrow(scene, number.last)
        common = partitive is not None and scene.word(partitive - 1) == "the"
        return Counted(noun, number.outer, number.last, partitive=partitive is not None, common=common)
    noun, last = _with_companions(scene, noun, last)
    noun, last = _with_kind(scene, noun, last)
    return Counted(noun, number.outer, last, partitive=partitive is not None and noun.kind != "mass", head=last)


def _borrow(scene: Scene, index: int) -> Noun | None:
    """The noun that two counts share: `8 anti-tank and 30 anti-personnel mines`."""
    tokens, place = scene.tokens, index
    while place < index + _ADJECTIVES and place < len(tokens) and _is_plain(scene, place):
        place += 1
    if place == index or scene.word(place) not in ("and", "or") or tokens.kind[place + 1 : place + 2] != [NUMERAL]:
        return None
    return find_noun(scene, place + 2, min(len(tokens), place + 2 + _ADJECTIVES + 1), many=True)[0]


_ADJECTIVES: Final = 2


def _is_plain(scene: Scene, index: int) -> bool:
    """Whether a word is neither name nor noun nor event nor the end of a phrase: an adjective, most likely."""
    return (
        scene.tokens.kind[index] == WORD
        and not scene.tokens.capital(index)
        and scene.word(index) not in ENDS
        and not scene.marked("event", index)
        and not (scene.marked("noun", index) and scene.marks["noun"][index][1].plural)
    )


def is_numeral(scene: Scene, index: int) -> bool:
    """Whether a numeral begins at a token, in digits or words."""
    return index < len(scene.tokens) and read_numeral(scene.tokens, index) is not None


def _skip_whole(scene: Scene, place: int, limit: int) -> tuple[int, int]:
    """Where the noun of a whole can stand: `233 of the 355 drones`, `640 of the total number of calls`."""
    if scene.word(place) == "total":
        place += 1
    if scene.word(place) == "number" and scene.word(place + 1) == "of":
        place += 2
    whole = read_numeral(scene.tokens, place) if place < len(scene.tokens) else None
    if whole and (scene.word(place - 1) in _DEFINITE or scene.word(place - 1).endswith(("of", "'s"))):
        return whole[0], min(whole[0] + LONGEST, len(scene.tokens))
    return place, min(limit, place + LONGEST)


def _skip_owner(scene: Scene, index: int) -> int | None:
    """The token of the numeral behind whose it is: `six of the country's eight regions`."""
    for place in range(index, index + _OWNER):
        if scene.word(place).endswith("'s"):
            return place + 1 if is_numeral(scene, place + 1) else None
        if scene.word(place) in ENDS or place >= len(scene.tokens):
            return None
    return None


_OWNER: Final = 5
_POSSESSIVES: Final = frozenset({"its", "their", "our", "his", "her", "my"})
_OWNING: Final = _POSSESSIVES | {"the", "of"}
_DEFINITE: Final = frozenset({"the", "these", "those", "all", *_POSSESSIVES})


def _read_times(scene: Scene, number: Number) -> Counted:
    """`came under fire 18 times`: as many attacks."""
    sense = repeated(scene, number)
    noun = Noun("violation", "violation", indicator="violations", fixed=True) if sense == "violate" else _ATTACK
    last = number.last + (scene.word(number.last) == "times")
    return Counted(noun, number.outer, last, head=last)


_TIMES: Final = frozenset({"twice", "thrice"})


def repeated(scene: Scene, number: Number) -> str | None:
    """The sense of the event that is counted by `three times` or `twice` behind it, None where there is none."""
    events = scene.marks.get("event", {})
    for place in range(number.outer - 1, max(-1, number.outer - _TIMES_REACH), -1):
        if place in events and events[place][1].sense in ("attack", "violate"):
            return str(events[place][1].sense)
        if scene.word(place) in (".", ";"):
            return None
    return None


_TIMES_REACH: Final = 10
_ATTACK: Final = Noun("attack", "attack", indicator="attacks", fixed=True)


def _partitive(scene: Scene, index: int) -> int | None:
    """The token after words that make a number a part: `of them`, `of the`."""
    found = scene.marks.get("phrase.partitives", {}).get(index)
    if found and scene.word(index) == "among" and scene.word(found[0]) in ("a", "an", "one"):
        return None  # nine were hurt, among them a child
    if found and scene.word(found[0] - 1) in _RELATIVES and is_numeral(scene, found[0]):
        return None  # 33,000 of which 16,000 fell
    return found[0] if found else None


_RELATIVES: Final = frozenset({"which", "whom"})


def find_noun(scene: Scene, index: int, limit: int, *, many: bool = False) -> tuple[Noun | None, int]:
    """The last noun of the run of nouns and adjectives that begins at a token, and the token after it.

    Where there are `many` a singular is no more than an adjective: `80 national guards`, `the 1999 tremor`.
    """
    nouns, best, last = scene.marks.get("noun", {}), None, index
    place, guess, guessed = index, None, index
    while place < limit:
        found = None if _is_make(scene, place) else nouns.get(place)
        if found and best and not found[1].plural and (best.plural or _is_predicate(scene, place)):
            break  # `14 soldiers prisoner`, `one rocket hit the wall`
        if found and many and not found[1].plural and found[1].kind not in MEASURES:
            place = found[0]
            continue
        if found and not (best and best.fixed is False and found[1].fixed):
            place, best = found
            last = place
            if best.kind in MEASURES:
                break
            continue
        if best is None and _is_short_name(scene, place):
            place += _SHORT_NAME
            continue
        if not _continues(scene, place, have=best is not None):
            break
        if best is None and _looks_plural(scene, place) and (guess := _guess(scene, place) or guess):
            guessed = place + 1
        place += 1
    if best is None:
        return guess, guessed
    return best, last


def _is_make(scene: Scene, index: int) -> bool:
    """Whether a letter only begins the name of a make: two T-62 tanks weigh more than two tonnes."""
    return len(scene.word(index)) == 1 and scene.word(index + 1) == "-" and scene.tokens.glued(index + 1)


def _is_predicate(scene: Scene, place: int) -> bool:
    """Whether a noun that is also a verb has an object."""
    return scene.marked("event", place) and scene.word(place + 1) in _ARTICLES


_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "his", "her"})


def _is_short_name(scene: Scene, place: int) -> bool:
    """Whether a short name stands in brackets behind a long one: `17 Disaster Response Force (DRF) teams`."""
    if scene.word(place) != "(" or scene.word(place + 2) != ")":
        return False
    return scene.tokens.capital(place + 1) and len(scene.word(place + 1)) > 1


_SHORT_NAME: Final = 3


def _continues(scene: Scene, place: int, *, have: bool) -> bool:
    """Whether a noun phrase may go on over a token."""
    kind, word = scene.tokens.kind[place], scene.word(place)
    if kind == MARK:
        return word in _SKIPPED and not have
    if kind != WORD or word in ENDS or scene.dated[place]:
        return kind == NUMERAL and scene.tokens.glued(place) and not have
    if word in ("of", "the"):
        return (not have and word == "the") or (not have and scene.word(place + 1) in ("the", "these", "those", "such"))
    if have and word.endswith("ed"):
        return False
    event = scene.marks.get("event", {}).get(place)
    if event and event[1].verb:
        return not have and event[0] in scene.marks.get("noun", ()) and not scene.word(place).endswith("s")
    return not have or (scene.tokens.kind[place] == WORD and place + 1 in scene.marks.get("noun", ()))


def _with_kind(scene: Scene, noun: Noun, last: int) -> tuple[Noun, int]:
    """`3 cases of shelling`, `34 incidents of gunfire`: what a truce commission counts, by the noun that is told."""
    if noun.kind == "area" and scene.word(last) == "of" and scene.marked("phrase.crops", last + 1):
        return replace(noun, kind="crop"), last + 2
    found = scene.marks.get("noun", {}).get(last + 1) if scene.word(last) == "of" else None
    if noun.kind not in ("case", "incident", "fact") or not found:
        return noun, last
    if found[1].kind in ("incident", "attack", "violation"):
        unit = noun.unit if noun.kind == "incident" else found[1].unit
        return Noun("violation", unit, indicator="violations"), found[0]
    return noun, last


def _looks_plural(scene: Scene, place: int) -> bool:
    word = scene.word(place)
    return len(word) > len("its") and word.endswith("s") and not word.endswith(("ss", "'s", "us"))


def _guess(scene: Scene, place: int) -> Noun | None:
    """A noun that no list holds: people where it looks like the name of a people, no other name, else a thing."""
    word = scene.word(place)
    if scene.tokens.capital(place):
        if word.endswith(scene.demonym_endings):
            return _PERSON
        if scene.tokens.capital(place + 1) if place + 1 < len(scene.tokens) else False:
            return None
    return Noun("thing", singularise(word), guessed=True)


def _with_companions(scene: Scene, noun: Noun, last: int) -> tuple[Noun, int]:
    """Fighters and their families are counted as one."""
    found = scene.marks.get("phrase.companions", {}).get(last)
    if found and noun.population == "militants":
        return replace(noun, population="militants_and_families"), found[0]
    return noun, last
