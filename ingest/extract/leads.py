"""Headlines and leads that state no time: the sentences that tell the same more closely date them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.periods import follow_whole
from ingest.extract.states import is_perfect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.drafts import Draft, Findings, Page

_LEADS: Final = 2
"""How many sentences of the body, after the title, can lead."""
_CLOSE: Final = 3
"""How many sentences after a lead can date it."""
_DATING: Final = frozenset({"day", "24h", "48h", "72h", "week", "span"})


def settle_leads(page: Page, read: Iterable[tuple[Findings, Sequence[Draft]]]) -> None:
    """Date the undated figures of title and lead, and their parts with them, once all sentences are read."""
    told = list(read)
    _date_back(page, told)
    leads = 0
    for place, (findings, drafts) in enumerate(told):
        leads += bool(drafts) and findings.sentence.line > 0
        if leads > _LEADS:
            break
        later = [draft for _, others in told[place + 1 : place + 1 + _CLOSE] for draft in others]
        for draft in drafts:
            if _is_undated(draft):
                running = is_perfect(page, draft)
                _date(draft, [other for other in later if not (running and _is_narrower(other, draft))])
        for draft in drafts:
            if _is_undated(draft):
                _date(draft, [other for other in drafts if other.whole is None and other.period in _DATING])
    for _, drafts in told:
        for draft in drafts:
            if draft.whole and (draft.link == "breakdown" or draft.period == "unspecified"):
                follow_whole(draft)


def _date_back(page: Page, told: Sequence[tuple[Findings, Sequence[Draft]]]) -> None:
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
                if _is_undated(draft) and draft.family in _HAPPENING:
                    draft.period, draft.start, draft.time = time.period, time.start, time
                    draft.end = time.end or draft.end


_BACK: Final = 2
_HAPPENING: Final = frozenset({"harm", "fight"})
_OCCURRED: Final = frozenset({"occurred", "happened", "place", "came"})
_INCIDENTS: Final = frozenset({
    "incident", "attack", "accident", "blast", "explosion", "crash", "collision", "tragedy", "shooting", "strike",
    "raid", "bombing", "shelling", "clash", "clashes", "disaster", "landslide", "ambush", "collapse", "fire",
    "killings", "it",
})  # fmt: skip


def _is_undated(draft: Draft) -> bool:
    return (draft.period, draft.measure, draft.status) == ("unspecified", "flow", "actual") and not draft.dated


def _date(lead: Draft, later: Sequence[Draft]) -> None:
    """Take the period of a figure told next that is part of the lead's, or another effect of what happened."""
    for draft in later:
        if draft.family != lead.family or draft.status != "actual" or draft.compared or draft.measure != "flow":
            continue
        apart = draft.whole is None and draft.indicator is not lead.indicator
        if draft.period in _DATING and (draft.whole is lead or apart):
            lead.period, lead.start, lead.end, lead.time = draft.period, draft.start, draft.end, draft.time
            return


def _is_narrower(draft: Draft, lead: Draft) -> bool:
    """Whether a figure is of a smaller place than a lead, whose day it need not be where that has run on since."""
    return bool(draft.roles) and set(draft.roles.values()).isdisjoint(lead.roles.values())
