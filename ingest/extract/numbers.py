"""Every number of a text: its value and qualifier, or the reason why it counts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.extract.numerals import LONGEST, read_numeral
from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ingest.extract.lexicon import Marks
    from ingest.extract.text import Tokens
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


@dataclass(slots=True)
class Scene:
    """What reading numbers needs: tokens, marks by category, and which tokens belong to dates and periods."""

    tokens: Tokens
    marks: Mapping[str, Marks]
    dated: bytearray
    openings: frozenset[int]
    """First tokens of sentences."""
    demonym_endings: tuple[str, ...] = ()

    def word(self, index: int) -> str:
        """The word at a token, empty outside the text."""
        return self.tokens.word[index] if 0 <= index < len(self.tokens) else ""

    def labels(self, end: int) -> bool:
        """Whether a word that only names what follows stands before a token: `No.`, `Resolution`."""
        labels = self.marks.get("numeral.labels", {})
        return any(place in labels and labels[place][0] == end for place in range(max(0, end - 2), end))

    def marked(self, category: str, index: int) -> bool:
        """Whether a phrase of a category begins at a token."""
        return index in self.marks.get(category, ())


_SIGNS: Final = {"$": "dollar", "€": "euro", "£": "pound", "₱": "peso", "¥": "yuan", "₹": "rupee", "₽": "rouble"}
_ABBREVIATED: Final = {"rs": "rupee", "usd": "dollar", "eur": "euro", "php": "peso"}
_RANGE_SIGNS: Final = frozenset("-–—")
_REFUSED: Final = Decimal(10) ** LONGEST
_NOTHING: Final = frozenset({"no", "nobody", "none", "zero"})


def find_numbers(scene: Scene) -> list[Number]:
    """All numbers in order of text; no token belongs to two."""
    found: list[Number] = []
    index, tokens = 0, scene.tokens
    qualifiers = {end: (start, name) for start, (end, name) in scene.marks.get("qualifier", {}).items()}
    while index < len(tokens):
        number = _read(scene, index)
        if number is None:
            index += 1
            continue
        _qualify(scene, number, qualifiers)
        if found and _joins(scene, found[-1], number):
            _join(found[-1], number)
        else:
            number.reason = number.reason or _reason(scene, number)
            found.append(number)
        index = number.last
    return found


def _read(scene: Scene, index: int) -> Number | None:
    tokens = scene.tokens
    if tokens.kind[index] == NUMERAL:
        numeral = read_numeral(tokens, index)
        if numeral is None:
            return Number(index, index + 1, index, Decimal(0), reason="too long")
        reason = "date" if scene.dated[index] else "too long" if numeral[1] >= _REFUSED else None
        return Number(index, numeral[0], index, numeral[1], reason=reason)
    if tokens.kind[index] != WORD or scene.dated[index]:
        return None
    if tokens.word[index] in _NOTHING or tokens.word[index : index + 3] == ["not", "a", "single"]:
        return _nothing(scene, index)
    numeral = read_numeral(tokens, index)
    return Number(index, numeral[0], index, numeral[1]) if numeral else None


def _nothing(scene: Scene, index: int) -> Number | None:
    """An explicit zero: `no violations`, `not a single agreement`, `nobody was hurt`."""
    word = scene.word(index)
    last = index + (3 if word == "not" else 1)
    if word in ("nobody", "zero"):
        return Number(index, last, index, Decimal(0))
    if scene.word(last) == "one" and word == "no":
        return Number(index, last + 1, index, Decimal(0))
    for place in range(last, min(last + _NOUN_REACH, len(scene.tokens))):
        noun = scene.marks.get("noun", {}).get(place)
        if noun and (noun[1].plural or word == "not" or noun[1].fixed or noun[1].indicator):
            return Number(index, last, index, Decimal(0))
        if scene.tokens.kind[place] != WORD:
            return None
    return None


_NOUN_REACH: Final = 3


def _qualify(scene: Scene, number: Number, qualifiers: Mapping[int, tuple[int, str]]) -> None:
    """Find the currency sign and the qualifier before a number."""
    before = number.first - 1
    if scene.word(before) in _SIGNS:
        number.currency = _SIGNS[scene.word(before)]
        before -= 1 + (scene.word(before - 1) in ("us", "a", "c") and scene.tokens.glued(before))
    elif scene.word(before) in _ABBREVIATED or (scene.word(before) == "." and scene.word(before - 1) in _ABBREVIATED):
        before -= scene.word(before) == "."
        number.currency = _ABBREVIATED[scene.word(before)]
        before -= 1
    number.outer = before + 1
    while scene.word(before) in _BETWEEN:
        before -= 1
    found = qualifiers.get(before + 1)
    if found and not scene.dated[number.first]:
        number.outer, number.qualifier = found[0], found[1]  # type: ignore[assignment]


_BETWEEN: Final = frozenset({"a", "another", "the", "further", "additional"})


def _joins(scene: Scene, left: Number, right: Number) -> bool:
    """Whether two numbers are one range: `200-250`, `200 to 250 people`, `between 5 and 6 thousand`."""
    gap = right.first - left.last
    if left.reason or right.reason or gap != 1 or left.value >= right.value:
        return False
    joint = scene.word(left.last)
    if joint in _RANGE_SIGNS:
        return scene.tokens.kind[left.first] == scene.tokens.kind[right.first]
    if joint == "to":
        return scene.word(left.outer - 1) not in ("from", "rose", "risen", "fell", "grew", "increased", "up")
    return joint == "and" and scene.word(left.outer - 1) == "between"


def _join(left: Number, right: Number) -> None:
    scale = right.value / left.value if left.value else Decimal(0)
    if scale >= _MAGNITUDE and left.value < _MAGNITUDE:  # "5 to 6 thousand"
        magnitude = Decimal(1000) if scale < _MAGNITUDE**2 else _MAGNITUDE**2
        left.value *= magnitude
    left.high, left.last, left.qualifier = right.value, right.last, "range"


_MAGNITUDE: Final = Decimal(1000)


def _reason(scene: Scene, number: Number) -> str | None:
    """Why a number counts nothing; None where it may."""
    return next((name for name, test in _TESTS if test(scene, number)), None)


def _is_name(scene: Scene, number: Number) -> bool:
    """Part of a name: `Il-76`, `M4`, `COVID-19`, `No. 3`, `Resolution 2268`."""
    tokens, first = scene.tokens, number.first
    if tokens.glued(first) and not number.currency:
        sign = scene.word(first - 1)
        if tokens.kind[first - 1] == WORD or sign in "№#@/:.,_":
            return True
        if sign in _RANGE_SIGNS and tokens.glued(first - 1):
            return True
    before = first - 1 - (scene.word(first - 1) == ".")
    if tokens.kind[first] == NUMERAL and any(scene.labels(end) for end in {first, before + 1}):
        return True
    if tokens.kind[first] == NUMERAL == tokens.kind[first - 1] and first and not scene.dated[first - 1]:
        return True  # two numerals side by side: digits of a telephone
    return scene.word(first - 1) == "+" and len(tokens.word[first]) >= len("963")


def _is_compound(scene: Scene, number: Number) -> bool:
    """The first half of an adjective or an ordinal: `30-day`, `155-mm`, `17th`, `60s`, `12:30`."""
    tokens, last = scene.tokens, number.last
    if not tokens.glued(last):
        return False
    word = scene.word(last)
    if tokens.kind[last] == WORD:
        return word in ("st", "nd", "rd", "th", "s", "'s") or not _is_unit(scene, last)
    if tokens.kind[last] == NUMERAL:
        return True
    if word in "-‐‑" and tokens.glued(last + 1):
        return tokens.kind[last + 1] == WORD
    return word in "/:" and tokens.glued(last + 1) and tokens.kind[last + 1] in (NUMERAL, WORD)


def _is_unit(scene: Scene, index: int) -> bool:
    return scene.marked("noun", index)


def _is_rate(scene: Scene, number: Number) -> bool:
    """A percentage, or the denominator of a rate."""
    word = scene.word(number.last)
    return (
        word == "%"
        or scene.word(number.first - 1) == "per"
        or (scene.word(number.last) == "per" and scene.word(number.last + 1) in ("cent", "100"))
    )


def _is_measure(scene: Scene, number: Number) -> bool:
    """A physical measurement, a duration, an age or a clock time."""
    word = scene.word(number.last)
    if scene.marked("numeral.durations", number.last) or scene.marked("numeral.measures", number.last):
        return True
    if word in _ADJECTIVES and scene.marked("numeral.durations", number.last + 1):
        return True
    return scene.word(number.first - 1) in ("aged", "age")


_ADJECTIVES: Final = frozenset({"consecutive", "full", "last", "past", "working", "more"})


def _is_listed(scene: Scene, number: Number) -> bool:
    """The number of a list's item, `1.` or `2)`, or of a heading."""
    if number.first not in scene.openings or scene.tokens.kind[number.first] != NUMERAL:
        return False
    return scene.word(number.last) in (".", ")") and scene.tokens.glued(number.last) and number.value < _LIST_END


_LIST_END: Final = 100


def _is_pronoun(scene: Scene, number: Number) -> bool:
    """`one` that counts nothing: `one of the`, `one another`, `no one`, `this one`."""
    if scene.word(number.first) != "one" or number.last - number.first > 1:
        return False
    after = scene.word(number.last)
    if after in (
        "of",
        "another",
        "who",
        "that",
        "can",
        "by",
        "would",
        "or",
        "side",
        "day",
        "hand",
        "thing",
        "point",
        "time",
    ):
        return not (after == "of" and scene.word(number.last + 1) == "them")
    return scene.word(number.first - 1) in (
        "this",
        "that",
        "no",
        "every",
        "any",
        "only",
        "the",
        "last",
        "next",
        "which",
        "some",
    )


def _is_year(scene: Scene, number: Number) -> bool:
    raw = scene.word(number.first)
    if scene.tokens.kind[number.first] != NUMERAL or len(raw) != len("2018") or not raw.isdecimal():
        return False
    if not _FIRST_YEAR <= int(raw) <= _LAST_YEAR:
        return False
    return not scene.marked("noun", number.last) and number.qualifier == "exact"


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_TESTS: Final[tuple[tuple[str, Callable[[Scene, Number], bool]], ...]] = (
    ("name", _is_name),
    ("compound", _is_compound),
    ("rate", _is_rate),
    ("measure", _is_measure),
    ("listed", _is_listed),
    ("pronoun", _is_pronoun),
    ("year", _is_year),
)
