"""When two documents tell one story: the numbers they share are the evidence, whatever the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

FEWEST_SHARED: Final = 2
UNUSUAL: Final = 100
"""A single shared number is evidence only from here on: small numbers meet by chance."""
HALF: Final = 2


def tells_the_same(*, shared: int, fewer: int, largest: Decimal, days_apart: int) -> bool:
    """Say whether two documents with `shared` equal figures are one story.

    Figures are equal in originator, value, qualifier, indicator and unit.
    `fewer` is how many figures the shorter of them states, `largest` the largest shared value. Documents whose reports
    were made on neighbouring days need more: the bulletin of the next day repeats words, seldom numbers.
    """
    if shared * HALF < fewer:
        return False
    if days_apart == 0:
        return shared >= FEWEST_SHARED or largest >= UNUSUAL
    return shared > FEWEST_SHARED and largest >= UNUSUAL
