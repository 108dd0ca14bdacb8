"""Which part of a sentence speaks of which number: between two numbers the strongest joint parts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Number
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens

_STRENGTH: Final = {
    ";": 6, "while": 5, "whereas": 5, "but": 5, "|": 3, "\n": 6, "(": 4, ")": 3, ":": 4, "–": 2, "—": 3, ",": 3, "and": 2,
    "or": 1, "including": 4, "against": 3, "as": 1, "which": 1, "with": 1, "in": 0,
}  # fmt: skip
_AFTER_COMMA: Final = frozenset({"and", "while", "but", "whereas", "with", "as", "or", "plus"})


def split_segments(
    tokens: Tokens, sentence: Sentence, numbers: Sequence[Number]
) -> list[tuple[int, int, str]]:
    """For each number the first token, the token after the last and the opening joint of what speaks of it."""
    found = []
    first, joint = sentence.first, ""
    for left, right in zip(numbers, numbers[1:], strict=False):
        place, following = _cut(tokens, left.last, right.outer)
        found.append((first, place, joint))
        first, joint = place, following
    return [*found, (first, sentence.last, joint)] if numbers else []


def _cut(tokens: Tokens, first: int, last: int) -> tuple[int, str]:
    """The strongest joint between two numbers, the last of several; where there is none the second number begins."""
    best, place, joint = 0, last, ""
    for index in range(first, last):
        word = tokens.word[index]
        strength = 2 * _STRENGTH.get(word, 0)
        if word == "," and index + 1 < last and tokens.word[index + 1] in _AFTER_COMMA:
            strength += 1 if tokens.word[index + 1] in ("and", "or", "with", "as") else 5
        if strength and strength >= best:
            best, place, joint = strength, index, word
    return place, joint
