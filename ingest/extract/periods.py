"""When what is counted happened, and how it is measured."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.datings import near_time, own_time
from ingest.extract.kinship import is_compared, same_unit
from ingest.extract.states import (
    has_gone_on,
    is_of_war,
    is_past,
    is_perfect,
    is_running,
    is_stock,
    is_sum,
    is_toll,
    read_states,
    stands_on,
    stands_to_date,
    stood_as_of,
)
from ingest.extract.statuses import is_plan_of_fact, is_planned_too, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.extract.calendars import Time
    from ingest.extract.context import Context
    from ingest.extract.drafts import Draft, Findings, Page


def settle_time(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Give every draft of a sentence its period: its own words first, then its neighbours', then what governs."""
    for place, draft in enumerate(drafts):
        draft.compared = is_compared(page, draft) or _stands_beside(drafts, place)
    read_states(page, drafts)
    for draft in drafts:
        draft.time = own_time(page, findings, draft)
        draft.own_time = draft.time is not None
        leads = draft.time is not None and draft.first <= draft.time.first < draft.number.first
        draft.aside = leads and draft.joint == "("
    for draft in drafts:
        draft.compared = _is_set_against(draft, context, drafts) or draft.compared
    for place, draft in enumerate(drafts):
        if draft.time is None:
            draft.time = near_time(page, findings, drafts, place)
            draft.near_time = draft.time is not None and draft.whole is None
    for place, draft in enumerate(drafts):
        _measure(page, findings, drafts, place, context)
        _adjust(draft, drafts[:place])
    for place, draft in enumerate(drafts):
        if draft.whole in drafts[place + 1 :] and not draft.own_time:
            follow_whole(draft)  # "six children were among the 22 people killed on Sunday"


def _is_set_against(draft: Draft, context: Context, drafts: Sequence[Draft]) -> bool:
    """Whether the period of a figure only compares it: `a week earlier the total was 900`, `than in April (900)`."""
    time = draft.time
    stepped = time is not None and time.before > 0 and _step_back(draft, [*context.previous, *drafts])
    return stepped or (time is not None and time.against and time.first < draft.number.first)


def _step_back(draft: Draft, told: Sequence[Draft]) -> bool:
    """Date `a week earlier the total was 900` by the figure of this week; whether there is one."""
    time = draft.time
    first = draft.number.first
    like = (one for one in reversed(told) if one.number.first < first and same_unit(one, draft) and not one.compared)
    other = next(like, None)
    if time is None or other is None:
        return False
    base = other.time if other.end is None else replace(time, period=other.period, start=other.start, end=other.end)
    if base is None or base.end is None or base.period == "unspecified":
        return False
    size = timedelta(days=time.before)
    start = base.start - size if base.start else None
    draft.time = replace(time, period=base.period, start=start, end=base.end - size, running=_runs(other), before=0)
    return True


def _runs(draft: Draft) -> bool:
    return draft.measure == "cumulative"


def _stands_beside(drafts: Sequence[Draft], place: int) -> bool:
    """Whether a figure goes on with what another stands against: `against 597 cases and 5 deaths`."""
    return place > 0 and drafts[place - 1].compared and drafts[place].joint in ("and", "with")


def _adjust(draft: Draft, before: Sequence[Draft]) -> None:
    """Settle what depends on the figures before: dated parts of a total, items beside a total, comparisons."""
    whole = draft.whole
    if whole and draft.own_time:
        if whole in before and _dates_apart(draft, whole):
            whole.period, whole.measure, whole.start, whole.time = "total", "cumulative", None, None
        follow_whole(draft)
    if not before:
        return
    if draft.compared:
        _compare(draft, before)
        return
    earlier = before[-1]
    if draft.own_time or draft.whole or not draft.joint:
        return
    dated = next((one for one in reversed(before) if one.period in _NEAR and one.time), None)
    if draft.period == "unspecified" and draft.joint in _COORDINATES and dated:
        draft.period, draft.start, draft.end, draft.time = dated.period, dated.start, dated.end, dated.time
        return
    if earlier.period == "total" and earlier.family == draft.family and draft.measure == "flow":
        draft.period, draft.measure, draft.start, draft.end = "total", "cumulative", None, earlier.end


_REPEATED: Final = frozenset({"24h", "48h", "72h", "week", "span"})
_COORDINATES: Final = frozenset({"and", ",", "while"})
_NEAR: Final = frozenset({"24h", "48h", "72h", "day", "week", "span"})


def _dates_apart(draft: Draft, whole: Draft) -> bool:
    """Whether a part has a period of its own, so that its undated whole is a running total."""
    undated = not whole.own_time and whole.measure == "flow" and whole.period == "unspecified"
    return undated and draft.time is not None and draft.time.period not in _STANDING


def _compare(draft: Draft, before: Sequence[Draft]) -> None:
    """Measure a figure as the one that it stands against."""
    other = next(
        (one for one in reversed(before) if one.noun and draft.noun and one.noun.unit == draft.noun.unit), None
    )
    if other is None:
        return
    if other.period in ("total", "asof"):
        draft.period, draft.measure, draft.start = other.period, other.measure, other.start
    elif draft.time and draft.time.back:
        draft.measure = other.measure
    elif (not draft.own_time or _is_week_before(draft, other)) and other.start and other.end:
        if other.period not in _REPEATED:
            return
        size = other.end - other.start + timedelta(days=other.period == "span")
        draft.period, draft.start, draft.end, draft.time = other.period, other.start - size, other.end - size, None


def _is_week_before(draft: Draft, other: Draft) -> bool:
    """Whether `the previous week` stands against a week that is named by its days."""
    if draft.period != "week" or other.period != "span" or other.start is None or other.end is None:
        return False
    return (other.end - other.start).days == _DAYS


_DAYS: Final = 6
"""From the first to the last day of a week."""


def _measure(page: Page, findings: Findings, drafts: Sequence[Draft], place: int, context: Context) -> None:
    """Settle period, measure, start and end of a draft from its period and the words around it."""
    draft = drafts[place]
    draft.perfect = is_perfect(page, draft)
    draft.status = status_of(page, findings, draft)
    if draft.status == "actual" and is_planned_too(page, drafts, place):
        draft.status = "planned"
    draft.end = findings.said or page.reference
    present = draft.status == "actual" and draft.present
    apart = draft.own_time or present or "total" in draft.words or is_plan_of_fact(draft)
    if draft.whole is not None and not apart:
        _copy(draft, draft.whole)
        return
    time = _time_of(page, draft)
    if time is not None and time.again and context.tenure.time:
        time = _again(time, context)
    if time is not None and time.period == "week":
        time = context.tenure.reported_week(time, page.reference)
    if time is not None and time.back:
        time = _years_back(time, drafts[:place])
        draft.own_time = time is not None
    if time and draft.own_time and (_is_short(time) or _is_by(page, time)) and is_toll(page, draft):
        draft.period, draft.measure = "total", "cumulative"
        opening = time.first - findings.sentence.first <= 1
        if opening or time.first > draft.number.first:  # in between, it dates what the toll is of
            draft.end = time.end or draft.end
    elif _is_held(page, draft, time):
        _hold(draft, time if draft.own_time else _stated_above(findings, context))
    else:
        _place(page, findings, draft, context, time)


def _is_held(page: Page, draft: Draft, time: Time | None) -> bool:
    """Whether a figure tells of a state: of the present one, or of the one on a day of its own."""
    denied = draft.status == "denied" and draft.aspect not in _HOLDING
    if draft.status == "planned" or denied or is_running(page, draft):
        return False
    if draft.dated and (stands_on(draft) or stands_to_date(draft, page.reference) or stood_as_of(draft)):
        return True
    if draft.present and "fallen" in draft.words and time is not None and time.period == "day":
        return True
    needed = draft.indicator is not None and draft.indicator.code == "in_need"
    return (draft.present or needed) and (not draft.own_time or time is None or time.period in _STANDING)


_HOLDING: Final = frozenset({"state", "there", "doing"})
_STANDING: Final = frozenset({"asof", "total", "unspecified"})


def _time_of(page: Page, draft: Draft) -> Time | None:
    """The period of a figure: its own where it can be that, else the one it takes from others."""
    time = draft.time
    if time is None or not draft.own_time:
        return _lent(page, draft)
    if draft.status == "planned" and time.period == "total":
        return None  # what is sought was not sought so far
    lasts = draft.aspect in ("state", "there") and draft.indicator is not None and draft.indicator.measure == "stock"
    beside = draft.number.last <= time.first <= draft.counted.last + _BESIDE
    if lasts and not beside and time.period in _LONG and time.end and time.end < page.reference:
        return None  # who hosts 900 people, and agreed to a pact in May, hosts them now
    return time


_BESIDE: Final = 1
_LONG: Final = frozenset({"week", "month", "year", "span"})


def _lent(page: Page, draft: Draft) -> Time | None:
    """The period that a figure takes from others, where it can be its own, too."""
    time = draft.time
    if draft.status == "denied":
        return None  # what never happened has no day of its own
    if draft.status == "planned" and time and (time.end or page.reference) <= page.reference:
        return None  # what was done so far, or that day, was not planned so far, or for that day
    return time


def _is_by(page: Page, time: Time) -> bool:
    """Whether a toll had come so far by a moment: `had risen to 90 by noon on Tuesday`."""
    return time.period == "asof" and page.scene.tokens.word[time.first] == "by"


def _is_short(time: Time) -> bool:
    """Whether a period is of few days, so that a toll which names it only dates what it is the toll of."""
    if time.running or time.period not in ("day", "span") or time.start is None or time.end is None:
        return False
    return (time.end - time.start).days <= _FEW


_FEW: Final = 3


def _place(page: Page, findings: Findings, draft: Draft, context: Context, time: Time | None) -> None:
    """Place what happened in its own period, else in that of a heading, of a total, of what governs."""
    words = draft.words
    if time is None and "sum" not in words and draft.status == "actual":
        time = context.tenure.heading(findings.sentence)
    standing = time is None or time.period in ("asof", "total")
    if (
        is_stock(draft)
        and standing
        and not is_running(page, draft)
        and (time or not context.tenure.daily or not is_past(page, draft))
    ):
        _hold(draft, time)
        return
    aimed = draft.status == "planned" and not is_toll(page, draft)
    if time is None and not aimed and ("total" in words or is_sum(page, findings, draft)):
        time = _summed(page, findings, draft, context)
        if time is None:
            draft.period, draft.measure = "total", "cumulative"
            return
    if time is None:
        time = _governed(page, findings, draft, context)
    told_then = findings.said not in (None, page.reference) and time is not None and time.start != findings.said
    if time and findings.said and time.start and (time.start > findings.said or told_then) and not draft.dated:
        time = None  # what was said on Monday did not happen on Tuesday
    if time and time.start and draft.status == "actual" and _is_to_come(time, page.reference, own=draft.own_time):
        time = None
    if time is not None and time.period == "week":
        time = context.tenure.reported_week(time, page.reference)
    if time is not None:
        _apply(draft, time, page.reference, running="total" in words)
    draft.time = time


def _stated_above(findings: Findings, context: Context) -> Time | None:
    """The day as of which a heading says that the lines below it hold."""
    time = context.tenure.heading(findings.sentence)
    return time if time and time.period == "asof" else None


def _summed(page: Page, findings: Findings, draft: Draft, context: Context) -> Time | None:
    """The period of a total: since a day that was named, or the days that the report is on: `all told, 17 shells`."""
    time = context.tenure.running_time(findings.sentence, draft)
    if time or "total" in draft.words or draft.status != "actual" or has_gone_on(page, draft):
        return time
    return context.tenure.governing_time(findings.sentence, draft)


def _governed(page: Page, findings: Findings, draft: Draft, context: Context) -> Time | None:
    """The period that governs a figure from above; background, and what "has killed 13", are of none."""
    if draft.status != "actual":
        return context.tenure.planned(page.reference) if draft.status == "planned" else None
    if time := context.tenure.going_on(page, findings.sentence):
        return time
    if draft.perfect and (draft.family in _ANSWERS or context.tenure.dwarfs(draft) or is_of_war(page, draft)):
        return None
    time = context.tenure.governing_time(findings.sentence, draft)
    today = time is not None and time.period == "day" and time.end == page.reference
    if time is None or (draft.perfect and (today or time is context.tenure.cause)):
        return None  # what has been done till now is not what was done today
    draft.doubt += 0.05
    return time


_ANSWERS: Final = frozenset({"aid", "staff", "works", "other"})
"""What has been done about it since, the perfect tells apart from the day on which it happened."""


def date_by(page: Page, draft: Draft, time: Time) -> None:
    """Give a draft the period that the head, the label or the caption of a table names."""
    if is_stock(draft) and time.period in _STANDING:
        _hold(draft, time)
        return
    draft.measure, draft.time, draft.end = "flow", time, page.reference
    _apply(draft, time, page.reference, running="total" in draft.words)


def _is_to_come(time: Time, reference: date, *, own: bool) -> bool:
    """Whether a period lies ahead, so that it dates nothing that is told as done."""
    if time.start is None or time.start > reference:
        return True
    return not own and time.start == reference and (time.end or reference) > reference


def _hold(draft: Draft, time: Time | None) -> None:
    """Say that a draft is the state on its day."""
    draft.period, draft.measure, draft.time = "asof", "stock", time
    draft.end = (time.end if time else None) or draft.end


def _years_back(time: Time, before: Sequence[Draft]) -> Time | None:
    """`the same period last year`: the period of the figure before, a year earlier."""
    other = next((draft for draft in reversed(before) if draft.start and draft.end and not draft.compared), None)
    if other is None or other.start is None or other.end is None:
        return None
    start, end = (_shift(day, time.back) for day in (other.start, other.end))
    return replace(time, period=other.period, start=start, end=end)


def _shift(day: date, years: int) -> date:
    last = monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))


def _again(time: Time, context: Context) -> Time:
    """What "the same 24 hours" or "since then" refers back to."""
    earlier = context.tenure.time
    if earlier is None:
        return time
    if time.period == "since":
        return replace(time, start=earlier.start or earlier.end, again=False)
    return replace(earlier, first=time.first, last=time.last)


def _apply(draft: Draft, time: Time, reference: date, *, running: bool) -> None:
    draft.period, draft.start = time.period, time.start
    draft.end = time.end or draft.end
    lasting = time.period in ("year", "month") and draft.end == reference
    if time.running or time.period == "asof" or (running and lasting):
        draft.measure = "cumulative"


def follow_whole(draft: Draft) -> None:
    """Give a part the period and the measure of its whole, unless it states its own."""
    whole = draft.whole
    if whole is None or is_plan_of_fact(draft):
        return
    running = draft.period == "total" or (
        draft.link == "breakdown" and draft.roles and whole.period == "total" and draft.period == "day"
    )  # who died that day, part of the toll since
    closer = draft.link == "breakdown" and whole.period == "unspecified" and whole.measure == "flow"
    if not draft.dated and not running and not closer and draft.measure != "stock":
        _copy(draft, whole)
    elif (draft.period, draft.start) == (whole.period, whole.start):
        draft.measure = whole.measure


def _copy(draft: Draft, whole: Draft) -> None:
    draft.period, draft.measure, draft.start, draft.end = whole.period, whole.measure, whole.start, whole.end
    draft.time = whole.time
    if draft.status == "actual" and draft.number.first > whole.number.first:
        draft.status = whole.status  # 40 of the 90 million that are sought may have come
    if draft.indicator and draft.indicator.measure == "stock" and whole.measure == "flow":
        draft.measure = "flow"
