"""Percentages, fractions, rates and scores: numbers that weigh others and count nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.numerals import read_numeral
from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.numbers import Number, Scene

_DASHES: Final = frozenset("-–—‐‑")


def is_rate(scene: Scene, number: Number) -> bool:
    """A percentage, a fraction, or either side of a rate: `41 %`, `two thirds`, `per 100,000`, `one in three`.

    So is a difference: `five fewer than on Sunday`.
    """
    after, before = scene.word(number.last), scene.word(number.first - 1)
    if after in _DIFFERENCES and scene.word(number.last + 1) == "than":
        return not _is_number(scene, number.last + 2)
    outer = scene.word(number.outer - 1)
    if (
        "=" in (after, before, scene.word(number.last + 1))
        or after == "%"
        or before in ("per", "every")
        or (number.currency and outer in ("per", "every"))
    ):
        return True
    if after == "per" and scene.tokens.kind[number.last + 1 : number.last + 2] == [NUMERAL]:
        return True
    if scene.marked("numeral.fractions", number.last):
        return True
    if after == "per" and scene.word(number.last + 1) in ("cent", "100"):
        return True
    return _is_ratio(scene, number)


_DIFFERENCES: Final = frozenset({"fewer", "more", "less", "higher", "lower"})
_RATIOS: Final = frozenset({"in", "for", *_DASHES})


def _is_ratio(scene: Scene, number: Number) -> bool:
    """`one in five schools`, `1000 for 1000`: both of its sides."""
    first, last = number.first, number.last
    for left, joint, right in ((first, last, last + 1), (first - 2, first - 1, first)):
        word = scene.word(joint)
        if word not in _RATIOS or not (_is_number(scene, left) and _is_number(scene, right)):
            continue
        worded = scene.tokens.kind[left] == scene.tokens.kind[right] == WORD and not scene.marked("noun", right + 1)
        if word == "in" and (worded or scene.word(left) in ("one", "1")):
            return True
        if word == "for" and scene.word(left) == scene.word(right):
            return True
        if word in _DASHES and scene.tokens.glued(joint) and scene.tokens.glued(right):
            return not _rises(scene, left, right)  # what is no range is a score
    return False


def _rises(scene: Scene, left: int, right: int) -> bool:
    """Whether a run of two numbers can be a range: `5-7 people`, `200-250`; not `3-1` nor `lost 1-3 at home`."""
    low, high = read_numeral(scene.tokens, left), read_numeral(scene.tokens, right)
    if low is None or high is None or low[1] >= high[1]:
        return False
    word = scene.word(high[0])
    return low[1] >= _HIGHEST_SCORE or (word.isalpha() and word not in _AFTER_SCORE)


_HIGHEST_SCORE: Final = 10
_AFTER_SCORE: Final = frozenset({"in", "on", "at", "to", "against", "and", "after", "over", "by", "with", "for"})


def _is_number(scene: Scene, index: int) -> bool:
    if not 0 <= index < len(scene.tokens) or scene.dated[index]:
        return False
    return scene.tokens.kind[index] == NUMERAL or scene.word(index) in _DIGITS


_DIGITS: Final = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "every"})
