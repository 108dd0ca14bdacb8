"""Whether two texts tell one story: what their words and their numbers have in common, each measured apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ingest.dedupe.gist import Gist

FARTHEST_DAYS: Final = 3
"""A copy appears within days; the same numbers later are another report's background."""

AGREEING: Final = 0.55
"""The share of the numbers' weight that the text with fewer must have in common with the other."""

SAME_WORDING: Final = 0.8
"""The same where a text of another day has the same wording: its copy has all its numbers but a slip, while the report
of the next day repeats the background's."""

ENOUGH: Final = 6.0
"""So much weight of shared numbers is no chance, whatever the words: two of four digits, or three of two and three."""

SLIGHT: Final = 3.0
"""Texts whose numbers weigh less than this are told by their words."""

REWRITTEN, COPIED = 0.2, 0.5
"""Shares of runs from which on texts support each other's few numbers, and from which on one is a copy of the other."""


class Likeness(NamedTuple):
    """What two texts share.

    `words` is a share of the smaller's runs, `numbers` of the lighter's weight of numbers; `weight` is that which they
    share, `lighter` that of the text with less, `days` how far they lie apart.
    """

    words: float
    numbers: float
    weight: float
    lighter: float
    days: int


def compare(one: Gist, other: Gist) -> Likeness:
    """Return what two texts share; it does not matter which comes first."""
    fewest = min(len(one.runs), len(other.runs))
    words = len(one.runs & other.runs) / fewest if fewest else 0.0
    weight = sum(one.weight[number] for number in one.weight.keys() & other.weight.keys())
    lighter = min(sum(one.weight.values()), sum(other.weight.values()))
    days = abs((one.day - other.day).days) if one.day and other.day else 0
    return Likeness(words, weight / lighter if lighter else 0.0, weight, lighter, days)


def tells_one_story(likeness: Likeness) -> bool:
    """Say whether two texts that are so alike tell one story."""
    least = SAME_WORDING if likeness.words >= COPIED and likeness.days else AGREEING
    agree = likeness.numbers >= least or not likeness.lighter
    if likeness.days > FARTHEST_DAYS or not agree:
        return False  # one wording with other numbers is the report of another day
    if likeness.weight >= ENOUGH:
        return True
    supported = likeness.weight >= SLIGHT or likeness.days == 0
    return likeness.words >= (REWRITTEN if supported else COPIED)
