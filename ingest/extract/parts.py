"""Which figures are parts of which, where one sentence says so: `105 people, including 64 children`, `two of them`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.extract.drafts import Draft, Findings, Page

_REACH: Final = 6
_OPENING: Final = 3
_LISTING: Final = (":", "(")
_KINDS: Final = {
    "ordnance": "arms",
    "ammunition": "arms",
    "weapon": "arms",
    "vehicle": "arms",
    "case": "person",
    "family": "family",
}
"""Kinds of which one can be a part of the other."""


class Opening(NamedTuple):
    """How a sentence opens: with words that make its figures parts (`of these`), perhaps of a whole that it names."""

    parts: bool
    wholes: Sequence[Draft] = ()


def settle_whole(
    page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], opening: Opening
) -> None:
    """Find what a draft is said to be part of: in its sentence (`before`), else in the sentences before (`earlier`)."""
    whole, link = None, ""
    previous = before[-2] if len(before) > 1 and before[-1].link == "named" else before[-1] if before else None
    if named := _named_whole(page, findings, draft, [*earlier, *before]):
        whole, link = named, "partitive"
    elif draft.counted.partitive or _trailing(page, draft) or _looks_back(page, draft):
        told = () if page.marks_in("part.back", draft.number.last, draft.last) else before
        whole, link = _antecedent(page, draft, told, earlier), "partitive"
    elif previous and (_opener(page, draft) or _is_listed(page, draft, before)):
        whole, link = _nearest(page, draft, before, nested=_nests(page, draft, before)), "list"
    elif previous and _goes_on(page, draft, previous):
        whole, link = _level(page, draft, previous), previous.link
    elif meant := _last_of(opening.wholes, lambda one: one.value >= draft.value and _same_kind(draft, one)):
        whole, link = meant, "opening"
    elif earlier and _opens(page, draft, before, earlier, parts=opening.parts):
        whole, link = _nearest(page, draft, earlier), "opening"
    if whole and whole.value >= draft.value:
        draft.whole, draft.link = whole, link


def _opens(page: Page, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], *, parts: bool) -> bool:
    """Whether words that look back to earlier sentences govern a figure."""
    if not before and _opener(page, draft):
        return _twin(draft, earlier) is None
    return parts and all(other.link == "opening" for other in before if _same_unit(draft, other))


def _named_whole(page: Page, findings: Findings, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The figure told before whose number follows: `seven of the 27`."""
    words, last = page.scene.tokens.word, draft.number.last
    following = next((number for number in findings.numbers if number.first >= last), None)
    if following is None or tuple(words[last : following.outer]) not in _SHARES:
        return None
    return next((one for one in reversed(told) if one.value == following.value and _same_kind(draft, one)), None)


def settle_shares(page: Page, findings: Findings, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    """Take up a whole that is named by its number, once its draft is there: `seven of the 27`, `Of the 52, 11 …`."""
    last, words = drafts[-1], page.scene.tokens.word
    if len(drafts) > 1 and _names_whole(words, drafts[-2], last):
        part = drafts[-2]
        if part.value <= last.value:
            part.whole, part.link = _told(last, [*earlier, *drafts[:-2]]), "partitive"
            last.link = "named"
    first = drafts[0]
    if first is last or last.link in ("partitive", "list") or last.value > first.value or not _same_kind(last, first):
        return
    lead = words[findings.sentence.first : first.number.outer]
    if 0 < len(lead) <= _OPENING and lead[-1] in _HEADS and _HEADS.issuperset(lead) and lead != ["from"]:
        last.whole, last.link = _told(first, earlier), "opening"


def _told(named: Draft, earlier: Sequence[Draft]) -> Draft:
    """The figure that a number takes up, else its own: it is then told again, as part of the same whole."""
    twin = _twin(named, earlier)
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
        if draft.indicator is not whole.indicator or draft.whole or not _same_unit(draft, whole):
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


def _twin(first: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The figure told before that a sentence takes up by its number."""
    return next((one for one in reversed(earlier) if one.value == first.value and _same_unit(one, first)), None)


def read_opening(page: Page, findings: Findings, told: Sequence[Draft]) -> Opening:
    """Read whether a sentence opens with words that make its figures parts, and of which figure told before."""
    first, last, words = findings.sentence.first, findings.sentence.last, page.scene.tokens.word
    starts = {number.outer for number in findings.numbers}
    definite = words[first : first + 2] in (["of", "the"], ["among", "the"])
    number = findings.numbers[0] if findings.numbers else None
    if number and words[first] in _HEADS and _HEADS.issuperset(words[first : number.outer]) and words[first] != "from":
        return Opening(parts=False, wholes=[one for one in told if one.value == number.value])
    if definite and number:
        names = {place.text for place in findings.places if place.first < number.first and place.text}
        return Opening(parts=True, wholes=[one for one in told if not names.isdisjoint(one.roles.values())])
    for place in range(first, min(first + _OPENING, last)):
        found = page.scene.marks.get("part.openers", {}).get(place)
        if found and words[place] != "with" and (found[0] not in starts or words[found[0] - 1] not in _DEFINITE):
            return Opening(parts=True)
    return Opening(parts=definite and first + 2 not in starts)


def _last_of(told: Sequence[Draft], fits: Callable[[Draft], bool]) -> Draft | None:
    return next((one for one in reversed(told) if fits(one)), None)


_DEFINITE: Final = frozenset({"these", "those", "the", "of"})


def _nests(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a list may split the figure just before it, though that is a part: no bracket closed in between."""
    return draft.joint in _LISTING and ")" not in _between(page, before[-1], draft)


def _between(page: Page, left: Draft, right: Draft) -> Sequence[str]:
    return page.scene.tokens.word[left.number.last : right.number.outer]


def _nearest(page: Page, draft: Draft, candidates: Sequence[Draft], *, nested: bool = False) -> Draft | None:
    """The last figure of the same unit, else of the same kind, that is large enough and no part itself."""
    if nested and candidates[-1].value >= draft.value and _same_kind(draft, candidates[-1]):
        return candidates[-1]
    for fits in (_same_unit, _same_kind):
        for other in reversed(candidates):
            large = other.whole is None and other.value >= draft.value and fits(draft, other)
            if large and not is_compared(page, other):
                return other
    return None


def _antecedent(page: Page, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """What "of them" refers to: the figure just before, even if it is listed; else the last that is no part."""
    definite = draft.counted.partitive and page.scene.word(draft.number.last + 1) == "the"
    if before and not definite:
        last = before[-1]
        listed = last.link in ("", "list", "breakdown") and ")" not in _between(page, last, draft)
        if listed and last.value >= draft.value and _same_unit(draft, last):
            return last
    return _nearest(page, draft, [*earlier, *before])


def is_compared(page: Page, draft: Draft) -> bool:
    """Whether a figure only stands against another: `up from 19`, `against 597 cases`."""
    words, first = page.scene.tokens.word, draft.number.outer
    before = words[max(0, first - 2) : first]
    if not before:
        return False
    stepped = before[-1] == "from" and page.scene.tokens.kind[first - 2] == NUMERAL  # "rose to 19 from 12"
    return stepped or before[-1] in ("against", "than", "versus", "vs") or tuple(before) in _COMPARISONS


_COMPARISONS: Final = frozenset({
    ("up", "from"), ("down", "from"), ("risen", "from"), ("fallen", "from"), ("rose", "from"), ("fell", "from"),
    ("compared", "with"), ("compared", "to"), ("rising", "from"), ("jumped", "from"), ("increased", "from"),
    ("grown", "from"), ("climbed", "from"), ("increase", "from"), ("decrease", "from"), ("dropped", "from"),
})  # fmt: skip


def _same_unit(draft: Draft, other: Draft) -> bool:
    return draft.noun is None or other.noun is None or draft.noun.unit == other.noun.unit


def _same_kind(draft: Draft, other: Draft) -> bool:
    if draft.noun is None or other.noun is None or draft.noun.unit == other.noun.unit:
        return True
    one, two = draft.noun.kind, other.noun.kind
    return _KINDS.get(one, one) == _KINDS.get(two, two) and one not in _MEASURES


_MEASURES: Final = frozenset({"mass", "area", "length", "money", "thing"})


def _opener(page: Page, draft: Draft) -> bool:
    """Whether a word such as `including` stands just before the number."""
    first = max(draft.first, draft.number.outer - _REACH)
    return any(
        page.scene.word(place) != "with" for place, _ in page.marks_in("part.openers", first, draft.number.outer)
    )


def _trailing(page: Page, draft: Draft) -> bool:
    """`64 children among them`."""
    last = draft.counted.last
    return bool(page.marks_in("phrase.trailing", last, min(last + 2, draft.last)))


def _looks_back(page: Page, draft: Draft) -> bool:
    """`8 addicts who were among the arrestees`, `3,916 these complaints`."""
    if page.scene.word(draft.number.last) in ("these", "those"):
        return True
    return bool(page.marks_in("part.back", draft.number.last, draft.last))


def _is_listed(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """The first item of a list behind a colon or in brackets, if it can be of what stands before."""
    if draft.joint not in _LISTING or is_compared(page, draft) or _is_planned(page, before[-1], draft):
        return False
    return draft.counted.noun is None or _same_kind(draft, before[-1]) or _same_unit(draft, before[-1])


def _is_planned(page: Page, left: Draft, right: Draft) -> bool:
    """Whether a figure in brackets only says what was aimed at: `(target: 500)`."""
    marks = page.marks_in("time", left.number.last, right.number.first)
    return any(meaning == "planned" for _, meaning in marks)


def _goes_on(page: Page, draft: Draft, previous: Draft) -> bool:
    """A further item of the list that the figure before it belongs to; an increment after a semicolon is none."""
    if previous.whole is None or draft.joint not in _GOING_ON:
        return False
    lead = page.scene.tokens.word[draft.number.outer - 2 : draft.number.outer]
    if lead in (["the", "other"], ["the", "remaining"]):
        return True
    if is_compared(page, draft) or (draft.joint == ";" and is_increment(page, draft)):
        return False
    return draft.counted.noun is None or _is_alike(page, draft, previous)


_GOING_ON: Final = frozenset({",", "and", ";", ")", "|", "(", "while"})


def _is_alike(page: Page, draft: Draft, previous: Draft) -> bool:
    """Whether a figure with a noun of its own goes on with the same thing."""
    between = _between(page, previous, draft)
    apart = previous.link != "opening" and ("while" in between or "whereas" in between)
    if apart or (previous.link == "partitive" and _has_verb(page, previous, draft)):
        return False
    return _same_kind(draft, previous) and draft.joint in (",", "and")


def _has_verb(page: Page, left: Draft, right: Draft) -> bool:
    """Whether something else happened in between: `two of them children, and left two others hurt`."""
    events, code_of = page.scene.marks.get("event", {}), page.lexicon.code_of
    if left.indicator is None or right.noun is None:
        return False
    verbs = [events[place][1] for place in range(left.counted.last, right.counted.last + 2) if place in events]
    codes = {code_of(right.noun, event.sense) for event in verbs if event.verb}
    return not codes.issubset({None, left.indicator.code})


def is_increment(page: Page, draft: Draft) -> bool:
    """`a further 12`, `65 more`, `11 others`: what comes on top of the figures before."""
    around = page.scene.tokens.word[max(0, draft.number.outer - 2) : draft.counted.last + 1]
    return not _INCREMENTS.isdisjoint(around)


_INCREMENTS: Final = frozenset({"further", "more", "another", "additional", "new", "extra", "besides"})


def _level(page: Page, draft: Draft, previous: Draft) -> Draft | None:
    """The whole of the list that goes on: of the outer one where brackets closed in between."""
    between = _between(page, previous, draft)
    closed = between.count(")") > between.count("(")
    whole = previous.whole
    return whole.whole if closed and whole and whole.whole else whole
