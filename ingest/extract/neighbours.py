"""What the figures of one sentence lend each other of their places."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place


def deal_out_words(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Correct which words of a sentence speak of which figure, where names of places tell."""
    if len(drafts) <= 1:
        return
    _give_references(page, drafts)
    _give_brackets(page, drafts)
    _give_names(page, findings, drafts)


def _give_references(page: Page, drafts: Sequence[Draft]) -> None:
    """What stands behind a whole that is only referred to speaks of the part: `seven of the 27 in X`."""
    words = page.scene.tokens.word
    for part, whole in pairwise(drafts):
        before = words[max(0, whole.number.outer - _REFERRING) : whole.number.outer]
        if len(before) == _REFERRING and before[0] == "of" and before[1] in _DETERMINERS:
            part.last, whole.reference = whole.last, True
        elif before[1:] == ["of"] and part.counted.last + 1 >= whole.number.outer and _is_of_places(whole):
            part.last = whole.last  # "300 residents of two villages, X and Y"


def _is_of_places(draft: Draft) -> bool:
    return draft.noun is not None and draft.noun.kind in ("settlement", "region")


def _give_brackets(page: Page, drafts: Sequence[Draft]) -> None:
    """What follows a count in brackets speaks of the count before them too: `413 people (97 families) left X`."""
    words = page.scene.tokens.word
    for draft, inner in pairwise(drafts):
        opening, closing = draft.counted.last, inner.counted.last
        if inner.number.outer - 1 != opening or words[opening] != "(" or closing >= inner.last:
            continue
        if words[closing] == ")" and draft.rest == (0, 0):
            draft.rest = (closing + 1, inner.last)


def _give_names(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """A name that leans on the number behind it is that number's: `300, ahead of X at 200`."""
    leaning = {place.after + 1: place for place in findings.places if place.text and _leans(page, place)}
    for before, draft in pairwise(drafts):
        place = leaning.get(draft.number.outer)
        if place and before.number.last <= place.first < draft.first:
            draft.first = before.last = place.outer


def _leans(page: Page, place: Place) -> bool:
    """Whether the number behind a name is its own: in brackets always, behind other marks where nothing governs it."""
    mark = page.scene.word(place.after)
    return mark == "(" or (mark in _LEANING and place.role in ("", "object", "subject"))


_LEANING: Final = frozenset({"at", ":", "–", "-"})
_REFERRING: Final = 2
_DETERMINERS: Final = frozenset({"the", "these", "those", "its", "their", "all"})


def deal_out_places(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Give wholes the places of their parts where these stand aside, and figures said in one each its own."""
    if len(drafts) <= 1:
        return
    for draft in drafts:
        _spread(draft, drafts, page)
    listed = {place.text: place.parts for place in findings.places if place.parts}
    for _, group in groupby(drafts, key=lambda draft: id(draft.number)):
        _share_out(listed, list(group))


def _share_out(listed: Mapping[str, Sequence[str]], group: Sequence[Draft]) -> None:
    """`Three each in A and B`: the first figure is of A, the second of B."""
    for role, text in list(group[0].roles.items()):
        parts = listed.get(text, ())
        if len(group) > 1 and len(parts) == len(group):
            for draft, part in zip(group, parts, strict=True):
                draft.roles[role], draft.own_place = part, True


def take_from_neighbours(page: Page, drafts: Sequence[Draft], index: int, draft: Draft) -> None:
    """Take over what the figures beside it say of places, where they speak of the same."""
    if draft.whole:
        _take_from_whole(draft, draft.whole)
        return
    if len(drafts) < _SEVERAL or is_elsewhere(page, draft):
        return
    if index and not draft.roles and _continues(page, drafts[index - 1], draft):
        _take_from_whole(draft, drafts[index - 1])
        draft.own_place = drafts[index - 1].own_place
        return
    if _is_scattered(drafts, draft):
        return
    for other in _by_nearness(page, drafts, index):
        if other.whole or other.reference or not other.roles or not _goes_with(draft, other):
            continue
        for role, text in other.roles.items():
            if _lends(draft, other, role) and not is_bracketed(page, other):
                draft.roles.setdefault(role, text)
        return


_SEVERAL: Final = 2


def is_elsewhere(page: Page, draft: Draft) -> bool:
    """Whether a figure is said to be of another place than those told, or of all: `the remaining 14`, `on the way`."""
    near = page.marks_in("place.unnamed", max(draft.first, draft.number.outer - _REFERRING), draft.last)
    return bool(near) and not draft.roles and draft.family != "aid"


def _continues(page: Page, before: Draft, draft: Draft) -> bool:
    """Whether a figure goes on with the one before it: `80 of 112`, `clinics are open in X; they saw 50`."""
    words = page.scene.tokens.word
    if draft.number.outer - before.counted.last <= 1 and words[draft.number.outer - 1] in ("of", "/"):
        return True
    if "(" in words[draft.number.outer - 2 : draft.number.outer]:
        return True
    between = words[before.number.last : draft.number.outer]
    cuts = [at for at, word in enumerate(between) if word in (";", ",", "and")]
    return bool(cuts) and between[cuts[-1]] == ";" and between[cuts[-1] + 1 : cuts[-1] + 2] in _BACKWARD


_BACKWARD: Final = (["they"], ["it"], ["these"], ["there"], ["both"])


def _is_scattered(drafts: Sequence[Draft], draft: Draft) -> bool:
    """Whether the others were in several places and counted something else: `2 died in A, 3 in B, and 9 homes fell`."""
    others = [one for one in drafts if one.own_place and one.family == draft.family]
    places = {one.roles.get("location") for one in others}
    return len(places) > _SEVERAL and all(one.indicator != draft.indicator for one in others)


def _take_from_whole(draft: Draft, whole: Draft) -> None:
    """A part was where its whole was: where 300 fled from, the 40 of them who are homeless were at home."""
    code = draft.indicator.code if draft.indicator else ""
    brought = code in ("released", "rescued") and bool(draft.roles.keys() & {"origin", "destination"})
    if "destination" in whole.roles and draft.family in ("harm", "health") and code not in ("rescued", "displacement"):
        draft.roles.setdefault("location", whole.roles["destination"])  # saved, taken to X, and treated there
        return
    for role, text in whole.roles.items():
        if brought and role == "location":
            continue
        kept = whole.family == draft.family or code == "displacement"
        own = role if kept or role != _home(whole) else _home(draft)
        if own not in draft.roles and text not in draft.roles.values():
            draft.roles[own] = text


def is_bracketed(page: Page, draft: Draft) -> bool:
    """Whether a figure has its place in brackets for itself alone: `2 bridges, 1 dyke (X)`."""
    after = draft.counted.last
    return page.scene.word(after) == "(" and page.scene.tokens.capital(after + 1)


def _home(draft: Draft) -> str:
    return draft.indicator.place if draft.indicator else "location"


def _lends(draft: Draft, other: Draft, role: str) -> bool:
    """Whether a figure's role is also that of its neighbour, if it has none itself."""
    if role == "origin" and draft.indicator and draft.indicator.place == "destination" and other.own_place:
        return False  # "300 came from X, 200 from Y and 100 nationals of Z"
    return not (draft.own_place and role in ("destination", "location") and other.indicator == draft.indicator)


def _by_nearness(page: Page, drafts: Sequence[Draft], index: int) -> list[Draft]:
    """The other figures of the sentence: those of the same clause first, else those before, the nearest first."""
    clause = _clauses(page, drafts)
    others = [*reversed(range(index)), *range(index + 1, len(drafts))]
    return [drafts[other] for other in sorted(others, key=lambda other: clause[other] != clause[index])]


def _clauses(page: Page, drafts: Sequence[Draft]) -> list[int]:
    """The number of the clause in which each figure stands."""
    found, clause, last = [], 0, drafts[0].number.last
    for draft in drafts:
        clause += not _CONTRASTS.isdisjoint(page.scene.tokens.word[last : draft.number.outer])
        last = draft.number.last
        found.append(clause)
    return found


_CONTRASTS: Final = frozenset({"while", "whereas", "but", ";"})


def _goes_with(draft: Draft, other: Draft) -> bool:
    """Whether two figures of a sentence tell of one happening: an attack and those whom it kills do."""
    if other.measure == "flow" and draft.measure == "cumulative" and other.first > draft.first:
        return False  # "the toll rose to 40 after 8 more deaths in X"
    split = draft.family in _SPLIT and (other.first > draft.first or draft.measure != other.measure)
    if split or (draft.family == "aid" and other.status != draft.status):
        return False
    if draft.family == other.family == "aid" and draft.event is other.event and {*draft.roles, *other.roles} <= _WAY:
        return True  # "left X with 35 tonnes of rice and 400 cans for Y"
    if other.indicator != draft.indicator and (draft.own_place or draft.family == "movement"):
        return False
    if draft.family == "harm" and other.family == "health":
        return other.first < draft.first  # "X recorded 90 cases and 2 deaths"
    return other.family == draft.family or {other.family, draft.family} <= _STRIFE


_SPLIT: Final = frozenset({"truce", "health"})
"""What is counted place by place: a total is not where the first item of its list is."""
_WAY: Final = frozenset({"origin", "destination", "via"})
_STRIFE: Final = frozenset({"fight", "harm", "law"})


def _spread(draft: Draft, drafts: Sequence[Draft], page: Page) -> None:
    """Give a whole the place that a comma parts from its part: `7 people, four of them children, in X`."""
    for part in drafts:
        if part.whole is draft and part.own_place:
            after = part.counted.last
            aside = page.scene.word(after) == "," and page.scene.marked("preposition", after + 1)
            if aside and part.counted.partitive and not draft.roles:
                draft.roles |= part.roles
                draft.own_place = True
            return
