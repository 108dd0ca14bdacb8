"""What the words around a figure say of its state: running total, present state, planned, denied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.aspects import read_aspects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.extract.drafts import Draft, Findings, Page


def read_states(page: Page, drafts: Sequence[Draft]) -> None:
    """Read the words of time around each figure of a sentence, and whether it tells of the present."""
    read_aspects(page, drafts)
    for place, draft in enumerate(drafts):
        draft.words = _words_around(page, drafts, place)
        draft.present = _is_present(page, drafts, place)


def _words_around(page: Page, drafts: Sequence[Draft], place: int) -> frozenset[object]:
    """The classes of the words of time around a figure."""
    draft = drafts[place]
    spans = [(draft.first, draft.last), draft.rest] if draft.rest[1] else [(draft.first, draft.last)]
    if place and drafts[place - 1].compared and draft.joint in ("", "to"):
        spans.append((drafts[place - 1].first, drafts[place - 1].last))  # "has risen from 19 to 37"
    found = {meaning for span in spans for _, meaning in page.marks_in("time", *span)}
    if "lasting" in found:
        found.add("total")
    if "remained" in found:  # N remained: a state; remained N: a total
        found.add("total" if page.scene.word(draft.number.outer - 1) in _COUNTING else "asof")
    if "now" in found:  # "has now hit 54 villages" has gone on so far, "54 villages are now cut off" is a state
        found.add("total" if _is_perfect(page, draft) else "asof")
    return frozenset(found)


def _is_perfect(page: Page, draft: Draft) -> bool:
    """Whether "now" stands with a perfect: `has also now affected`."""
    words = page.scene.tokens.word
    places = [place for place, meaning in page.marks_in("time", draft.first, draft.last) if meaning == "now"]
    return any(not _HAVE.isdisjoint(words[max(draft.first, place - 2) : place]) for place in places)


_HAVE: Final = frozenset({"has", "have"})
_COUNTING: Final = frozenset({"remained", "remains", "at", "unchanged"})
_BE: Final = frozenset({"are", "is", "remain", "remains", "remained"})
_PASSING: Final = frozenset({"deaths", "injuries", "houses_destroyed", "crops_damaged", "economic_loss"})
_LASTING: Final = frozenset({
    "places_affected", "displacement", "detained", "facilities_restored", "facilities_damaged", "aid_items",
    "aid_recipients", "cases", "people_affected", "wanted", "stranded", "other",
})  # fmt: skip
_SHARED: Final = ("or", "and", "/", "(", "in", "", ",")


def _is_present(page: Page, drafts: Sequence[Draft], place: int) -> bool:
    """Whether a draft tells of a state that holds now: `are still in camps`, `remain missing`, `currently`."""
    draft, end = drafts[place], _predicate_end(drafts, place)
    words = draft.words.union(meaning for _, meaning in page.marks_in("time", draft.last, end))
    stock = draft.indicator is not None and draft.indicator.measure == "stock"
    code = draft.indicator.code if draft.indicator else "other"
    fallen = "fallen" in words and (stock or code in _LASTING)
    if fallen or ("current" in words and code not in _PASSING):
        return True
    if _is_standing(draft, code, stock=stock) or (code == "wanted" and _is_listed(page, draft)):
        return True
    if draft.aspect in _ALL_DONE and not stock:
        return False
    if "asof" in words and (stock or (code in _LASTING and "total" not in draft.words and not _is_told(page, draft))):
        return True
    if code == "injuries" and page.marks_in("time", draft.counted.last, min(draft.last, draft.counted.last + _SOON)):
        return "asof" in words and "total" not in words
    lasting = code == "places_affected"
    if lasting:
        end = min(end, draft.counted.last + _SOON)
    return (stock or lasting) and not _BE.isdisjoint(page.scene.tokens.word[draft.first : end])


def _is_standing(draft: Draft, code: str, *, stock: bool) -> bool:
    """Whether the verb tells of a state; where parts of an event lie or lay, says nothing of one."""
    if stock:
        return draft.aspect in ("state", "there", "doing")
    if code in _PASSING or (draft.whole and draft.whole.status == "planned"):
        return False
    return draft.aspect == "state" or (draft.aspect == "there" and draft.whole is None)


def _is_listed(page: Page, draft: Draft) -> bool:
    """Whether suspects or warrants are only named as such: `a list of 300 open warrants`, `90 wanted men`."""
    return not _WANTED.isdisjoint(page.scene.tokens.word[draft.number.last : draft.counted.last])


_WANTED: Final = frozenset({
    "wanted", "listed", "unapprehended", "open", "outstanding", "pending", "warrants", "known", "identified",
    "fugitives",
})  # fmt: skip
_SOON: Final = 3


def _is_told(page: Page, draft: Draft) -> bool:
    """Whether a figure is first told of in the past: `have been displaced and are staying in shelters`."""
    marks = page.marks_in("time", draft.counted.last, draft.last)
    cue = next((place for place, meaning in marks if meaning == "asof"), draft.counted.last)
    return not _PAST.isdisjoint(page.scene.tokens.word[draft.counted.last : cue])


_PAST: Final = frozenset({"have", "has", "had", "were", "was"})


def _predicate_end(drafts: Sequence[Draft], place: int) -> int:
    """Where the words end that speak of a figure and of those it shares a verb with: `28 families or 121 people`."""
    first = place
    while place + 1 < len(drafts) and _shares(drafts[place], drafts[place + 1]):
        place += 1
    return drafts[place].last if drafts[place].joint != "," else drafts[first].last


def _shares(draft: Draft, following: Draft) -> bool:
    near = following.joint in _SHARED and following.first - draft.counted.last <= 1
    return near and following.indicator is draft.indicator


def is_sum(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether `in total` stands with no period in the sentence, and not of what was over: `90 in total had died`."""
    over = "had" in page.scene.tokens.word[draft.counted.last : draft.last]
    return "sum" in draft.words and not findings.times and not over


def is_toll(page: Page, draft: Draft) -> bool:
    """Whether a word of running totals leads to a number: `the toll has reached 42`."""
    return any(meaning == "total" for _, meaning in page.marks_in("time", draft.first, draft.number.first))


def is_perfect(page: Page, draft: Draft) -> bool:
    """Whether a figure is told of in the perfect: `has killed more than 170,000 people`."""
    return not _HAVE.isdisjoint(page.scene.tokens.word[draft.first : draft.last])


def is_of_war(page: Page, draft: Draft) -> bool:
    """Whether a figure is of a whole war, not of the day that a report is about."""
    return not _WARS.isdisjoint(page.scene.tokens.word[draft.number.last : draft.last])


_WARS: Final = frozenset({"war", "conflict", "uprising", "insurgency", "crisis", "revolt", "rebellion", "pandemic"})


def has_gone_on(page: Page, draft: Draft) -> bool:
    """Whether a sum is one up to now: `in all, 50 hectares and 36 houses have been checked`, `they number 2,207`."""
    return not _GOING_ON.isdisjoint(page.scene.tokens.word[draft.first : max(draft.last, draft.reach)])


_GOING_ON: Final = _HAVE | {"number", "numbers", "is", "are"}


def is_past(page: Page, draft: Draft) -> bool:
    """Whether a figure is told of in the past: `87 teams were on duty`."""
    return not _WERE.isdisjoint(page.scene.tokens.word[draft.number.last : draft.last])


_WERE: Final = frozenset({"were", "was"})


def stands_on(draft: Draft) -> bool:
    """Whether a state is said to have stood on a day of its own: `on 30 May they housed 815 patients`."""
    state = draft.indicator is not None and draft.indicator.measure == "stock"
    return (
        state
        and draft.aspect in ("state", "there", "stood", "doing")
        and draft.time is not None
        and draft.time.period == "day"
    )


def stands_to_date(draft: Draft, reference: date) -> bool:
    """Whether a state that holds now is told of with a period that lasts until now: `this week 80 remain trapped`."""
    time = draft.time
    state = draft.indicator is not None and draft.indicator.measure == "stock"
    return state and draft.aspect in ("state", "there", "doing") and time is not None and time.end == reference


def stood_as_of(draft: Draft) -> bool:
    """Whether a state is told of as of a day: `as of 30 May 90 tonnes were in store`."""
    return draft.aspect in ("stood", "state", "there") and draft.time is not None and draft.time.period == "asof"


def is_running(page: Page, draft: Draft) -> bool:
    """Whether a number is called a running total, though it counts a state: `now 40 (cumulative: 300)`."""
    return "cumulative" in page.scene.tokens.word[draft.first : draft.number.first]


def is_stock(draft: Draft) -> bool:
    """Whether what is counted is a state by its nature: the missing, those in hospital."""
    if draft.event and draft.event.sense in _MOVES:
        return False
    if draft.indicator and draft.aspect in _DONE.get(draft.indicator.code, ()):
        return False
    return draft.status == "actual" and draft.indicator is not None and draft.indicator.measure == "stock"


_ALL_DONE: Final = frozenset({"done", "perfect"})
_DONE: Final = {
    "deployed": _ALL_DONE, "facilities_operating": _ALL_DONE, "hospitalised": _ALL_DONE,
    "sheltered": frozenset({"done"}), "stranded": frozenset({"perfect"}),
}  # fmt: skip
"""What makes a state by its nature an event: posts that were opened; whoever has been sheltered still is."""
_MOVES: Final = frozenset({"send", "attend"})
"""Whoever was sent or came when called did so once; where they are is told by other words."""
