"""Whether a clause tells of a state or of what was done: `are dry`, `now live in tents`, `were opened`, `has sent`.

The verb decides, wherever it stands: before the number as its object's verb, behind what is counted as its subject's,
or with the figure before whose clause a preposition goes on (`have been moved to 35 centres`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Aspect, Draft, Page

_BEFORE: Final = 5
"""How many words may stand between a verb and the number that is its object."""
_BEHIND: Final = 9
"""How far behind what is counted its verb can stand."""
_NEAR: Final = 4
"""How far behind what is counted a verb without an auxiliary can stand."""
_GAP: Final = 2
_LIST_GAP: Final = 4
"""How many words may stand between the objects of a verb: `40 bags of blood and 300 litres`."""


def read_aspects(page: Page, drafts: Sequence[Draft]) -> None:
    """Read of each figure of a sentence what its clause tells: a state, what was done, neither."""
    listed: Aspect = ""
    for draft, previous in zip(drafts, (None, *drafts), strict=False):
        near = previous is not None and draft.whole is None and draft.number.outer - previous.counted.last <= _LIST_GAP
        low = previous.counted.last if previous else draft.opening
        said = _of_object(page, draft, low)
        listed = said or (listed if near and draft.joint in _LISTED else "")
        draft.aspect = listed or _of_setting(page, draft, low) or _of_subject(page, draft, drafts)
    for previous, draft in pairwise(drafts):
        if not draft.aspect and (_goes_on(page, previous, draft) or _is_alike(page, previous, draft)):
            draft.aspect = previous.aspect


def _goes_on(page: Page, previous: Draft, draft: Draft) -> bool:
    """Whether only a preposition leads from a figure to the next: `96,000 people are still in 143 camps`."""
    words, first = page.scene.tokens.word, draft.number.outer
    first -= words[first - 1] in _DETERMINERS
    return words[first - 1] in _PREPOSITIONS and _STOPS.isdisjoint(words[previous.number.last : first])


def _is_alike(page: Page, previous: Draft, draft: Draft) -> bool:
    """Whether a bare number leaves its verb unsaid: `300 live in tents and 96 with friends`."""
    bare = draft.counted.noun is None and draft.joint in _LISTED
    return bare and previous.aspect in _STATES and page.scene.word(draft.number.last) in _ELLIPTIC


_STATES: Final = frozenset({"state", "there"})
_ELLIPTIC: Final = frozenset({"in", "at", "on", "with", "under", "inside", "outside", "out", "without"})


def _of_object(page: Page, draft: Draft, low: int) -> Aspect:
    """What the verb before a number says: `has sent 600 troops`, `houses 614 people`, `there are 3 camps`."""
    scene, words = page.scene, page.scene.tokens.word
    low, index = max(low, draft.number.outer - _BEFORE), draft.number.outer - 1
    while index >= low and (words[index] in _DETERMINERS or words[index] in _ADVERBS):
        index -= 1
    if index < low:
        return ""
    word, begun = words[index], scene.word(index - 1)
    if (scene.marked("aspect.holds", index) and begun != "to") or (word in _BE and begun == "there"):
        return "done" if begun in _HAVE else "state"
    if scene.marked("aspect.held", index) or (word in _WERE and begun == "there"):
        return "stood"
    if word in _HAVE_NOW:
        return "state"
    posts = scene.marks.get("aspect.posts", {})
    done = any(place in posts and posts[place][0] == index + 1 for place in (index - 1, index))
    return "done" if done and index >= low else ""


def _of_setting(page: Page, draft: Draft, low: int) -> Aspect:
    """What the verb says of a figure that only tells where: `power is back at 40 stations`."""
    words, last = page.scene.tokens.word, draft.number.outer - 1
    if words[last] not in _PREPOSITIONS:
        return ""
    for index in range(last - 1, max(low, last - _BEHIND) - 1, -1):
        if words[index] in _BE or words[index] in _WERE:
            return _of_being(page, index + 1, now=words[index] in _BE)
        if words[index] in _STOPS:
            break
    return ""


def _of_subject(page: Page, draft: Draft, drafts: Sequence[Draft]) -> Aspect:
    """What the verb behind what is counted says: `are dry`, `were hospitalised`, `joined the search`, `wait`."""
    scene, first = page.scene, draft.counted.last
    settled = scene.word(draft.number.outer - 1) in _PREPOSITIONS
    for other in drafts:
        if first < other.number.outer <= first + _GAP and _LISTED.issuperset(
            scene.tokens.word[first : other.number.outer]
        ):
            first = other.counted.last  # two ships and a plane are searching
    for index in range(first, _limit(page, first, drafts)):
        word = scene.word(index)
        if word in _STOPS or not word or (settled and word == "and"):
            break
        said = _of_verb(page, index, near=index < first + _NEAR)
        if said or word in _VERBS:
            return said
    verbless = (scene.word(first) in _LACKING or scene.tokens.word[first : first + 2] == ["out", "of"]) and scene.word(
        draft.number.outer - 1
    ) in _LABELS
    return "state" if verbless else ""


def _of_verb(page: Page, index: int, *, near: bool) -> Aspect:
    scene, word = page.scene, page.scene.word(index)
    if word in _BE or word in _WERE:
        return _of_being(page, index + 1, now=word in _BE)
    if word in _HAVE:
        return _of_having(page, index + 1, past=word == "had")
    if near and scene.marked("aspect.lives", index):
        return "state"
    if scene.marked("aspect.past", index):
        return "done"
    return "stood" if scene.marked("aspect.stayed", index) else ""


def _limit(page: Page, first: int, drafts: Sequence[Draft]) -> int:
    """How far a verb is looked for: up to the next figure, unless that only tells where or with what."""
    words = page.scene.tokens.word
    starts = (one.number.outer for one in drafts if one.number.outer > first)
    following = (start for start in starts if words[start - 1] not in _PREPOSITIONS)
    return min(first + _BEHIND, next(following, first + _BEHIND))


def _of_having(page: Page, index: int, *, past: bool) -> Aspect:
    """What follows `has`, `have`, `had`: who has been living somewhere lives there, who has fled did so."""
    scene, index = page.scene, _skip(page, index)
    if scene.word(index) == "been" and scene.word(index + 1).endswith("ing"):
        return "state"
    if scene.marked("aspect.stayed", index):
        return "state" if past else ""
    return "" if scene.word(index) in _NOTHING else "perfect"


def _of_being(page: Page, index: int, *, now: bool) -> Aspect:
    """What follows a form of `to be`: a participle, a preposition, an adjective of state."""
    scene, index = page.scene, _skip(page, index)
    word = scene.word(index)
    state: Aspect = "state" if now else "stood"
    if word.endswith("ing"):
        return state if word == "being" or scene.marked("aspect.lasts", index) else "doing"
    posted = scene.marked("aspect.posts", index)
    if scene.marked("aspect.conditions", index) and (now or not posted):
        return state
    if word in _WHERE:
        return "there" if now else "stood"
    return "done" if not now and (posted or word.endswith(_PARTICIPLES)) else ""


def _skip(page: Page, index: int) -> int:
    while page.scene.word(index) in _ADVERBS:
        index += 1
    return index


_DETERMINERS: Final = frozenset({
    "the", "a", "an", "some", "another", "its", "their", "our", "his", "her", "total", "these", "those", "all",
    "further", "additional", "estimated",
})  # fmt: skip
_ADVERBS: Final = frozenset({
    "now", "still", "currently", "presently", "also", "only", "all", "already", "just", "yet", "even", "then", "alone",
    "temporarily", "again", "both", "since", "today", "together", "mostly", "mainly", "once", "subsequently",
})  # fmt: skip
_PREPOSITIONS: Final = frozenset({"in", "at", "on", "to", "into", "by", "with", "aboard", "across", "from", "via"})
_STOPS: Final = frozenset({
    ".", ";", ":", "\n", "|", "while", "whereas", "but", "after", "before", "when", "because", "as", "that", "if",
    "until", "though", "although", "following", "who", "which", "where",
})  # fmt: skip
_LACKING: Final = frozenset({"without"})
_LABELS: Final = frozenset({":", "–", "-", "\n", "•", ";"})
_WHERE: Final = frozenset({"in", "at", "on", "inside", "outside", "off"})
_MODALS: Final = frozenset({"will", "would", "could", "can", "may", "might", "should", "must", "to", "shall"})
_BE: Final = frozenset({"are", "is"})
_WERE: Final = frozenset({"were", "was"})
_HAVE: Final = frozenset({"has", "have", "had"})
_VERBS: Final = _MODALS | _BE | _WERE | _HAVE
"""Words that end the search for a verb, whatever they say."""
_HAVE_NOW: Final = frozenset({"has", "have"})
_LISTED: Final = frozenset({",", "and"})
_NOTHING: Final = frozenset({"no", "not", "nothing", "to"})
_PARTICIPLES: Final = ("ed", "en")
