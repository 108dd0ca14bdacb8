"""When what is counted happened, and how it is measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.calendars import Time
    from ingest.extract.context import Context
    from ingest.extract.drafts import Draft, Findings, Page


def settle_time(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Give every draft of a sentence its period: its own words first, then its neighbours', then what governs."""
    for draft in drafts:
        draft.time = _own_time(page, findings, draft)
        draft.own_time = draft.time is not None
    for place, draft in enumerate(drafts):
        if draft.time is None:
            draft.time = _near_time(page, draft, drafts, place)
    for draft in drafts:
        _measure(page, findings, draft, context)
    for place, draft in enumerate(drafts):
        _adjust(draft, drafts[:place])


def _adjust(draft: Draft, before: Sequence[Draft]) -> None:
    """A whole of which a dated part is told apart, and what is listed after a running total, are running totals."""
    whole = draft.whole
    if whole and draft.own_time and not whole.own_time and whole.measure == "flow" and whole in before:
        whole.period, whole.measure, whole.start, whole.time = "total", "cumulative", None, None
    if not before or draft.own_time or draft.whole or not draft.joint:
        return
    earlier = before[-1]
    if earlier.period == "total" and earlier.family == draft.family and draft.measure == "flow":
        draft.period, draft.measure, draft.start, draft.end = "total", "cumulative", None, earlier.end


def _own_time(page: Page, findings: Findings, draft: Draft) -> Time | None:
    """The period nearest to the number within what speaks of it alone."""
    inside = [time for time in findings.times if draft.holds(time.first)]
    if not inside:
        return None
    return min(inside, key=lambda time: _distance(page, time, draft))


_COMMA: Final = 8


def _distance(page: Page, time: Time, draft: Draft) -> int:
    """How far a period stands from a number; what commas part is farther."""
    low, high = sorted((time.first, draft.number.first))
    commas = page.scene.tokens.word[low:high].count(",") if time.first != draft.first else 0
    return high - low + _COMMA * commas


def _near_time(page: Page, draft: Draft, drafts: Sequence[Draft], place: int) -> Time | None:
    if _is_running(page, draft) and draft.whole is None:
        return None
    if draft.whole:
        return draft.whole.time
    before = next((other.time for other in reversed(drafts[:place]) if other.time and other.whole is None), None)
    if before:
        return before
    return next((other.time for other in drafts[place + 1 :] if _closes(other)), None)


def _closes(draft: Draft) -> bool:
    """Whether the period of a figure stands at the end of its sentence and so governs what is before it, too."""
    return draft.own_time and draft.whole is None and draft.time is not None and draft.time.first > draft.number.first


def _words(page: Page, draft: Draft) -> set[object]:
    return {meaning for span in ((draft.first, draft.last), draft.rest) for _, meaning in page.marks_in("time", *span)}


def _is_running(page: Page, draft: Draft) -> bool:
    return "total" in _words(page, draft)


def _is_sum(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether `in total` stands with no period in the sentence."""
    return "sum" in _words(page, draft) and not findings.times


def _measure(page: Page, findings: Findings, draft: Draft, context: Context) -> None:
    """Settle period, measure, start and end of a draft from its period and the words around it."""
    words = _words(page, draft)
    draft.status = "denied" if "denied" in words else "planned" if "planned" in words else "actual"
    indicator = draft.indicator
    draft.end = page.reference
    time = draft.time
    if time is None and draft.whole is not None and not draft.own_time:
        _copy(draft, draft.whole)
        return
    if time is not None and time.again and context.time:
        time = _again(time, context)
    if time is None and "sum" not in words:
        time = context.heading(findings.sentence)
    if time is None and ("total" in words or _is_sum(page, findings, draft)):
        draft.period, draft.measure = "total", "cumulative"
        return
    if (
        indicator
        and indicator.measure == "stock"
        and draft.status == "actual"
        and (time is None or time.period == "asof")
    ):
        draft.period, draft.measure = "asof", "stock"
        draft.end = (time.end if time else None) or page.reference
        return
    if time is None:
        time = context.governing_time(findings.sentence, draft)
        draft.doubt += 0.05 if time else 0.0
    if time is not None:
        _apply(page, draft, time, running="total" in words)
    draft.time = time


def _again(time: Time, context: Context) -> Time:
    """What "the same 24 hours" or "since then" refers back to."""
    earlier = context.time
    if earlier is None:
        return time
    if time.period == "since":
        return replace(time, start=earlier.start or earlier.end, again=False)
    return replace(earlier, first=time.first, last=time.last)


def _apply(page: Page, draft: Draft, time: Time, *, running: bool) -> None:
    draft.period, draft.start = time.period, time.start
    draft.end = time.end or page.reference
    if time.running or time.period == "asof" or (running and time.period in ("year", "month")):
        draft.measure = "cumulative"


def _copy(draft: Draft, whole: Draft) -> None:
    draft.period, draft.measure, draft.start, draft.end = whole.period, whole.measure, whole.start, whole.end
    draft.time, draft.status = whole.time, whole.status
    if draft.indicator and draft.indicator.measure == "stock" and whole.measure == "flow":
        draft.measure = "flow"
