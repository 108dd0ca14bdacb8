"""Every number of a text: its value and qualifier, or the reason why it counts nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ingest.extract.lexicon import Marks
from ingest.extract.numerals import LONGEST, OPENERS, read_numeral
from ingest.extract.qualifiers import find_qualifiers, qualify
from ingest.extract.text import NUMERAL, WORD, Tokens
from ingest.extract.uncounted import find_refusal
from ingest.model import Qualifier


@dataclass(slots=True)
class Number:
    """A number at tokens `first` up to `last`; `outer` is the first token of its qualifier.

    `reason` says why it is no figure, None where it may be one. `currency` is the unit that a sign before it names.
    """

    first: int
    last: int
    outer: int
    value: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = "exact"
    currency: str | None = None
    reason: str | None = None


_AROUND: Final = ("",) * 100
"""Further than this no rule looks beyond either end of a text."""


@dataclass(slots=True)
class Scene:
    """What reading numbers needs: tokens, marks by category, and which tokens belong to dates and periods."""

    tokens: Tokens
    marks: dict[str, Marks]
    dated: bytearray
    openings: frozenset[int]
    """First tokens of sentences."""
    demonym_endings: tuple[str, ...] = ()
    word: Callable[[int], str] = field(init=False, repr=False, compare=False)
    """The word at a token, empty around the text: what lies before its first token is found behind its last."""

    def __post_init__(self) -> None:
        self.word = [*self.tokens.word, *_AROUND].__getitem__

    def labels(self, end: int) -> bool:
        """Whether a word that only names what follows stands before a token: `No.`, `Resolution`."""
        labels = self.marks.get("numeral.labels")
        if not labels:
            return False
        return any(place in labels and labels[place][0] == end for place in range(max(0, end - 2), end))

    def marked(self, category: str, index: int) -> bool:
        """Whether a phrase of a category begins at a token."""
        return index in self.marks.get(category, ())


_APART: Final = 6
_LEVELS: Final = frozenset({"from", "rose", "risen", "fell", "grew", "increased", "up"})
_WIDEST: Final = 2
"""A rise `by 3 to 17` tells the step and the level; `by 10 to 15` may be a range."""
COUNTED: Final = frozenset({"person", "house", "settlement", "vehicle", "attack", "animal", "violation", "weapon"})
"""Kinds of nouns of which there is no half."""
_RANGE_SIGNS: Final = frozenset("-–—")
_REFUSED: Final = Decimal(10) ** LONGEST
_NOTHING: Final = frozenset({"no", "nobody", "none", "zero"})
_OPENERS: Final = OPENERS.union(_NOTHING, ["not"])


def find_numbers(scene: Scene) -> list[Number]:
    """All numbers in order of text; no token belongs to two."""
    found: list[Number] = []
    free, tokens = 0, scene.tokens
    qualifiers = find_qualifiers(scene)
    for index in tokens.find(_OPENERS):
        number = _read(scene, index) if index >= free else None
        if number is None:
            continue
        qualify(scene, number, qualifiers)
        if found and _joins(scene, found[-1], number):
            _join(found[-1], number)
            found[-1].reason = find_refusal(scene, found[-1])
        elif found and (share := _share(scene, found[-1], number)):
            found[-1].value += number.value * share
        else:
            number.reason = number.reason or find_refusal(scene, number)
            found.append(number)
            if number.value == 0 and number.reason is None:
                found += _nor(scene, number.last)
        free = max(number.last, found[-1].last)
    return found


def _read(scene: Scene, index: int) -> Number | None:
    tokens = scene.tokens
    if tokens.kind[index] == NUMERAL:
        return _read_digits(scene, index)
    if scene.dated[index]:
        return None
    word = tokens.word[index]
    if word in _NOTHING or (word == "not" and tokens.word[index + 1 : index + 3] == ["a", "single"]):
        return _nothing(scene, index)
    numeral = read_numeral(tokens, index)
    if numeral is None:
        return None
    if word in ("a", "an") and scene.word(index - 1) == "half":
        return Number(index - 1, numeral[0], index - 1, numeral[1] / 2)
    return Number(index, numeral[0], index, numeral[1])


def _read_digits(scene: Scene, index: int) -> Number:
    numeral = read_numeral(scene.tokens, index)
    if numeral is None:
        return Number(index, index + 1, index, Decimal(0), reason="too long")
    if _is_million(scene, index, numeral[0]):
        numeral = numeral[0] + 1, numeral[1] * _MAGNITUDE**2
    if (noun := scene.marks.get("noun", {}).get(numeral[0])) and noun[1].kind in COUNTED and _is_grouped(scene, index):
        numeral = numeral[0], numeral[1] * _MAGNITUDE
    reason = "date" if scene.dated[index] else "too long" if numeral[1] >= _REFUSED else None
    return Number(index, numeral[0], index, numeral[1], reason=reason)


def _is_grouped(scene: Scene, index: int) -> bool:
    """Whether a point may only part groups, `1.234 people`: three digits stand behind it."""
    head, _, tail = scene.word(index).partition(".")
    return len(tail) == len("234") and tail.isdecimal() and 0 < len(head) <= len("123") and head[0] != "0"


def _is_million(scene: Scene, index: int, last: int) -> bool:
    """Whether an `m` stands for a million: `1.2m people`, `$4 m`, `1.8 m litres`; not `the wall is 4 m high`."""
    if scene.word(last) != "m":
        return False
    noun = scene.marks.get("noun", {}).get(last + 1)
    return scene.marked("currency", index - 1) or (noun is not None and noun[1].plural)


def _nothing(scene: Scene, index: int) -> Number | None:
    """An explicit zero: `no violations`, `not a single agreement`, `nobody was hurt`."""
    word = scene.word(index)
    last = index + (3 if word == "not" else 1)
    listed = word == "none" and scene.word(index - 1) in _LISTING and scene.word(last) in _LIST_ENDS
    if word == "zero" or listed:
        return Number(index, last, index, Decimal(0))
    if word == "nobody" or (scene.word(last) == "one" and word == "no"):
        last += word == "no"
        return Number(index, last, index, Decimal(0)) if _is_harmed(scene, last) and not _claims(scene, last) else None
    for place in range(last, min(last + _NOUN_REACH, len(scene.tokens))):
        noun = scene.marks.get("noun", {}).get(place)
        if noun and _claims(scene, noun[0]):
            return None
        if noun and (noun[1].plural or word == "not" or noun[1].fixed or noun[1].indicator or _is_told(scene, noun[0])):
            return Number(index, last, index, Decimal(0))
        if scene.tokens.kind[place] != WORD:
            return None
    return None


_NOUN_REACH: Final = 3
_LISTING: Final = frozenset({",", ":", "–", "-"})
_LIST_ENDS: Final = frozenset({";", ".", ",", "\n"})


def _claims(scene: Scene, index: int) -> bool:
    """Whether nobody owned up: `no group has claimed the bombing`."""
    return "claimed" in (scene.word(index), scene.word(index + 1))


def _is_harmed(scene: Scene, index: int) -> bool:
    """Whether what nobody met with follows: `nobody was hurt`; `nobody knows` counts nothing."""
    events = scene.marks.get("event", {})
    return any(place in events and not events[place][1].weak for place in range(index, index + _EVENT_REACH))


_EVENT_REACH: Final = 4


def _nor(scene: Scene, index: int) -> list[Number]:
    """The second nothing of a pair: `no injuries or deaths`."""
    nouns = scene.marks.get("noun", {})
    first = next((place for place in range(index, index + _NOUN_REACH) if place in nouns), None)
    if first is None or scene.word(nouns[first][0]) not in ("or", "nor"):
        return []
    joint = nouns[first][0]
    return [Number(joint, joint + 1, joint, Decimal(0))] if joint + 1 in nouns else []


def _is_told(scene: Scene, index: int) -> bool:
    """Whether a verb of a single thing follows: `no port is closed`."""
    return scene.word(index) in ("is", "was", "has", "were", "had")


def _joins(scene: Scene, left: Number, right: Number) -> bool:
    """Whether two numbers are one range: `200-250`, `200 to 250 people`, `between 5 and 6 thousand`."""
    gap, tokens = right.first - left.last, scene.tokens
    if left.reason or right.reason or gap != 1 or left.value >= right.value:
        return False
    if tokens.start[right.first] - tokens.end[left.last - 1] >= _APART:
        return False  # cells of a table
    joint = scene.word(left.last)
    if joint in _RANGE_SIGNS:
        return scene.tokens.kind[left.first] == scene.tokens.kind[right.first]
    if joint == "to":
        before = scene.word(left.outer - 1)
        return before not in _LEVELS and not (before == "by" and right.value > left.value * _WIDEST)
    if joint == "or":
        return right.value <= left.value + 2
    return joint == "and" and scene.word(left.outer - 1) == "between"


def _join(left: Number, right: Number) -> None:
    scale = right.value / left.value if left.value else Decimal(0)
    if scale >= _MAGNITUDE and left.value < _MAGNITUDE:  # "5 to 6 thousand"
        magnitude = Decimal(1000) if scale < _MAGNITUDE**2 else _MAGNITUDE**2
        left.value *= magnitude
    left.high, left.last, left.qualifier = right.value, right.last, "range"


_MAGNITUDE: Final = Decimal(1000)


def _share(scene: Scene, left: Number, right: Number) -> Decimal | None:
    """How much of the unit before it one of a number is that goes on with a smaller unit: `14 kg and 700 grams`."""
    nouns = scene.marks.get("noun", {})
    larger = None if left.reason else nouns.get(left.last)
    if larger is None or right.outer - larger[0] > 1:
        return None
    smaller = nouns.get(right.last)
    if smaller is None:
        return None
    if right.outer - larger[0] == 1 and scene.word(larger[0]) != "and":
        return None
    share = _SHARES.get((larger[1].unit, smaller[1].unit))
    return share if share and right.value * share < 1 else None


_SHARES: Final = {("kilogram", "gram"): Decimal("0.001"), ("tonne", "kilogram"): Decimal("0.001")}
