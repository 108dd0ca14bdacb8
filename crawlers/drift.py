"""Whether a source has ceased to look as it did: a parser that suddenly finds nothing is an error, never zero."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WAYS: Final = ("index", "reading", "length", "figures", "indicators")
"""In which ways a source can drift."""

UNLIKELY: Final = 0.001
"""A run of failures that comes by chance less often than this is none of chance."""

SHRUNKEN: Final = 0.2
"""An index that lists less than this part of what it used to, or a text so much shorter than others, is a fragment."""

FEWEST_LISTED: Final = 5
FEWEST_BEFORE: Final = 5


class Reading(NamedTuple):
    """A document of a source: how long its text is, how many figures it states, and of which indicators."""

    length: int
    figures: int
    indicators: frozenset[str]


class Unreadable(NamedTuple):
    """How many pages could not be read since the newest document was, and how many before, beside the documents."""

    since: int
    before: int


def find_index_drift(listed: int, before: Sequence[int]) -> str | None:
    """Say that an index lists much less than it used to; `before` holds what its last crawls listed."""
    usual = median(before) if before else 0
    if usual >= FEWEST_LISTED and listed < usual * SHRUNKEN:
        return f"The index lists {listed} entries, where {usual:.0f} were usual: its layout may have changed."
    return None


def find_reading_drift(
    readings: Sequence[Reading], unreadable: Unreadable, expected: Sequence[str] = ()
) -> dict[str, str]:
    """Return in which ways the newest documents are unlike those before: the way, and the sentence that says it.

    Args:
        readings: the newest documents of a source, oldest first.
        unreadable: pages that made no document.
        expected: indicators that its file expects of it.
    """
    found = {}
    if is_run(unreadable.since, len(readings), len(readings) + unreadable.before):
        found["reading"] = f"The last {unreadable.since} pages could not be read: their layout may have changed."
    usual = median(reading.length for reading in readings) if readings else 0
    run = _run_at_end([reading.length >= usual * SHRUNKEN for reading in readings])
    if run:
        found["length"] = (
            f"The texts of the last {run} documents are much shorter than usual ({usual:,.0f} characters)."
        )
    run = _run_at_end([reading.figures > 0 for reading in readings])
    if run:
        found["figures"] = f"The last {run} documents state no figure, where most before them did."
    missing = {one: _run_at_end([one in reading.indicators for reading in readings], 0) for one in expected}
    missing = {one: run for one, run in missing.items() if run}
    if missing and "figures" not in found:
        told = ", ".join(f"{one} ({run} documents)" for one, run in missing.items())
        found["indicators"] = f"The last documents lack what is expected of this source: {told}."
    return found


def is_run(failures: int, well: int, before: int) -> bool:
    """Say whether so many failures in a row are no chance, when `well` of the `before` earlier ones went well.

    The chance that one goes well is taken by Laplace's rule of succession, so that little history proves little.
    """
    return (1 - (well + 1) / (before + 2)) ** failures < UNLIKELY


def _run_at_end(went_well: Sequence[bool], fewest_before: int = FEWEST_BEFORE) -> int:
    """Return how many in a row failed at the end, if that is no chance; else 0."""
    run = next((n for n, well in enumerate(reversed(went_well)) if well), len(went_well))
    before = went_well[: len(went_well) - run]
    return run if len(before) >= fewest_before and is_run(run, sum(before), len(before)) else 0
