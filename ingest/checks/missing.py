"""What the other statements leave for the days of which nobody reported: derived, never stated."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.checks.claim import REPORT, ZERO, known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ingest.checks.balance import Balance


class MissingDays(NamedTuple):
    """Days in a row without a figure, and what each of them can have been; `high` None: unbounded."""

    first: date
    last: date
    low: Decimal
    high: Decimal | None


def bound_missing(books: Balance) -> list[MissingDays]:
    """Return the gaps between the daily figures of the whole, bounded without what a contradiction is made of."""
    gaps = [(before + 1, after - 1) for before, after in pairwise(books.reported) if after - before > 1]
    if not gaps:
        return []
    books.leave_out_doubted()
    return [stretch for first, last in gaps for stretch in _bound(books, first, last)]


def _bound(books: Balance, first: int, last: int) -> Iterator[MissingDays]:
    """Bound a gap, piece by piece where a report fell into it."""
    whole = books.whole
    ends = [day for day in range(first, last + 1) if day == last or whole.touch(known(day, REPORT))]
    begun = first
    for end in ends:
        low, high = whole.bounds(known(begun - 1, REPORT), known(end, REPORT))
        alone = begun == end  # of several days each may hold all, or nothing
        yield MissingDays(
            date.fromordinal(begun),
            date.fromordinal(end),
            low.value if alone else ZERO,
            high.value if high is not None else None,
        )
        begun = end + 1
