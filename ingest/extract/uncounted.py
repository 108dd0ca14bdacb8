"""Why a number counts nothing: names, measures, ages, rates, numbers of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.ages import is_age
from ingest.extract.counted import repeated
from ingest.extract.ratios import is_rate
from ingest.extract.text import CLOCK, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.extract.numbers import Number, Scene


def find_refusal(scene: Scene, number: Number) -> str | None:
    """Why a number counts nothing; None where it may count something."""
    for name, test in _TESTS:
        if test(scene, number):
            return name
    return None


_SCALED: Final = ("million-", "billion-", "thousand-", "hundred-", "mile-", "metre-", "meter-", "kilometre-")
_TELEPHONES: Final = frozenset("☎📞📱")
_DASHES: Final = frozenset("-–—‐‑")


def _is_reference(scene: Scene, number: Number) -> bool:
    """The mark of a footnote, `[1]`: a small number alone in square brackets."""
    return scene.word(number.first - 1) == "[" and scene.word(number.last) == "]" and number.value < _NOTES


_NOTES: Final = 1000


def _is_negative(scene: Scene, number: Number) -> bool:
    """Less than nothing, which no count is: `-5 people`, `minus five`; a dash that opens a line lists what follows."""
    sign, tokens = number.first - 1, scene.tokens
    if scene.word(sign) in _MINUS:
        return True
    if scene.word(sign) != "-" or not tokens.glued(number.first) or tokens.glued(sign):
        return False
    return not _is_bulleted(scene, number) and tokens.kind[sign - 1] == WORD


def _is_bulleted(scene: Scene, number: Number) -> bool:
    """Whether a dash before a number only opens its line."""
    return not scene.openings.isdisjoint((number.first - 1, number.first))


_MINUS: Final = frozenset({"minus", "−"})


def _is_name(scene: Scene, number: Number) -> bool:
    """Part of a name: `Il-76`, `M4`, `COVID-19`, `No. 3`, `Resolution 2268`, `Camp 4`, `Depression Fourteen`."""
    tokens, first = scene.tokens, number.first
    if tokens.glued(first) and not (number.currency or _lost_space(scene, number) or _is_bulleted(scene, number)):
        sign = scene.word(first - 1)
        if tokens.kind[first - 1] == WORD or sign in "№#@/:.,_":
            return True
        if sign in _DASHES and tokens.glued(first - 1):
            return True
    if scene.word(last := number.last) and tokens.word[last].startswith(_SCALED):  # a 2.3 million-person city
        return True
    if tokens.kind[first] == NUMERAL:
        return not _stands_apart(scene, first) and _is_labelled(scene, number)
    return _is_title(scene, number) or (
        scene.labels(first) and scene.word(first - 1) != "no" and not _counts_many(scene, last)
    )


def _stands_apart(scene: Scene, first: int) -> bool:
    """Whether a wide gap parts a number from what stands before it, as in a table."""
    tokens = scene.tokens
    gap = tokens.start[first] - tokens.end[first - 1] if first else 0
    return gap > 0 and (gap >= _GAP or "\t" in tokens.text[tokens.end[first - 1] : tokens.start[first]])


_GAP: Final = 3


def _counts_many(scene: Scene, index: int) -> bool:
    """Whether a plural stands at a token: `issued two warnings`, not `level one landslide warnings`."""
    noun = scene.marks.get("noun", {}).get(index)
    return noun is not None and bool(noun[1].plural)


def _lost_space(scene: Scene, number: Number) -> bool:
    """A count that a page ran together with what stood before: `across14 provinces`, `on.Two teams`."""
    tokens, before = scene.tokens, number.first - 1
    if not scene.marked("noun", number.last) or tokens.glued(number.last):
        return False
    if tokens.word[before] == ".":
        return tokens.glued(before) and tokens.kind[before - 1] == tokens.kind[number.first] == WORD
    word = tokens.slice(before, before + 1)
    return len(word) >= _SPELLED and word.islower() and word.isalpha()


_SPELLED: Final = len("with")
"""Shorter words before a number are rather parts of a name: `mp3`, `ver2`."""


def _is_labelled(scene: Scene, number: Number) -> bool:
    tokens, first = scene.tokens, number.first
    if scene.word(first - 1) == "week" and scene.word(first - 2) in _WEEKS:
        return False
    before = first - 1 - (scene.word(first - 1) == ".")
    if (scene.labels(first) or (before + 1 < first and scene.labels(before + 1))) and not (
        scene.marked("noun", number.last)  # `we report 38 deaths`
        and not tokens.capital(before)
        and number.value == int(number.value)
    ):
        return True
    if _is_numbered(scene, number) or _is_called(scene, number) or _is_beside_digits(scene, number):
        return True
    if _names_quarter(scene, number):
        return True
    behind = number.last + (scene.word(number.last) == ")" and scene.word(first - 1) == "(")
    if behind < len(tokens) and (
        (tokens.capital(behind) and _is_furniture(scene, number, behind))
        or (behind > number.last and _has_digits(scene, behind))  # Topic: floods (180) 0 54
    ):
        return True
    return _is_telephone(scene, first)


def _is_beside_digits(scene: Scene, number: Number) -> bool:
    """Whether another numeral stands beside it, as the digits of a telephone do; not `2018-05-13 12 people`."""
    if _has_digits(scene, number.last):
        return True
    dated = scene.tokens.kind[number.first - 1] == CLOCK and scene.marked("noun", number.last)
    return _has_digits(scene, number.first - 1) and not dated


def _is_telephone(scene: Scene, first: int) -> bool:
    sign = first - 1 - (scene.word(first - 1) == "\ufe0f")
    if scene.word(sign) in _TELEPHONES:
        return True
    plus = scene.word(first - 1) == "+" and scene.word(first - 2) != "("  # "1,246 (+120)" tells what was added
    return plus and len(scene.tokens.word[first]) >= len("963")


def _is_called(scene: Scene, number: Number) -> bool:
    """A single vehicle that bears a number, or a class with a plus: `patrol boat 602 took`, `IPC 3+`."""
    noun = scene.marks.get("noun", {}).get(number.first - 1)
    if scene.marked("noun", number.last) or number.qualifier != "exact":
        return False
    if noun and noun[1].kind == "vehicle" and not noun[1].plural and scene.tokens.kind[number.last - 1] == NUMERAL:
        return True
    return scene.word(number.last) == "+" and scene.tokens.glued(number.last)


def _names_quarter(scene: Scene, number: Number) -> bool:
    """A number behind a name and before the single thing so named: `the Latmah 86 neighbourhood`."""
    noun = scene.marks.get("noun", {}).get(number.last)
    if noun is None or noun[1].plural or noun[1].kind not in _QUARTERS or number.value <= 1:
        return False
    return scene.tokens.capital(number.first - 1) and number.first - 1 not in scene.openings


_QUARTERS: Final = frozenset({"settlement", "region"})


_WEEKS: Final = frozenset({
    "following", "next", "past", "last", "previous", "preceding", "same", "this", "that", "first",
})  # fmt: skip
"""A week that one of these points to bears no number."""


def _has_digits(scene: Scene, index: int) -> bool:
    """Whether digits stand at a token that are no date in words: `12 May` is one, `1549 28.05.2017` a stamp."""
    if not scene.word(index)[:1].isdigit() or _is_clock(scene, index):
        return False
    return scene.tokens.kind[index] == CLOCK or (scene.tokens.kind[index] == NUMERAL and not scene.dated[index])


def _is_furniture(scene: Scene, number: Number, behind: int) -> bool:
    """A counter of the page around the text, before a headline or a label: `548 A court has …`, `12 Comments`."""
    after = scene.word(behind)
    return scene.marked("numeral.furniture", behind) or (
        behind == number.last and after in _OPENING and number.first not in scene.openings
    )


_OPENING: Final = frozenset({"a", "an", "the", "this", "it", "he", "she", "they", "at", "on"})


def _is_numbered(scene: Scene, number: Number) -> bool:
    """A place or unit that is called by a number: `in Sector 7`, `Camp 12`; not `Punjab Province 96`."""
    tokens, before = scene.tokens, number.first - 1
    if not scene.marked("numeral.numbered", before) or not tokens.capital(before) or scene.marked("noun", number.last):
        return False
    named = before > 0 and tokens.capital(before - 1) and before not in scene.openings
    return not named and len(tokens.word[number.first]) <= len("731")


def _is_title(scene: Scene, number: Number) -> bool:
    """A capital number word amid small words is part of a name: `the Five Golden Rules`, `Depression Fourteen`."""
    tokens, first, last = scene.tokens, number.first, number.last
    if first in scene.openings or not tokens.capital(first) or first == 0 or last >= len(tokens):
        return False
    if tokens.kind[first - 1] == WORD and tokens.capital(last) and not tokens.capital(first - 1):
        return not scene.marked("noun", last) and not scene.marked("demonym", last)
    return (
        tokens.capital(first - 1)
        and not scene.marked("event", first - 1)
        and tokens.kind[last] == WORD
        and not tokens.capital(last)
        and not scene.marked("noun", last)
    )


def _is_compound(scene: Scene, number: Number) -> bool:
    """The first half of an adjective or an ordinal: `30-day`, `155-mm`, `17th`, `60s`, `12:30`."""
    tokens, last = scene.tokens, number.last
    if not tokens.glued(last):
        return False
    word = scene.word(last)
    if tokens.kind[last] == WORD:
        return word in ("st", "nd", "rd", "th", "s", "'s") or not scene.marked("noun", last)
    if tokens.kind[last] == NUMERAL or word == "_":
        return True
    if word in _AFTER_PART:
        return last + 1 < len(tokens) and tokens.glued(last + 1) and tokens.kind[last + 1] == _AFTER_PART[word]
    if word in _DASHES:
        return tokens.glued(last + 1) and tokens.kind[last + 1] == WORD
    return word in "/:" and tokens.glued(last + 1) and tokens.kind[last + 1] in (NUMERAL, WORD)


_AFTER_PART: Final = {".": WORD, ",": NUMERAL, "'": NUMERAL}
"""What goes on behind a mark with a word that is none, `3.b`, or a number grouped as none is, `12,345,67`."""


def _is_measure(scene: Scene, number: Number) -> bool:
    """A physical measurement, a duration, a clock time: `300 mm`, `24 hours`, `six consecutive days`, `0630 GMT`."""
    last, raw = number.last, scene.word(number.first)
    if scene.word(number.first - 1) in ("a", "an") and scene.tokens.kind[number.first] == NUMERAL:
        return number.value > 1 and not number.currency and number.last == number.first + 1  # a 50 kg bag
    if scene.marked("numeral.durations", last) or scene.marked("numeral.measures", last) or _is_clock(scene, last - 1):
        return True
    if scene.tokens.kind[number.first] == NUMERAL and len(raw) == len("0630") and raw.isdecimal():
        told = scene.word(number.first - 1) == "at" and int(raw[:2]) < _HOURS and int(raw[2:]) < _MINUTES
        if raw.startswith("0") or (told and scene.tokens.capital(number.last)):  # Wed 1 Oct at 1459 NNA
            return True
    if scene.word(last) == "times" or scene.word(number.first) in ("twice", "thrice"):
        return scene.word(last + 1) in ("more", "higher", "the", "as", "larger", "greater") or not repeated(
            scene, number
        )
    if scene.word(last) in _ADJECTIVES and scene.marked("numeral.durations", last + 1):
        return True
    return scene.marked("noun", last) and scene.marked("numeral.speeds", scene.marks["noun"][last][0])


def _is_clock(scene: Scene, index: int) -> bool:
    """Whether a time of day is written with a full stop: `at 03.20`."""
    hours, dot, minutes = scene.word(index).partition(".")
    digits = hours.isdecimal() and minutes.isdecimal() and len(hours) == len(minutes) == len("20")
    if not dot or not digits or scene.word(index - 1) not in _AT:
        return False
    return int(hours) < _HOURS and int(minutes) < _MINUTES


_AT: Final = frozenset({"at", "by", "from", "until", "till", "since", "between", "around", "about"})
_HOURS: Final = 24
_MINUTES: Final = 60
_ADJECTIVES: Final = frozenset({"consecutive", "full", "last", "past", "working", "more", "additional", "straight"})


def _is_listed(scene: Scene, number: Number) -> bool:
    """The number of a list's item, `1.` or `2)`, or of a heading."""
    if number.first not in scene.openings or scene.tokens.kind[number.first] != NUMERAL:
        return False
    return scene.word(number.last) in (".", ")") and scene.tokens.glued(number.last) and number.value < _LIST_END


_LIST_END: Final = 100


def _is_pronoun(scene: Scene, number: Number) -> bool:
    """What stands for something told: `one of the`, `one another`, `no one`, `this one`; `the first two had come`."""
    if scene.word(number.first - 1) in ("first", "last") and scene.word(number.first - 2) == "the":
        return scene.word(number.last) in _SUBJECTS
    if scene.word(number.first) != "one" or number.last - number.first > 1:
        return False
    after = scene.word(number.last)
    if after == "of":
        return scene.word(number.last + 1) not in ("them", "whom", "which", "these", "those")
    before = scene.word(number.first - 1)
    if before in ("only", "that") and scene.marked("noun", number.last):
        return False  # only one incident was reported; police said that one person died
    return after in _AFTER_PRONOUN or before in _BEFORE_PRONOUN


_SUBJECTS: Final = frozenset({"had", "have", "has", "were", "are", "was", ",", "."})
_AFTER_PRONOUN: Final = frozenset({
    "another", "who", "that", "can", "by", "would", "or", "side", "day", "hand", "thing", "point", "time", "way",
    "should", "could", "may", "has", "must", "video", "photo", "photograph", "picture", "image", "footage", "witness",
    "report", "source", "estimate", "account", "man's", "woman's",
})  # fmt: skip
_BEFORE_PRONOUN: Final = frozenset({
    "this", "that", "no", "every", "any", "only", "the", "last", "next", "which", "some", "each",
})  # fmt: skip


def _is_year(scene: Scene, number: Number) -> bool:
    raw = scene.word(number.first)
    if scene.tokens.kind[number.first] != NUMERAL or len(raw) != len("2018") or not raw.isdecimal():
        return False
    if not _FIRST_YEAR <= int(raw) <= _LAST_YEAR:
        return False
    noun = scene.marks.get("noun", {}).get(number.last)
    return (noun is None or not noun[1].plural) and number.qualifier == "exact"


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_TESTS: Final[tuple[tuple[str, Callable[[Scene, Number], bool]], ...]] = (
    ("reference", _is_reference),
    ("negative", _is_negative),
    ("name", _is_name),
    ("compound", _is_compound),
    ("rate", is_rate),
    ("measure", _is_measure),
    ("age", is_age),
    ("listed", _is_listed),
    ("pronoun", _is_pronoun),
    ("year", _is_year),
)
