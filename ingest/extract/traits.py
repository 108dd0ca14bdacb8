"""Bare numbers that tell how some of those before are: `89 lie there, 31 on the floor`, `3 still in hospital`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.kinship import same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Page


def is_trait(page: Page, draft: Draft, previous: Draft) -> bool:
    """Whether a bare number only tells how some of those before it are: `89 lie there, 31 on the floor`."""
    if draft.counted.noun is not None or previous.value <= draft.value or not same_unit(draft, previous):
        return False
    after, words = draft.number.last, page.scene.tokens.word
    if (
        previous.indicator
        and previous.indicator.code in _EXAMINED
        and _RESULTS.intersection(words[after : after + _STILL])
    ):
        return True
    if draft.joint in _CLAUSES and previous.indicator and previous.indicator.code in _CARED_FOR:
        told = words[after : after + _STILL]
        if not _STAYING.isdisjoint(told) and _GONE.isdisjoint(told):
            return True
    parallel = page.scene.marked("part.properties", previous.counted.last)
    return draft.joint == "," and page.scene.marked("part.properties", after) and not parallel


def find_aboard(page: Page, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Those on board of whom a bare number tells what became: `a boat with 31 people on board sank; 26 were saved`."""
    said = page.scene.tokens.word[draft.number.outer : draft.counted.last + 1]
    if "more" in said or not (draft.counted.noun is None or "bodies" in said):
        return None
    for one in before:
        after = page.scene.tokens.word[one.counted.last : one.counted.last + 2]
        if (after[:1] == ["aboard"] or after == ["on", "board"]) and one.value >= draft.value and same_unit(draft, one):
            return one
    return None


_EXAMINED: Final = frozenset({"tests", "medical_aid"})
_RESULTS: Final = frozenset({"positive", "negative", "found", "infected", "malnourished", "confirmed"})
_CLAUSES: Final = frozenset({";", ",", "and", "", "but"})
_CARED_FOR: Final = frozenset({"injuries", "medical_aid", "hospitalised", "detained"})
_STILL: Final = 4
_STAYING: Final = frozenset({"still", "remain", "remains", "remained", "stayed"})
_GONE: Final = frozenset({"large", "missing", "run", "unaccounted"})
