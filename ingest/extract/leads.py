"""Headlines and leads that state no time: the sentences that tell the same more closely date them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.periods import follow_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.drafts import Draft, Findings, Page

    _Told = tuple[Findings, Sequence[Draft]]

_LEADS: Final = 2
"""How many sentences of the body, after the title, can lead."""
_CLOSE: Final = 3
"""How many sentences after a lead can date it."""
_FRESH: Final = timedelta(days=4)
_EFFECTS: Final = frozenset({"harm", "fight"})
_DATING: Final = frozenset({"day", "24h", "48h", "72h", "week", "span"})


def settle_leads(page: Page, read: Iterable[_Told]) -> None:
    """Date the undated figures of title and lead, and their parts with them, once all sentences are read."""
    told = list(read)
    _date_back(page, told)
    _date_tolls(told)
    leads = 0
    for place, (findings, drafts) in enumerate(told):
        leads += bool(drafts) and findings.sentence.line > 0
        if leads > _LEADS:
            break
        _date_lead(page, findings, drafts, told[place + 1 : place + 1 + _CLOSE])
    for _, drafts in told:
        for draft in drafts:
            if draft.whole and (draft.link == "breakdown" or draft.period == "unspecified"):
                follow_whole(draft)


def _date_back(page: Page, told: Sequence[_Told]) -> None:
    """Date what was told just before `The incident occurred on 11 April`."""
    for place, (findings, drafts) in enumerate(told):
        if drafts or len(findings.times) != 1 or findings.times[0].period not in _DATING:
            continue
        words = page.scene.tokens.word[findings.sentence.first : findings.times[0].first]
        if _OCCURRED.isdisjoint(words) or _INCIDENTS.isdisjoint(words):
            continue
        time = findings.times[0]
        for _, others in told[max(0, place - _BACK) : place]:
            for draft in others:
                if _is_undated(draft) and draft.family in _EFFECTS:
                    draft.period, draft.start, draft.time = time.period, time.start, time
                    draft.end = time.end or draft.end


def _date_tolls(told: Sequence[tuple[Findings, Sequence[Draft]]]) -> None:
    """Give a toll that only repeats the dead of a day that day, and its parts with it."""
    dated: dict[tuple[object, ...], Draft] = {}
    for draft in (draft for _, drafts in told for draft in drafts):
        key = draft.value, draft.indicator.code if draft.indicator else "", draft.noun.unit if draft.noun else ""
        if draft.measure == "flow" and draft.period in _DATING and draft.value >= _TELLING and not draft.whole:
            dated.setdefault(key, draft)
        elif draft.period == "total" and not draft.own_time:
            twin = draft.whole if draft.whole and draft.whole.measure == "flow" else dated.get(key)
            if twin and twin.period in _DATING:
                draft.period, draft.measure, draft.time = twin.period, "flow", twin.time
                draft.start, draft.end = twin.start, twin.end
                draft.restated = twin is not draft.whole


_TELLING: Final = 10
_BACK: Final = 2
_OCCURRED: Final = frozenset({"occurred", "happened", "place", "came"})
_INCIDENTS: Final = frozenset({
    "incident", "attack", "accident", "blast", "explosion", "crash", "collision", "tragedy", "shooting", "strike",
    "raid", "bombing", "shelling", "clash", "clashes", "disaster", "landslide", "ambush", "collapse", "fire",
    "killings", "it",
})  # fmt: skip


def _date_lead(page: Page, findings: Findings, drafts: Sequence[Draft], after: Sequence[_Told]) -> None:
    """Date the figures of one sentence by those behind it, by each other, by what is told to have happened."""
    later = [draft for _, others in after for draft in others]
    beside = [draft for draft in drafts if draft.whole is None]
    titled = findings.sentence.line == 0
    for draft in filter(_is_undated, drafts):
        closer = [other for other in later if not (draft.perfect and _is_narrower(other, draft))]
        _date(draft, closer, titled=titled)
    for draft in filter(_is_undated, drafts):
        _date(draft, [other for other in beside if other.period in _DATING])
    for draft in filter(_is_undated, drafts):
        if draft.family in _EFFECTS and not draft.perfect and not findings.sentence.line:
            _date_by_event(page, draft, after)


def _is_undated(draft: Draft) -> bool:
    return (draft.period, draft.measure, draft.status) == ("unspecified", "flow", "actual") and not draft.dated


def _date_by_event(page: Page, lead: Draft, later: Sequence[_Told]) -> None:
    """Let the day of a lead without figures date a title: `On Friday rebels shelled the town`."""
    for findings, drafts in later:
        if drafts:
            return
        time = next((one for one in findings.times if one.period == "day" and not one.relative), None)
        if time and findings.events and time.start and page.reference - time.start < _FRESH:
            lead.period, lead.start, lead.end, lead.time = time.period, time.start, time.end or lead.end, time
            return


def _date(lead: Draft, later: Sequence[Draft], *, titled: bool = False) -> None:
    """Take the period of a figure told next that is part of the lead's, or another effect of what happened."""
    for draft in later:
        if draft.family != lead.family or draft.status != "actual" or draft.compared or draft.measure != "flow":
            continue
        same = draft.indicator is lead.indicator and draft.value != lead.value
        apart = draft.whole is None and (titled or not same)
        if lead.perfect and draft.whole is not lead and draft.end == lead.end:
            continue  # what has happened so far, told before what happened today
        if draft.period in _DATING and (draft.whole is lead or apart):
            lead.period, lead.start, lead.end, lead.time = draft.period, draft.start, draft.end, draft.time
            return


def _is_narrower(draft: Draft, lead: Draft) -> bool:
    """Whether a figure is of a smaller place than a lead, whose day it need not be where that has run on since."""
    return bool(draft.roles) and set(draft.roles.values()).isdisjoint(lead.roles.values())
