"""Which of the periods that a sentence names dates which of its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Time
from ingest.extract.kinship import is_daily

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page

_LONG: Final = frozenset({"year", "month", "since", "span"})
_COMMA: Final = 8
_SUBORDINATE: Final = frozenset({"after", "following", "when", "since", "because", "amid", "where"})


def own_time(page: Page, findings: Findings, draft: Draft) -> Time | None:
    """The period nearest to the number within what speaks of it alone."""
    if is_daily(page, draft):
        return Time(draft.number.first, draft.number.first, "24h", page.reference - timedelta(days=1), page.reference)
    inside = [time for time in findings.times if draft.holds(time.first) and not _is_remote(page, time, draft)]
    if len(inside) > 1 and any(time.period in _LONG for time in inside):
        inside = [time for time in inside if time.period != "total"]
    if inside and _runs(page, draft):
        inside = [time for time in inside if time.period != "unspecified"]
    inside = [time for time in inside if not (time.onward and time.first > draft.number.first)]
    if draft.compared:
        inside = [time for time in inside if time.first > draft.number.first]
    if not inside:
        return None
    time = inside[0] if len(inside) == 1 else min(inside, key=lambda time: _distance(page, time, draft))
    spelt = (one for one in inside if one.period == "span" and 0 < one.first - time.last <= _APPOSED)
    return _complete(page, findings, draft, inside, next(spelt, time) if time.period in _LOOSE else time)


_LOOSE: Final = frozenset({"week", "month"})
_APPOSED: Final = 1
"""How many tokens part a period from the days that spell it out: `the past week, 6 to 12 May`."""


def _complete(page: Page, findings: Findings, draft: Draft, inside: Sequence[Time], time: Time) -> Time:
    """Take in what the other periods of a sentence say of one: since when, up to which day."""
    since = next((one for one in findings.times if one.period == "since" and one.start and not one.again), None)
    if since and time.period == "total" and since.first - findings.sentence.first <= 1:
        return since
    if since and time.period == "asof" and draft.holds(since.first):
        return replace(since, end=time.end)
    year = next((one for one in inside if one.period in ("year", "month") and one.end == page.reference), None)
    if time.period == "asof" and year:
        return replace(year, end=time.end, running=True)
    moment = next((one for one in findings.times if one.period == "asof"), None)
    if moment is None or time.period not in _LONG:
        return time
    return replace(time, end=moment.end, running=True) if time.end is None or time.end >= page.reference else time


def _runs(page: Page, draft: Draft) -> bool:
    return any(meaning in ("total", "lasting") for _, meaning in page.marks_in("time", draft.first, draft.last))


def _distance(page: Page, time: Time, draft: Draft) -> int:
    """How far a period stands from a number; what commas part is farther."""
    low, high = sorted((time.first, draft.number.first))
    commas = page.scene.tokens.word[low:high].count(",") if time.first != draft.first else 0
    return high - low + _COMMA * commas


def _is_remote(page: Page, time: Time, draft: Draft) -> bool:
    """Whether a period dates what led to a response, not the response: `sent tents after it was hit on Monday`."""
    stock = draft.indicator is not None and draft.indicator.measure == "stock"
    if time.first < draft.number.last or (draft.family not in _RESPONSES and (not stock or time.period != "day")):
        return False
    return not _SUBORDINATE.isdisjoint(page.scene.tokens.word[draft.number.last : time.first])


_RESPONSES: Final = frozenset({"aid", "staff", "works", "other"})


def near_time(page: Page, findings: Findings, drafts: Sequence[Draft], place: int) -> Time | None:
    """The period of a figure that its sentence states for others than it, or for all."""
    draft = drafts[place]
    if draft.whole:
        return draft.whole.time
    if draft.present:
        return None
    if "total" in draft.words:
        return next((one.time for one in reversed(drafts[:place]) if _lends(one) and _lasts(page, one)), None)
    if draft.compared:
        return next((one.time for one in drafts[place + 1 :] if one.compared and one.own_time), None)
    before = next((one for one in reversed(drafts[:place]) if _lends(one)), None)
    if before and before.time and (before.time.period != "total" or before.family == draft.family):
        return before.time
    return _around(page, findings, drafts, place)


def _verges(page: Page, draft: Draft, following: Draft) -> bool:
    """Whether a day that stands with the next number is of both: `300 men of A and B left on Sunday in 4 buses`."""
    time = following.time
    if time is None or not following.own_time or following.family != draft.family or following.whole:
        return False
    between = page.scene.tokens.word[draft.number.last : following.number.first]
    return following.joint == "and" and time.first < following.number.first and "," not in between


def _around(page: Page, findings: Findings, drafts: Sequence[Draft], place: int) -> Time | None:
    """The period that opens a sentence, else the one that closes it."""
    draft = drafts[place]
    opening = next((time for time in findings.times if time.first - findings.sentence.first <= 1), None)
    if opening and not opening.again and opening.last <= draft.first:
        return opening
    following = drafts[place + 1] if place + 1 < len(drafts) else None
    if following and _verges(page, draft, following):
        return following.time
    return next((one.time for one in drafts[place + 1 :] if _closes(one)), None)


def _lends(draft: Draft) -> bool:
    return draft.time is not None and draft.whole is None and not (draft.compared or draft.aside)


def _lasts(page: Page, draft: Draft) -> bool:
    """Whether the period of a figure is a year or a month that is not over."""
    time = draft.time
    return time is not None and time.period in ("year", "month") and time.end == page.reference


def _closes(draft: Draft) -> bool:
    """Whether the period of a figure stands at the end of its sentence and so governs what is before it, too."""
    if not draft.own_time or draft.whole or draft.time is None or draft.compared:
        return False
    return draft.time.first > draft.number.first and draft.joint not in ("(", ";", ":")
