"""How sentences open that tell of parts: `of these`, `of the 52`, `among the dead`, a line of names and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.drafts import Draft
from ingest.extract.rosters import find_rostered
from ingest.extract.shares import HEADS

if TYPE_CHECKING:
    from ingest.extract.drafts import Findings, Page
    from ingest.extract.numbers import Number

_OPENING: Final = 3


class Opening(NamedTuple):
    """How a sentence opens: with words that make its figures parts (`of these`), perhaps of a whole that it names."""

    parts: bool
    wholes: Sequence[Draft] = ()


_PLAIN: Final = Opening(parts=False)


def read_opening(page: Page, findings: Findings, told: Sequence[Draft]) -> Opening:
    """Read whether a sentence opens with words that make its figures parts, and of which figure told before."""
    first, last, words = findings.sentence.first, findings.sentence.last, page.scene.tokens.word
    definite = words[first] in ("of", "among") and words[first + 1 : first + 2] == ["the"]
    number = findings.numbers[0] if findings.numbers else None
    if number and words[first] in HEADS and HEADS.issuperset(words[first : number.outer]) and words[first] != "from":
        return Opening(parts=False, wholes=[one for one in told if one.value == number.value])
    if definite and number:
        return _of_named(page, findings, told, number)
    if split := find_rostered(page, findings, told):
        return Opening(parts=False, wholes=[split])
    openers = page.scene.marks.get("part.openers", {})
    if openers.keys().isdisjoint(range(first, min(first + _OPENING, last))) and not definite:
        return _PLAIN
    starts = {number.outer for number in findings.numbers}
    for place in range(first, min(first + _OPENING, last)):
        found = openers.get(place)
        if found and words[place] != "with" and (found[0] not in starts or words[found[0] - 1] not in _DEFINITE):
            return Opening(parts=True)
    return Opening(parts=definite and first + 2 not in starts)


def _of_named(page: Page, findings: Findings, told: Sequence[Draft], number: Number) -> Opening:
    """What `of the` opens with: what is counted (`of the dead`), where (`of the Homs returnees`)."""
    first = findings.sentence.first
    names = {place.text for place in findings.places if place.first < number.first and place.text}
    code = _code_of(page, first + 2 + (page.scene.word(first + 2) in _WHOLE))
    if code and not names:
        counted = [one for one in told if one.indicator and one.indicator.code == code]
        return Opening(parts=False, wholes=_undivided(counted))
    return Opening(parts=True, wholes=[one for one in told if not names.isdisjoint(one.roles.values())])


def _undivided(told: Sequence[Draft]) -> Sequence[Draft]:
    """The largest of the figures that the last one stands beside: `of the returnees` means all of them."""
    if not told:
        return told
    period, start = told[-1].period, told[-1].start
    beside = [one for one in told if (one.period, one.start) == (period, start) and not one.compared]
    return [max(beside, key=lambda one: one.value, default=told[-1])]


def _code_of(page: Page, index: int) -> str | None:
    """What the word of an opening such as `Among the dead` counts."""
    if page.scene.word(index) == "victims":
        return "deaths"
    noun = page.scene.marks.get("noun", {}).get(index)
    return noun[1].indicator if noun and noun[1].fixed else None


_DEFINITE: Final = frozenset({"these", "those", "the", "of"})
_WHOLE: Final = frozenset({"total", "overall", "whole"})
