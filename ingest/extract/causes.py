"""The day of the one sudden event that a text is about, such as an earthquake: what it did, it did that day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page

_ABOUT: Final = 4
"""Among how many sentences, the title first, a text says what it is about."""
_DATED: Final = 14
"""Among how many sentences it says when that happened."""


def find_cause(page: Page, sentences: Sequence[Findings]) -> Time | None:
    """The day on which what the text is about struck, None where it is about nothing sudden or says no day."""
    if not page.scene.marks.get("cause.sudden"):
        return None
    if not any(_strokes(page, findings) for findings in sentences[:_ABOUT]):
        return None
    days = (_day_in(page, findings) for findings in sentences[:_DATED] if _strokes(page, findings))
    return next((day for day in days if day), None)


def _strokes(page: Page, findings: Findings) -> bool:
    return bool(page.marks_in("cause.sudden", *findings.sentence[:2]))


def _day_in(page: Page, findings: Findings) -> Time | None:
    """The day that a sentence names with such an event: `the quake on Friday`, `since landfall on 11 March`."""
    for time in findings.times:
        day = time.start
        if day is None or time.again or time.back or day > page.reference:
            continue
        if time.period == "day" and time.end == day:
            return replace(time)
        if time.period == "since" and page.marks_in("cause.sudden", time.first, time.last):
            return Time(time.first, time.last, "day", day, day)
    return None
