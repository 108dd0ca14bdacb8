"""Whether one figure can be part of another: their units and kinds, what stands between them, what only compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.extract.drafts import Draft, Findings, Page

# Kinds of which one can be a part of the other.
_KINDS: Final = {
    "ordnance": "arms",
    "ammunition": "arms",
    "weapon": "arms",
    "vehicle": "arms",
    "case": "person",
    "family": "family",
}


def find_twin(first: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The figure told before that a sentence takes up by its number."""
    return next((one for one in reversed(earlier) if one.value == first.value and same_unit(one, first)), None)


def last_of(told: Sequence[Draft], fits: Callable[[Draft], bool]) -> Draft | None:
    """The last figure that fits."""
    return next((one for one in reversed(told) if fits(one)), None)


def words_between(page: Page, left: Draft, right: Draft) -> list[str]:
    """The words between two numbers."""
    return page.scene.tokens.word[left.number.last : right.number.outer]


def is_compared(page: Page, draft: Draft) -> bool:
    """Whether a figure only stands against another: `up from 19`, `against 597 cases`."""
    words, first = page.scene.tokens.word, draft.number.outer
    first -= words[first - 1 : first] == ["the"]
    before = words[max(0, first - 2) : first]
    if not before:
        return False
    stepped = before[-1] == "from" and page.scene.tokens.kind[first - 2] == NUMERAL  # "rose to 19 from 12"
    stepped = stepped or before == ["(", "from"]
    return stepped or before[-1] in ("against", "than", "versus", "vs") or tuple(before) in _COMPARISONS


_COMPARISONS: Final = frozenset({
    ("up", "from"), ("down", "from"), ("risen", "from"), ("fallen", "from"), ("rose", "from"), ("fell", "from"),
    ("compared", "with"), ("compared", "to"), ("rising", "from"), ("jumped", "from"), ("increased", "from"),
    ("grown", "from"), ("climbed", "from"), ("increase", "from"), ("decrease", "from"), ("dropped", "from"),
})  # fmt: skip


def same_unit(draft: Draft, other: Draft) -> bool:
    """Whether two figures may count the same."""
    return draft.noun is None or other.noun is None or draft.noun.unit == other.noun.unit


def same_kind(draft: Draft, other: Draft) -> bool:
    """Whether what one figure counts is of the kind of what another counts: tanks and vehicles, goats and animals."""
    if draft.noun is None or other.noun is None or draft.noun.unit == other.noun.unit:
        return True
    one, two = draft.noun.kind, other.noun.kind
    if other.noun.unit in _GENERIC:
        return one not in ("mass", "area", "length", "money", "region")
    return _KINDS.get(one, one) == _KINDS.get(two, two) and one not in _MEASURES


_GENERIC: Final = frozenset(
    {"item", "object", "piece", "movement", "crossing", "casualty", "incident", "asset", "unit"}
)
"""What things of any kind may be parts of."""
_MEASURES: Final = frozenset({"mass", "area", "length", "money", "thing"})


def is_daily(page: Page, draft: Draft) -> bool:
    """Whether a number in brackets is what one day added: `tanks: 7,500 (+12)`."""
    first = draft.number.outer
    return page.scene.tokens.word[max(0, first - 2) : first] == ["(", "+"]


def is_superseded(page: Page, findings: Findings) -> bool:
    """Whether a sentence tells what was counted before: `initial reports put the toll at nine`."""
    sentence = findings.sentence
    words = page.scene.tokens.word[sentence.first : sentence.last]
    return not _EARLIER.isdisjoint(words) or ("earlier" in words and ("toll" in words or _PUT.issubset(words)))


def is_outdated(page: Page, draft: Draft) -> bool:
    """Whether a figure was overtaken by later ones: `an earlier toll of 12`, `had first put the dead at 37`."""
    before = page.scene.tokens.word[max(draft.opening, draft.number.outer - _FAR) : draft.number.outer]
    return not _OUTDATED.isdisjoint(before)


_FAR: Final = 8
_OUTDATED: Final = frozenset({"earlier", "initial", "initially", "previous", "previously", "preliminary"})
_PUT: Final = frozenset({"put", "number"})
_EARLIER: Final = frozenset({"initial", "initially", "previous", "previously", "preliminary"})


def is_increment(page: Page, draft: Draft) -> bool:
    """`a further 12`, `65 more`, `11 others`: what comes on top of the figures before."""
    around = page.scene.tokens.word[max(0, draft.number.outer - 2) : draft.counted.last + 1]
    return not _INCREMENTS.isdisjoint(around)


_INCREMENTS: Final = frozenset({"further", "more", "another", "additional", "new", "extra", "besides"})
