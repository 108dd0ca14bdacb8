"""Which figures are parts of which: `105 people, including 64 children`, `42 violations: Aleppo (20), Hama (8)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Page

_REACH: Final = 6


def settle_whole(page: Page, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Find what a draft is said to be part of: in its sentence (`before`), else in the paragraph (`earlier`)."""
    whole = None
    if draft.counted.partitive or _trailing(page, draft):
        whole = _nearest(draft, [*earlier, *before])
    elif before and (_opened(page, draft) or _is_listed(draft, before)):
        whole = _nearest(draft, before)
    elif before and _goes_on(draft, before[-1]):
        whole = before[-1].whole
    elif earlier and not before and _refers_back(page, draft):
        whole = _nearest(draft, earlier)
    if whole and whole.value >= draft.value:
        draft.whole = whole


def _nearest(draft: Draft, candidates: Sequence[Draft]) -> Draft | None:
    """The last figure of the same unit that is no part itself and large enough."""
    for other in reversed(candidates):
        if other.whole is None and other.value >= draft.value and _same_unit(draft, other):
            return other
    return None


def _same_unit(draft: Draft, other: Draft) -> bool:
    return draft.noun is None or other.noun is None or draft.noun.unit == other.noun.unit


def _opened(page: Page, draft: Draft) -> bool:
    """Whether a word such as `including` stands just before the number."""
    first = max(draft.first, draft.number.outer - _REACH)
    return any(
        page.scene.word(place) != "with" for place, _ in page.marks_in("part.openers", first, draft.number.outer)
    )


def _trailing(page: Page, draft: Draft) -> bool:
    """`64 children among them`."""
    last = draft.counted.last
    return bool(page.marks_in("phrase.trailing", last, min(last + 2, draft.last)))


def _refers_back(page: Page, draft: Draft) -> bool:
    first = draft.first
    return bool(page.marks_in("part.openers", first, min(first + 2, draft.number.outer)))


def _is_listed(draft: Draft, before: Sequence[Draft]) -> bool:
    """The first item of a list behind a colon or in brackets, if it names no thing of its own."""
    return draft.joint in (":", "(") and (draft.counted.noun is None or _same_unit(draft, before[-1])) and bool(before)


def _goes_on(draft: Draft, previous: Draft) -> bool:
    """A further item of the list that the figure before it belongs to."""
    if previous.whole is None or draft.joint not in (",", "and", ";", ")", "|", "("):
        return False
    if draft.counted.noun is None:
        return True
    return _same_unit(draft, previous) and draft.joint in (",", "and")
