"""Which figures are parts of which, where one sentence says so: `105 people, including 64 children`, `two of them`."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ingest.extract.kinship import (
    find_twin,
    is_compared,
    is_daily,
    is_increment,
    is_outdated,
    last_of,
    same_kind,
    same_unit,
    words_between,
)
from ingest.extract.shares import named_whole
from ingest.extract.traits import find_aboard, is_trait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.openings import Opening

_REACH: Final = 6


_LISTING: Final = (":", "(")


def settle_whole(
    page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], opening: Opening
) -> None:
    """Find what a draft is said to be part of: in its sentence (`before`), else in the sentences before (`earlier`)."""
    if is_daily(page, draft):
        return
    whole, link = None, ""
    previous = before[-2] if len(before) > 1 and before[-1].link == "named" else before[-1] if before else None
    if named := named_whole(page, findings, draft, [*earlier, *before]):
        whole, link = named, "partitive"
    elif _is_partitive(page, draft):
        told = () if page.marks_in("part.back", draft.number.last, draft.last) else before
        whole, link = _antecedent(page, draft, told, earlier), "partitive"
    elif previous and (_opener(page, draft) or _is_listed(page, draft, before) or _is_described(page, draft, previous)):
        whole, link = _listed_in(page, findings, draft, before), "list"
    elif previous and (continued := _continued(page, draft, previous, before)):
        whole, link = continued
    elif not before and earlier and (rest := _rest_of(page, draft, earlier)):
        whole, link = rest, "partitive"
    elif meant := last_of(opening.wholes, lambda one: _may_hold(one, draft)):
        whole, link = meant, "opening"
    elif earlier and _opens(page, draft, before, earlier, parts=opening.parts):
        whole, link = _opened(page, draft, earlier), "opening"
    if whole and whole.value > draft.value:
        draft.whole, draft.link = whole, link


def _listed_in(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The whole of a list: what its items add up to, else the nearest that is large enough."""
    summed = _summed(page, findings, draft, before)
    return summed or _nearest(page, draft, before, nested=_nests(page, draft, before))


def _continued(page: Page, draft: Draft, previous: Draft, before: Sequence[Draft]) -> tuple[Draft | None, str] | None:
    """The whole, and how it was found, of what goes on with the figure before it; None where nothing does."""
    if previous.link in _UNLISTED and is_trait(page, draft, previous):
        return previous, "list"
    if _goes_on(page, draft, previous):
        return _level(page, draft, previous), previous.link
    return (whole, "list") if (whole := find_aboard(page, draft, before)) else None


def _may_hold(whole: Draft, draft: Draft) -> bool:
    """Whether a figure can be part of the one that its sentence opens with; a bare number counts what that counts."""
    return whole.value >= draft.value and (draft.counted.noun is None or same_kind(draft, whole))


def _rest_of(page: Page, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The whole of what a sentence goes on to part: `The remaining 14 died later`, `Nine were women.`."""
    words, first = page.scene.tokens.word, draft.number.outer
    if words[first - 1] in _REMAINING and first - draft.opening <= _LEADING:
        if filled := _filled(draft, earlier):
            return filled
        return next((one.whole for one in reversed(earlier) if one.whole and same_unit(one, draft)), None)
    described = (
        draft.number.outer == draft.opening
        and draft.counted.head < 0
        and page.scene.word(draft.number.last) in _COPULAS
    )
    if not described or draft.noun is None or draft.noun.population is None:
        return None
    return last_of(earlier, lambda one: one.whole is None and one.value > draft.value and same_unit(one, draft))


def _filled(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The total that the rest fills up: `869 were freed. On Friday 318 …, on Saturday 357. The remaining 194 …`."""
    told = [one for one in earlier if one.whole is None and same_unit(one, draft)]
    for place in range(len(told) - 2, -1, -1):
        if told[place].value == draft.value + sum(one.value for one in told[place + 1 :]):
            for one in told[place + 1 :]:
                one.whole, one.link = told[place], "breakdown"
            return told[place]
    return None


_REMAINING: Final = frozenset({"remaining", "rest", "other"})
_LEADING: Final = 2
_COPULAS: Final = frozenset({"were", "are", "was", "is"})


def _opens(page: Page, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft], *, parts: bool) -> bool:
    """Whether words that look back to earlier sentences govern a figure."""
    if not before and _opener(page, draft):
        return find_twin(draft, earlier) is None
    return parts and all(other.link == "opening" for other in before if same_unit(draft, other))


def _nests(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a list may split the figure just before it, though that is a part: no bracket closed in between."""
    relative = page.scene.tokens.word[draft.number.outer - 2 : draft.number.outer] in (["of", "which"], ["of", "whom"])
    return (relative or draft.joint in _LISTING) and ")" not in words_between(page, before[-1], draft)


def _summed(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The figure of a sentence that the items of a list add up to, if one does."""
    if draft.joint not in _LISTING:
        return None
    last, words = findings.sentence.last, page.scene.tokens.word
    if draft.joint == "(" and ")" in words[draft.number.last : last]:
        last = words.index(")", draft.number.last)
    numbers = [
        number for number in findings.numbers if number.reason is None and draft.number.first <= number.first < last
    ]
    sums = set(accumulate(number.value for number in numbers)) - {draft.value}
    return last_of(before, lambda one: one.value in sums and (one.whole is None or draft.joint == "("))


def _opened(page: Page, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """What the opening of a sentence means: `of these` those of the sentence before, `of the detained` all of them."""
    lone = _lone(page, draft, earlier) if page.scene.word(draft.opening + 1) in _POINTING else None
    return lone or _nearest(page, draft, earlier)


_POINTING: Final = frozenset({"these", "those", "them"})


def _lone(page: Page, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The only figure of the sentence before, whatever it is a part of: `170 were for warrants. Of these, 18 …`."""
    last = [one for one in told if one.opening == told[-1].opening]
    one = last[0]
    if len(last) > 1 or one.opening == draft.opening or one.value < draft.value or is_compared(page, one):
        return None
    return one if same_unit(draft, one) else None


def _nearest(page: Page, draft: Draft, candidates: Sequence[Draft], *, nested: bool = False) -> Draft | None:
    """The last figure of the same unit, else of the same kind, that is large enough and no part itself."""
    if nested and candidates[-1].value >= draft.value and same_kind(draft, candidates[-1]):
        return candidates[-1]
    for fits in (same_unit, same_kind):
        for other in reversed(candidates):
            large = other.whole is None and other.value >= draft.value and fits(draft, other)
            if other.opening != draft.opening and (other.status != "actual" or is_outdated(page, other)):
                continue
            if large and not is_compared(page, other):
                return other
    return None


def _antecedent(page: Page, draft: Draft, before: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """What "of them" refers to: the figure just before, even if it is listed; else the last that is no part."""
    definite = draft.counted.partitive and page.scene.word(draft.number.last + 1) == "the"
    if before and not definite:
        last = before[-1]
        nested = last.link == "partitive" and not _COPULAS.isdisjoint(words_between(page, last, draft))
        listed = (nested or last.link in ("", "list", "breakdown")) and ")" not in words_between(page, last, draft)
        if listed and last.value >= draft.value and same_unit(draft, last):
            return last
    told = [*earlier, *before]
    if definite and (same := _same_people(draft, told)):
        return same
    if code := _code_of_whole(page, draft, definite=definite):
        alike = [one for one in told if one.indicator and one.indicator.code in (code, "other")]
        told = alike or ([] if definite else told)  # those who recovered had been cases
    close = [one for one in told if one.opening == told[-1].opening] if told and not definite else []
    if close and (lone := _lone(page, draft, told)):
        return lone
    nearest = (close and _nearest(page, draft, close)) or _nearest(page, draft, told)
    return _largest(nearest, told) if nearest and definite else nearest


def _same_people(draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The last figure of the people that a part names: `nine of the children`."""
    people = draft.counted.noun.population if draft.counted.noun else None
    if people not in _KINDS:
        return None
    return last_of(told, lambda one: bool(one.noun and one.noun.population == people and one.value >= draft.value))


def _code_of_whole(page: Page, draft: Draft, *, definite: bool) -> str | None:
    """What the words name that make a figure a part: `of the dead`, `of those killed`, `were among the injured`."""
    scene, noun = page.scene, draft.counted.noun
    if definite and noun and noun.fixed:
        return noun.indicator
    back = next((place for place, _ in page.marks_in("part.back", draft.number.last, draft.last)), None)
    if back is not None:
        named = scene.marks.get("noun", {}).get(scene.marks["part.back"][back][0] - 1)
        return named[1].indicator if named and named[1].fixed else None
    place = draft.number.last + 2
    place += scene.word(place) in _DEGREES
    event = scene.marks.get("event", {}).get(place) if scene.word(draft.number.last + 1) in ("those", "the") else None
    return page.lexicon.indicator_of("person", event[1].sense) if event else None


_DEGREES: Final = frozenset({"newly", "seriously", "badly", "recently", "severely", "lightly", "currently", "now"})


def _largest(nearest: Draft, candidates: Sequence[Draft]) -> Draft:
    """The largest of the figures that count the same: "of the arrested" means all of them."""
    same = [
        other
        for other in candidates
        if other.indicator is nearest.indicator and same_unit(other, nearest) and other.period == nearest.period
    ]
    whole = [other for other in same if other.whole is None and not other.compared]
    return max(whole, key=lambda other: other.value, default=nearest)


def _opener(page: Page, draft: Draft) -> bool:
    """Whether a word such as `including` stands just before the number, with no other event in between."""
    first, words = max(draft.first, draft.number.outer - _REACH), page.scene.tokens.word
    openers = [place for place, _ in page.marks_in("part.openers", first, draft.number.outer) if words[place] != "with"]
    return bool(openers) and _ELSEWHERE.isdisjoint(words[openers[-1] : draft.number.outer])


_ELSEWHERE: Final = frozenset({"when", "where", "after", "during"})


_CLOSING: Final = frozenset({
    "", ",", ".", ";", ")", "\n", "and", "were", "was", "are", "is", "have", "had", "who", "in", "at", "on", "from",
    "to", "with", "beyond", "by", "for", "under", "over",
})  # fmt: skip


def _is_partitive(page: Page, draft: Draft) -> bool:
    """Whether words with a number itself say of it that it is a part."""
    return draft.counted.partitive or _trailing(page, draft) or _looks_back(page, draft)


def _is_described(page: Page, draft: Draft, previous: Draft) -> bool:
    """Whether a bare number only tells who some of those before it were: `6 died; 4 were children`, `, with 4 held`."""
    after = draft.number.last
    if page.scene.word(draft.number.outer - 1) == "with" and page.scene.word(draft.number.outer - 2) == ",":
        return draft.counted.noun is None and previous.noun is not None and previous.noun.unit == "person"
    noun = page.scene.marks.get("noun", {}).get(after + 1)
    bare = page.scene.word(after) in _WERE and page.scene.word(draft.number.outer - 1) in _BEFORE
    kind = bool(noun and noun[1].population and noun[1].population in _KINDS)
    return bare and (kind or page.scene.word(after + 1) in _QUALITIES)


_UNLISTED: Final = frozenset({"", "partitive", "named"})


_WERE: Final = frozenset({"were", "was", "are", "is"})
_QUALITIES: Final = frozenset({
    "positive", "negative", "imported", "fatal", "asymptomatic", "severe", "mild", "unvaccinated", "unaccompanied",
    "female", "male", "under", "pregnant",
})  # fmt: skip
_BEFORE: Final = frozenset({";", ",", "and"})
_KINDS: Final = frozenset({"children", "women", "men", "civilians", "soldiers", "police", "foreigners", "medics"})


def _trailing(page: Page, draft: Draft) -> bool:
    """`64 children among them`."""
    found = page.scene.marks.get("phrase.trailing", {}).get(draft.counted.last)
    return found is not None and page.scene.word(found[0]) in _CLOSING  # not "three persons among them a woman"


def _looks_back(page: Page, draft: Draft) -> bool:
    """`8 addicts who were among the arrestees`, `3,916 these complaints`."""
    if page.scene.word(draft.number.last) in ("these", "those"):
        return True
    return bool(page.marks_in("part.back", draft.number.last, draft.last))


def _is_listed(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """The first item of a list behind a colon or in brackets, if it can be of what stands before."""
    if draft.joint not in _LISTING or is_compared(page, draft) or _is_planned(page, before[-1], draft):
        return False
    if draft.joint == "(" and draft.counted.noun and draft.counted.noun.kind == "money":
        return False  # the same sum in another currency
    if draft.joint == "(" and any(page.scene.dated[draft.first : draft.number.first]):
        return False  # "(previous week: 980)"
    return draft.counted.noun is None or same_kind(draft, before[-1]) or same_unit(draft, before[-1])


def _is_planned(page: Page, left: Draft, right: Draft) -> bool:
    """Whether a figure in brackets only says what was aimed at: `(target: 500)`."""
    marks = page.marks_in("time", left.number.last, right.number.first)
    return any(meaning == "planned" for _, meaning in marks)


def _goes_on(page: Page, draft: Draft, previous: Draft) -> bool:
    """A further item of the list that the figure before it belongs to; an increment after a semicolon is none."""
    if previous.whole is None or draft.joint not in _GOING_ON:
        return False
    if not draft.joint and previous.counted.last != draft.number.outer:
        return False
    if draft.joint == "(" and _is_planned(page, previous, draft):
        return False
    lead = page.scene.tokens.word[draft.number.outer - 2 : draft.number.outer]
    if lead in (["the", "other"], ["the", "remaining"]):
        return True
    further = is_increment(page, draft) and (draft.joint == ";" or page.scene.word(draft.counted.last) in _COPULAS)
    if is_compared(page, draft) or further:
        return False
    return draft.counted.noun is None or _is_alike(page, draft, previous)


_GOING_ON: Final = frozenset({",", "and", ";", ")", "|", "(", "while", ""})


def _is_alike(page: Page, draft: Draft, previous: Draft) -> bool:
    """Whether a figure with a noun of its own goes on with the same thing."""
    between = words_between(page, previous, draft)
    apart = previous.link != "opening" and ("while" in between or "whereas" in between)
    apart = apart or (previous.link == "list" and draft.joint == "," and _is_closed(page, previous, draft))
    if apart or (previous.link == "partitive" and _has_verb(page, previous, draft)):
        return False
    adjoining = not between[previous.counted.last - previous.number.last :]  # 17 children 9 women
    return same_kind(draft, previous) and (draft.joint in (",", "and") or adjoining)


def _is_closed(page: Page, left: Draft, right: Draft) -> bool:
    """Whether a verb of its own stands between two figures, but for one that tells who they are: `4 were men, 6 …`."""
    scene, nouns = page.scene, page.scene.marks.get("noun", {})
    return any(
        scene.word(place) in _CLOSED and not (place + 1 in nouns and nouns[place + 1][1].unit == "person")
        for place in range(left.number.last, right.number.outer)
    )


_CLOSED: Final = frozenset({"had", "were", "was", "have", "has"})
"""A verb behind a list ends it: `300, including 11 minors, were arrested, 29 officers hurt`."""


def _has_verb(page: Page, left: Draft, right: Draft) -> bool:
    """Whether something else happened in between: `two of them children, and left two others hurt`."""
    events, code_of = page.scene.marks.get("event", {}), page.lexicon.code_of
    if left.indicator is None or right.noun is None:
        return False
    verbs = [events[place][1] for place in range(left.counted.last, right.counted.last + 2) if place in events]
    codes = {code_of(right.noun, event.sense) for event in verbs if event.verb}
    return not codes.issubset({None, left.indicator.code})


def _level(page: Page, draft: Draft, previous: Draft) -> Draft | None:
    """The whole of the list that goes on: of the outer one where brackets closed in between."""
    between = words_between(page, previous, draft)
    closed = between.count(")") > between.count("(")
    whole = previous.whole
    ended = closed and draft.joint != "(" and previous.joint in ("(", "and", ",")
    return whole.whole if closed and whole and (whole.whole or ended) else whole
