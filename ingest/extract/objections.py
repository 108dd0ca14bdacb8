"""Why a number that was read counts nothing after all: distances, conversions, averages, what was told before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.numbers import COUNTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page


def find_objection(page: Page, draft: Draft, before: Sequence[Draft]) -> str | None:
    """Why a number that was read counts nothing after all."""
    if _is_conversion(page, draft, before) or _is_distance(page, draft):
        return "measure"
    if _is_average(page, draft):
        return "rate"
    if _is_fraction(draft):
        return "fraction"
    if _is_descriptive(draft) or _is_pointed_at(page, draft) or _is_unseen(page, draft):
        return "description"
    return "repeated" if _is_known(page, draft) else None


def refuse_doubtful(page: Page, findings: Findings, drafts: list[Draft]) -> list[Draft]:
    """Drop the figures of a sentence whose only date nobody can tell: put aside with that reason, never guessed."""
    if not page.doubts:
        return drafts
    sentence = findings.sentence
    doubt = next((page.doubts[index] for index in range(sentence.first, sentence.last) if index in page.doubts), None)
    if doubt is None:
        return drafts
    for draft in drafts:
        draft.number.reason = None if draft.dated else doubt
    return [draft for draft in drafts if draft.number.reason is None]


def _is_descriptive(draft: Draft) -> bool:
    """A few things that no list knows and to which nothing happened: `both of the two sides`, `in five steps`."""
    if draft.noun is None or draft.number.qualifier != "exact":
        return False
    few = (
        0 < draft.value <= _FEW
        if draft.noun.guessed
        else draft.value == 1 and draft.number.last == draft.number.first + 1
    )
    return few and (draft.indicator is None or draft.indicator.code == "other")


def _is_unseen(page: Page, draft: Draft) -> bool:
    """What nobody sees on somebody: `bodies with no visible wounds`."""
    return draft.value == 0 and page.scene.word(draft.number.last) in _LOOKS


_LOOKS: Final = frozenset({"visible", "apparent", "external", "obvious", "outward", "discernible"})


def _is_pointed_at(page: Page, draft: Draft) -> bool:
    """A few places that are known: `the two targeted towns`, `all four areas`; `three of the four` are counted."""
    if draft.noun is None or draft.noun.kind not in _PLACES or not 1 < draft.value <= _FEW:
        return False
    word, first = page.scene.word, draft.number.outer
    people = page.scene.marks.get("noun", {}).get(first - 2)
    passing = draft.indicator is None or draft.indicator.code in _MENTIONED
    if passing and word(first - 1) == "of" and people and people[1].kind == "person":
        return True  # the residents of two villages
    return word(first - 1) in _POINTING and word(first - 2) != "of" and draft.number.qualifier == "exact"


_MENTIONED: Final = frozenset({"other", "places_affected"})
_PLACES: Final = frozenset({"settlement", "region"})
_FEW: Final = 10


def _is_fraction(draft: Draft) -> bool:
    """A part of what has no parts: `1.86 people` is a slip or an average, 1.86 million people are none."""
    if draft.noun is None or draft.noun.kind not in COUNTED or draft.noun.guessed:
        return False
    return any(value is not None and value != int(value) for value in (draft.value, draft.number.high))


def _is_average(page: Page, draft: Draft) -> bool:
    """`300 patients a day` are an average, 300 a day ago are none."""
    rates = page.scene.marks.get("phrase.rates", {})
    places = range(draft.counted.last, min(draft.last, draft.counted.last + _RATE_REACH)) if rates else ()
    if not any(
        place in rates and page.scene.word(rates[place][0]) not in _AGO and page.scene.word(place - 1) not in _WITHIN
        for place in places
    ):
        return False
    # What can be taken in is a capacity.
    return "planned" not in (name for _, name in page.marks_in("time", draft.first, draft.number.outer))


_RATE_REACH: Final = 4
_WITHIN: Final = frozenset({"in", "within", "over", "during"})
"""`12 people died in a day` is no average."""
_AGO: Final = frozenset({"ago", "earlier", "later", "before", "after", "from"})


def _is_distance(page: Page, draft: Draft) -> bool:
    """A length that nothing happened to, or that says how far away or how high: `3 km north of`, `a depth of 10 km`."""
    if draft.noun is None or draft.noun.kind != "length":
        return False
    if draft.indicator is None or draft.indicator.code == "other":
        return True
    scene, after = page.scene, draft.counted.last
    if scene.word(after) == "(":
        after = next((index for index in range(after, after + _ASIDE) if scene.word(index) == ")"), after)
    after += scene.word(after) == ")"
    return (
        scene.marked("place.directions", after)
        or scene.word(after) in _AWAY
        or (scene.word(draft.number.outer - 2) in _EXTENTS)
    )


_ASIDE: Final = 6
_AWAY: Final = frozenset({
    "from", "away", "off", "deep", "wide", "high", "long", "tall", "inland", "radius", "below", "above", "offshore",
    "apart", "thick", "upstream", "downstream",
})  # fmt: skip
_EXTENTS: Final = frozenset({"depth", "distance", "height", "radius", "altitude", "length", "width"})


def _is_known(page: Page, draft: Draft) -> bool:
    """Whether a number only points at one that was told: `all 175 of them`, `233 of the 355 drones`."""
    if page.scene.word(draft.number.first - 1) not in _POINTING or draft.value not in page.values:
        return False
    return page.scene.word(draft.number.first - 1) != "all" or draft.event is None or draft.event.weak


_POINTING: Final = frozenset({"the", "these", "those", "all", "both"})


def _is_conversion(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """The same measure said again in another unit: `7 hectares (17.3 acres)`."""
    if not before or page.scene.word(draft.number.outer - 1) != "(" or not draft.noun or not before[-1].noun:
        return False
    return draft.noun.kind == before[-1].noun.kind in _MEASURES and draft.noun.unit != before[-1].noun.unit


_MEASURES: Final = frozenset({"mass", "area", "length"})
