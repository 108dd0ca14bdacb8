"""Which part of a sentence speaks of which number: between two numbers the strongest joint parts them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Number
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens

_STRENGTH: Final = {
    ";": 6, "while": 5, "whereas": 5, "but": 5, "|": 3, "\n": 6, "(": 4, ")": 3, ":": 4, "–": 2, "—": 3, ",": 3,
    "and": 2,
    "or": 1, "including": 4,
    "bringing": 4, "raising": 4, "taking": 4, "against": 3, "alongside": 4, "as": 1, "which": 1, "with": 1, "in": 0,
}  # fmt: skip
_LATER: Final = frozenset({"and", ",", ";", "while"})
_CLAUSE: Final = 2
_AFTER_COMMA: Final = frozenset({"and", "while", "but", "whereas", "with", "as", "or", "plus"})


def split_segments(tokens: Tokens, sentence: Sentence, numbers: Sequence[Number]) -> list[tuple[int, int, str]]:
    """For each number the first token, the token after the last and the opening joint of what speaks of it."""
    if not numbers:
        return []
    found = []
    first, joint = _clause_start(tokens, sentence.first, numbers[0].outer), ""
    for left, right in pairwise(numbers):
        place, following = _cut(tokens, left.last, right.outer)
        found.append((first, place, joint))
        first, joint = place, following
    return [*found, (first, _clause_end(tokens, numbers[-1].last, sentence.last), joint)]


def _clause_start(tokens: Tokens, first: int, last: int) -> int:
    """The last word of contrast or semicolon before a number opens its clause."""
    if _CONTRASTS.isdisjoint(tokens.word[first:last]):
        return first
    return next(index for index in range(last - 1, first - 1, -1) if tokens.word[index] in _CONTRASTS)


def _clause_end(tokens: Tokens, first: int, last: int) -> int:
    if _CONTRASTS.isdisjoint(tokens.word[first:last]):
        return last
    return next(index for index in range(first, last) if tokens.word[index] in _CONTRASTS)


_CONTRASTS: Final = frozenset({";", "while", "whereas"})


def _cut(tokens: Tokens, first: int, last: int) -> tuple[int, str]:
    """The strongest joint between two numbers, the last of several; where there is none the second number begins."""
    best, place, joint = 0, last, ""
    bracketed = tokens.word[last - 1] == "("
    opened = _unclosed(tokens, first, last - 1)
    if opened is not None:
        return opened, "("
    for index in range(first, last - bracketed):
        word = tokens.word[index]
        if word == ")" and joint == "(":
            best, place, joint = 0, last, ""  # what was opened is closed again
        if best and joint == ")" and word in _LATER and index - place > _CLAUSE:
            best = 0  # what follows a closed bracket speaks of the figure before it
        strength = 2 * _STRENGTH.get(word, 0)
        if word == "," and index + 1 < last and tokens.word[index + 1] in _AFTER_COMMA:
            strength += 1 if tokens.word[index + 1] in ("and", "or", "with", "as") else 5
        if strength and strength >= best:
            best, place, joint = strength, index, "and" if word == "alongside" else word
    if bracketed and (not joint or best <= _WEAK_JOINT or not _is_lone(tokens, last)):
        return last - 1, "("
    return place, joint


def _unclosed(tokens: Tokens, first: int, last: int) -> int | None:
    """Where a bracket opens that closes after the number which follows: `calls (in 2023: 2.6 million)`."""
    opened = None
    for index in range(first, last):
        if tokens.word[index] == "(":
            opened = index
        elif tokens.word[index] == ")":
            opened = None
    return opened


_WEAK_JOINT: Final = 4


def _is_lone(tokens: Tokens, index: int) -> bool:
    """Whether a number fills its brackets alone: `Aleppo (20)`."""
    return index + 1 < len(tokens) and tokens.word[index + 1] == ")"
