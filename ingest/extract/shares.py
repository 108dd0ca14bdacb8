"""Wholes that are named by their number, and those that what follows adds up to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest.extract.kinship import find_twin, same_kind, same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page

_OPENING: Final = 3


def named_whole(page: Page, findings: Findings, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The figure told before whose number stands beside a part: `seven of the 27`, `of the 27, seven`."""
    words, first, last = page.scene.tokens.word, draft.number.outer, draft.number.last
    for number in findings.numbers:
        between = words[last : number.outer] if number.first >= last else []
        follows = bool(between) and (tuple(between) in _SHARES or _is_among(between))
        leads = words[number.last : first] == [","] and tuple(words[number.outer - 2 : number.outer]) in _SHARES
        if follows or leads:
            named = number.value
            return next((one for one in reversed(told) if one.value == named and same_kind(draft, one)), None)
        if number.first >= last:
            break
    return None


def settle_shares(page: Page, findings: Findings, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Take up a whole that is named by its number, once its draft is there: `seven of the 27`, `Of the 52, 11 …`."""
    last, words = drafts[-1], page.scene.tokens.word
    if len(drafts) > 1 and _names_whole(words, drafts[-2], last):
        part = drafts[-2]
        if part.whole in drafts and ")" in words[part.number.last : last.number.outer]:
            part = part.whole or part
        if part.value <= last.value:
            part.whole, part.link = _told(last, [*earlier, *drafts[:-2]]), "partitive"
            last.link = "named"
            _join_fellows(drafts, part)
    if len(drafts) > 1 and _is_of_clause(page, drafts[-2], last):
        last.whole, last.link = _told(drafts[-2], [*earlier, *drafts[:-2]]), "opening"
        return
    first = drafts[0]
    if first is last or last.link in ("partitive", "list") or last.value > first.value or not same_kind(last, first):
        return
    if last.joint == "and" and last.number.outer - first.counted.last <= _FELLOW:
        return  # of the 43 roads and 12 bridges
    lead = words[findings.sentence.first : first.number.outer]
    if 0 < len(lead) <= _OPENING and lead[-1] in HEADS and HEADS.issuperset(lead) and lead != ["from"]:
        last.whole, last.link = _told(first, earlier), "opening"


def _join_fellows(drafts: Sequence[Draft], part: Draft) -> None:
    """Make what a part is listed with parts too: `two women and two children were among eight people killed`."""
    following = part
    for draft in reversed(drafts[:-2]):
        if draft.whole or following.joint not in ("and", ",") or not same_kind(draft, following):
            break
        if following.number.outer - draft.counted.last > _FELLOW:
            break
        draft.whole, draft.link, following = part.whole, "partitive", draft


_FELLOW: Final = 2


def _is_of_clause(page: Page, named: Draft, draft: Draft) -> bool:
    if draft.whole or draft.joint not in (",", "") or draft.value > named.value:
        return False
    return same_kind(draft, named) and _opens_clause(page, named)


def _opens_clause(page: Page, named: Draft) -> bool:
    """Whether a clause opens with `of` and a whole: `… ; of the 388, 171 …`, `Of Monday's 40 arrests, 12 …`."""
    words, place = page.scene.tokens.word, named.number.outer - 1
    for index in range(place, max(named.opening, place - _OPENING) - 1, -1):
        if words[index] in ("of", "among"):
            before = index - (words[index - 1] == "out")
            return before == named.opening or words[before - 1] in _EDGES
    return False


_EDGES: Final = frozenset({";", ":", ",", "and", "-", "–", "—", ".", "•"})


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


def settle_bare_split(findings: Findings, drafts: Sequence[Draft]) -> None:
    """Make bare numbers that add up to the figure before them its parts: `21 died in raids, 15 in Lenn, 6 in Homs`."""
    for index, whole in enumerate(drafts):
        items = []
        placed = any(whole.holds(place.first) for place in findings.places)
        for draft in drafts[index + 1 :] if whole.whole is None and whole.counted.noun and not placed else ():
            if draft.counted.noun or draft.whole or draft.indicator is not whole.indicator:
                break
            items.append(draft)
            if sum(item.value for item in items) >= whole.value:
                break
        if len(items) > 1 and sum(item.value for item in items) == whole.value:
            for item in items:
                item.whole, item.link = whole, "list"


_SPLIT: Final = 3


_TWICE: Final = 4


HEADS: Final = frozenset({"of", "among", "out", "from", "the", "these", "those", "all", "most"})
"""Words with which a clause opens that tells of a part."""


def _is_among(lead: Sequence[str]) -> bool:
    """Whether words between two numbers make one a part: `were among the`."""
    return "among" in lead[-_AMONG:] and not _BEING.isdisjoint(lead) and len(lead) <= _REACH


_REACH: Final = 8


def _names_whole(words: list[str], part: Draft, whole: Draft) -> bool:
    """Whether only `of the`, or at the end `out of`, stands between two numbers."""
    lead = tuple(words[part.number.last : whole.number.outer])
    if _is_among(lead):
        return True
    if lead[:1] in _OF and len(lead) <= _OWNED and (lead[-1].endswith(_GENITIVES) or lead[-1] in _OWNERS):
        return True
    return lead in _SHARES or ("out", "of") in pairwise(lead[-_OUT:])


_OF: Final = (("of",), ("out",))
_OWNED: Final = 6
_OUT: Final = 5
"""How far before a whole `out of` can stand: `out of a target of 5,000`."""
_GENITIVES: Final = ("'s", "’s")
_OWNERS: Final = frozenset({"its", "their", "his", "her", "our", "'", "’"})
_AMONG: Final = 2
_BEING: Final = frozenset({"was", "were", "are", "is"})


_SHARES: Final = frozenset({("of", "the"), ("of",), ("of", "these"), ("of", "those"), ("of", "a", "total", "of")})
