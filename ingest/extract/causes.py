"""The day of the one sudden event that a text is about, such as an earthquake: what it did, it did that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page

_ABOUT: Final = 4
"""Among how many sentences, the title first, a text says what it is about."""
_DAY: Final = timedelta(days=1)
_FRESH: Final = timedelta(days=3)
_DATED: Final = 14
"""Among how many sentences it says when that happened."""


def find_cause(page: Page, sentences: Sequence[Findings]) -> Time | None:
    """The day on which what the text is about struck, None where it is about nothing sudden or says no day."""
    if not page.scene.marks.get("cause.sudden"):
        return None
    if not any(_strokes(page, findings) for findings in sentences[:_ABOUT]):
        return None
    told = (_day_in(page, findings) for findings in sentences[:_DATED] if _strokes(page, findings))
    days = [day for day in told if day]
    if days and days[0].start == page.reference:  # the day of the report, as in a caption, unless none is before it
        return next((day for day in days if day.start and _DAY <= page.reference - day.start <= _FRESH), days[0])
    return days[0] if days else None


def _strokes(page: Page, findings: Findings) -> bool:
    return bool(page.marks_in("cause.sudden", *findings.sentence[:2]))


def _day_in(page: Page, findings: Findings) -> Time | None:
    """The day that stands nearest to such an event: `the quake on Friday`, `since landfall on 11 March`."""
    first, last = findings.sentence[:2]
    struck = [place for place, _ in page.marks_in("cause.sudden", first, last)]
    tolls = (place for place, meaning in page.marks_in("time", first, last) if meaning == "total")
    toll = next(tolls, last)  # "the toll of the blast rose to 42 on Saturday" is of no blast on Saturday
    days = [(time, day) for time in findings.times if time.first < toll and (day := _day_of(page, time))]
    nearest = min(days, key=lambda pair: min(abs(pair[0].first - place) for place in struck), default=None)
    return nearest[1] if nearest else None


def _day_of(page: Page, time: Time) -> Time | None:
    """The one day that a period names, or on which what a total counts from struck."""
    day = time.start
    if day is None or time.again or time.back or day > page.reference:
        return None
    if time.period == "day" and time.end == day:
        return replace(time)
    if time.period == "since" and page.marks_in("cause.sudden", time.first, time.last):
        return Time(time.first, time.last, "day", day, day)
    return None
