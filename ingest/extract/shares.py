"""Wholes that are named by their number, by the opening of a sentence, by what adds up in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.drafts import Draft
from ingest.extract.kinship import find_twin, same_kind, same_unit

if TYPE_CHECKING:
    from ingest.extract.drafts import Findings, Page

_OPENING: Final = 3


class Opening(NamedTuple):
    """How a sentence opens: with words that make its figures parts (`of these`), perhaps of a whole that it names."""

    parts: bool
    wholes: Sequence[Draft] = ()


_PLAIN: Final = Opening(parts=False)


def named_whole(page: Page, findings: Findings, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The figure told before whose number follows: `seven of the 27`."""
    words, last = page.scene.tokens.word, draft.number.last
    following = next((number for number in findings.numbers if number.first >= last), None)
    if following is None or tuple(words[last : following.outer]) not in _SHARES:
        return None
    return next((one for one in reversed(told) if one.value == following.value and same_kind(draft, one)), None)


def settle_shares(page: Page, findings: Findings, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Take up a whole that is named by its number, once its draft is there: `seven of the 27`, `Of the 52, 11 …`."""
    last, words = drafts[-1], page.scene.tokens.word
    if len(drafts) > 1 and _names_whole(words, drafts[-2], last):
        part = drafts[-2]
        if part.value <= last.value:
            part.whole, part.link = _told(last, [*earlier, *drafts[:-2]]), "partitive"
            last.link = "named"
    first = drafts[0]
    if first is last or last.link in ("partitive", "list") or last.value > first.value or not same_kind(last, first):
        return
    lead = words[findings.sentence.first : first.number.outer]
    if 0 < len(lead) <= _OPENING and lead[-1] in _HEADS and _HEADS.issuperset(lead) and lead != ["from"]:
        last.whole, last.link = _told(first, earlier), "opening"


def _told(named: Draft, earlier: Sequence[Draft]) -> Draft:
    """The figure that a number takes up, else its own: it is then told again, as part of the same whole."""
    twin = find_twin(named, earlier)
    if twin is None:
        return named
    named.whole = twin.whole
    return twin


def settle_respective(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Match `… 71 roads and 9 bridges; 58 and 7 of them, respectively, …` one by one."""
    words, sentence = page.scene.tokens.word, findings.sentence
    if len(drafts) < _TWICE or "respectively" not in words[sentence.first : sentence.last]:
        return
    place = words.index("respectively", sentence.first, sentence.last)
    group = [draft for draft in drafts if draft.number.last <= place]
    size = 1
    while size * 2 < len(group) and group[-size].joint in (",", "and") and group[-size].counted.noun is None:
        size += 1
    for part, whole in zip(group[-size:], group[-2 * size : -size], strict=False):
        if size > 1 and part.value <= whole.value:
            part.whole, part.link, part.noun = whole, "partitive", whole.noun


def settle_split(findings: Findings, drafts: Sequence[Draft]) -> None:
    """Make figures that add up to the first of their sentence its parts: `15 died - 12 soldiers and 3 others`."""
    if len(drafts) < _SPLIT or drafts[0].whole or any(drafts[0].holds(place.first) for place in findings.places):
        return
    whole, items = drafts[0], []
    for draft in drafts[1:]:
        if draft.indicator is not whole.indicator or draft.whole or not same_unit(draft, whole):
            break
        items.append(draft)
        if sum(item.value for item in items) >= whole.value:
            break
    if len(items) > 1 and sum(item.value for item in items) == whole.value:
        for item in items:
            item.whole, item.link = whole, "list"


_SPLIT: Final = 3


_TWICE: Final = 4


_HEADS: Final = frozenset({"of", "among", "out", "from", "the", "these", "those", "all", "most"})


def _names_whole(words: Sequence[str], part: Draft, whole: Draft) -> bool:
    """Whether only `of the`, or at the end `out of`, stands between two numbers."""
    lead = tuple(words[part.number.last : whole.number.outer])
    return lead in _SHARES or lead[-2:] == ("out", "of") or lead[-3:] == ("out", "of", "the")


_SHARES: Final = frozenset({("of", "the"), ("of",), ("of", "these"), ("of", "those"), ("of", "a", "total", "of")})


def read_opening(page: Page, findings: Findings, told: Sequence[Draft]) -> Opening:
    """Read whether a sentence opens with words that make its figures parts, and of which figure told before."""
    first, last, words = findings.sentence.first, findings.sentence.last, page.scene.tokens.word
    definite = words[first] in ("of", "among") and words[first + 1 : first + 2] == ["the"]
    number = findings.numbers[0] if findings.numbers else None
    if number and words[first] in _HEADS and _HEADS.issuperset(words[first : number.outer]) and words[first] != "from":
        return Opening(parts=False, wholes=[one for one in told if one.value == number.value])
    if definite and number:
        names = {place.text for place in findings.places if place.first < number.first and place.text}
        code = _code_of(page, first + 2)
        if code and not names:
            return Opening(parts=False, wholes=[one for one in told if one.indicator and one.indicator.code == code])
        return Opening(parts=True, wholes=[one for one in told if not names.isdisjoint(one.roles.values())])
    openers = page.scene.marks.get("part.openers", {})
    if openers.keys().isdisjoint(range(first, min(first + _OPENING, last))) and not definite:
        return _PLAIN
    starts = {number.outer for number in findings.numbers}
    for place in range(first, min(first + _OPENING, last)):
        found = openers.get(place)
        if found and words[place] != "with" and (found[0] not in starts or words[found[0] - 1] not in _DEFINITE):
            return Opening(parts=True)
    return Opening(parts=definite and first + 2 not in starts)


def _code_of(page: Page, index: int) -> str | None:
    """What the word of an opening such as `Among the dead` counts."""
    noun = page.scene.marks.get("noun", {}).get(index)
    return noun[1].indicator if noun and noun[1].fixed else None


_DEFINITE: Final = frozenset({"these", "those", "the", "of"})
