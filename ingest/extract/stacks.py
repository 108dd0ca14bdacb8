"""Numbers that stand alone on their lines, above or below what they count: `1,204` / `people killed`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

# A number alone on its line, maybe with its sign or its multiple; every part consumes what no other can.
_NUMBER: Final = r"[ \t]*[$€£]?\d[\d.,]{0,15}[ ]?(?:[KkMmBb]|thousand|million|billion)?[ \t]*(?=\n|\Z)"
_LONE: Final = re.compile(_NUMBER)
_NEXT: Final = re.compile("\n" + _NUMBER)
_LABEL: Final = re.compile(r"[ \t]*[A-Za-z][^\n\d.:;|]{2,60}(?=\n|\Z)")


def find_stacked(text: str) -> frozenset[int]:
    """Where lines break between a number and what it counts.

    A block of such lines that ends with words has each number above its words, one that ends with a number below.
    """
    found: list[int] = []
    place = 0
    while match := _NEXT.search(text, place):
        block, place = _read_block(text, match.start() + 1)
        if len(block) > 1:
            upright = not block[-1][2]
            found += [left[1] for left, right in pairwise(block) if left[2] is upright and right[2] is not upright]
    return frozenset(found)


def _read_block(text: str, start: int) -> tuple[list[tuple[int, int, bool]], int]:
    """The lines, numbers and words by turns, around a lone number: start, end, whether it is a number; where to go on.

    The line of words above belongs to it where the block ends with a number.
    """
    block: list[tuple[int, int, bool]] = []
    place = start
    while line := (_LABEL if block and block[-1][2] else _LONE).match(text, place):
        block.append((line.start(), line.end(), not block or not block[-1][2]))
        place = line.end() + 1
        if place > len(text):
            break
    above = text.rfind("\n", 0, start - 1) + 1
    head = _LABEL.match(text, above) if above < start - 1 else None
    if block and block[-1][2] and head and head.end() == start - 1:
        block.insert(0, (head.start(), head.end(), False))
    return block, max(place - 1, start + 1)
