"""What a draft counts, and which people: the noun that is said, the one that is meant, the people of the predicate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.extract.antecedents import PERSON, adjacent, antecedent, find_unsaid
from ingest.extract.counted import ENDS, is_numeral
from ingest.extract.lexicon import Noun
from ingest.extract.numerals import read_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.numbers import Scene
    from ingest.extract.sentences import Sentence


_COLLECTIVE: Final = frozenset({
    "civilians", "militants", "militants_and_families", "soldiers", "police", "idps", "refugees", "migrants",
    "students", "medics", "journalists", "aid_workers", "rescuers", "suspects", "prisoners", "tourists", "foreigners",
    "patients",
})  # fmt: skip
"""Populations that "others" continue; women or children among the dead say nothing of who the others are."""


def settle_noun(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], told: Sequence[Draft]) -> bool:
    """Find what a draft counts, if need be from the drafts before it; whether anything was found.

    `told` are the figures of the sentences before, which one can take up by its number.
    """
    noun = draft.counted.noun or find_unsaid(page, findings, draft, before, told) or _predicate(page.scene, draft)
    if noun is None:
        return False
    if page.scene.word(draft.counted.last - 1) == "others" and (other := _others(page, findings, draft, before)):
        noun = other
    noun = _of_beasts(draft, noun, before) or _of_unknown(page, findings, draft, noun)
    if noun.kind == "person" and noun.population is None and _is_of_town(page, draft):
        noun = replace(noun, kind="inhabitants")
    if noun.unit == "person":
        noun = _attributed(page.scene, draft, noun)
        population = _population(page, findings, draft, noun, before)
        noun = noun if population == noun.population else replace(noun, population=population)
    draft.noun = noun
    return True


def settle_people(page: Page, draft: Draft) -> None:
    """Correct which people they are by what is told: inmates of a camp, officers of the police."""
    noun = draft.noun
    if noun is None or draft.counted.noun is None:
        return
    if noun.population is None:
        _take_from_whole(page, draft, noun)
        return
    if noun.population == "prisoners" and draft.indicator and draft.indicator.code == "sheltered":
        draft.noun = replace(noun, population=None)
    elif noun.population == "soldiers" and page.scene.word(draft.counted.head - 1) in _OFFICERS and page.polices():
        draft.noun = replace(noun, population="police")


def _take_from_whole(page: Page, draft: Draft, noun: Noun) -> None:
    """A people among a group are of that group: `40 prisoners, among them 15 Saudis`."""
    whole, head = draft.whole, draft.counted.head - 1
    if whole is None or whole.noun is None or noun.unit != "person" or noun.fixed or head < draft.number.last:
        return
    if whole.noun.population in _COLLECTIVE and (page.scene.tokens.capital(head) or page.scene.word(head) in _SUBJECTS):
        draft.noun = replace(noun, population=whole.noun.population)


_SUBJECTS: Final = frozenset({"nationals", "citizens"})


def find_heading_noun(page: Page, sentence: Sentence) -> Noun | None:
    """The first plural or fixed noun of a heading."""
    nouns = (noun for _, noun in page.marks_in("noun", sentence.first, sentence.last))
    return next((noun for noun in nouns if isinstance(noun, Noun) and (noun.plural or noun.fixed)), None)


_OFFICERS: Final = frozenset({"officer", "officers"})


def _others(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Noun | None:
    """The things that "others" goes on with: `10 houses were destroyed and 11 others damaged`."""
    earlier, leaning = antecedent(page.scene, before, draft), adjacent(page, findings, draft)
    if earlier is None or earlier.noun is None or earlier.noun.unit == "person" or leaning is None:
        return None
    if earlier.opening != draft.opening:
        return None
    return earlier.noun if page.lexicon.code_of(earlier.noun, leaning.event.sense) else None


def _attributed(scene: Scene, draft: Draft, noun: Noun) -> Noun:
    """The people whom an adjective before their noun tells apart: `14 female students`, `nine foreign workers`."""
    words = scene.tokens.word[draft.number.last : draft.counted.head - 1]
    said = next(filter(None, map(_ATTRIBUTES.get, words)), None) if draft.counted.noun is noun else None
    return replace(noun, population=said) if said and noun.population not in _TRAVELLING else noun


_ATTRIBUTES: Final = {
    "female": "women", "male": "men", "foreign": "foreigners", "underage": "children", "unaccompanied": "children",
    "under-age": "children",
}  # fmt: skip
_TRAVELLING: Final = frozenset({"tourists", "militants", "soldiers"})
"""Whom `foreign` does not set apart."""


def _of_beasts(draft: Draft, noun: Noun, before: Sequence[Draft]) -> Noun | None:
    """The animals of which a participle is said that is mostly said of people: `90 cattle infected, 61 dead`."""
    last = before[-1] if before else None
    if not noun.fixed or last is None or last.noun is None or last.noun.kind != "animal":
        return None
    if last.opening != draft.opening or draft.counted.last - draft.number.last != 1:
        return None
    draft.counted = replace(draft.counted, noun=None, last=draft.number.last, head=-1)
    return last.noun


def _of_unknown(page: Page, findings: Findings, draft: Draft, noun: Noun) -> Noun:
    """People, where what happens happens to people alone and a noun that no list holds ends as those of people do."""
    if not noun.guessed or not noun.unit.endswith(_AGENTS):
        return noun
    leaning = adjacent(page, findings, draft)
    sense = leaning.event.sense if leaning else ""
    told = sense in _HUMAN and page.lexicon.indicator_of("thing", sense) is None
    return PERSON if told else noun


_HUMAN: Final = frozenset({
    "kill", "injure", "detain", "rescue", "release", "hospitalise", "treat", "recover", "pardon", "surrender", "seek",
})  # fmt: skip
_AGENTS: Final = ("er", "or", "ist", "ian", "ee", "ant", "ent", "ard", "ster", "crat", "ite", "eer")


def _is_of_town(page: Page, draft: Draft) -> bool:
    """Whether the people are all of a place: `a city of 2 million people`, `home to 2 million`."""
    place = draft.number.outer - 1
    if page.scene.word(place) == "to" and page.scene.word(place - 1) == "home":
        return True
    noun = page.scene.marks.get("noun", {}).get(place - 1)
    return page.scene.word(place) == "of" and noun is not None and not noun[1].plural and noun[1].kind in _TOWNS


_TOWNS: Final = frozenset({"settlement", "region"})


def _population(page: Page, findings: Findings, draft: Draft, noun: Noun, before: Sequence[Draft]) -> str | None:
    """Which people: those the predicate names, those the draft goes on with, those the noun says."""
    scene, last = page.scene, page.scene.word(draft.counted.last - 1)
    named = _predicate(scene, draft)
    if named:
        if draft.counted.noun is None or draft.counted.noun.population is None:
            draft.counted = replace(draft.counted, noun=named)
        return named.population
    if noun.population or not draft.counted.noun:
        return noun.population or _mentioned(page, findings, draft, before)
    if last == "others" or (noun.fixed and last in _PARTICIPLES and draft.joint):
        earlier = antecedent(scene, [other for other in before if other.noun and other.noun.unit == "person"], draft)
        population = earlier.noun.population if earlier and earlier.noun else None
        return population if population in _COLLECTIVE else None
    if noun.indicator == "arrivals":
        return page.travellers()
    return noun.population


_PARTICIPLES: Final = frozenset({"injured", "wounded", "dead", "killed"})


def _predicate(scene: Scene, draft: Draft) -> Noun | None:
    """The people that the counted are said to be: `61 were children under 5`."""
    place = draft.counted.last
    said = draft.counted.noun is not None and place != draft.number.last
    if said and scene.word(place) == "," and draft.value == 1 and scene.word(place + 1) in _ARTICLES:
        return _people(scene, place + 1, one=True)  # one survivor, a girl of 7
    whole = read_numeral(scene.tokens, place) if draft.counted.partitive and place < len(scene.tokens) else None
    if whole:
        place, said = whole[0], False  # three of the 11 were women
    if scene.word(place) not in _COPULAS or (said and not draft.counted.partitive):
        return None
    return _people(scene, place + 1, one=draft.value == 1)


def _people(scene: Scene, place: int, *, one: bool) -> Noun | None:
    """The people that a predicate names, past an article or an adjective: `were small children`, `is a child`."""
    nouns = scene.marks.get("noun", {})
    for index in range(place, place + _QUALITIES):
        noun = nouns.get(index)
        if noun is None:
            if scene.marked("event", index) or scene.word(index) in ENDS or is_numeral(scene, index):
                return None
            continue
        if noun[1].unit != "person" or noun[1].fixed:
            return None
        if scene.word(noun[0]) == "and" and not is_numeral(scene, noun[0] + 1):
            return None
        return noun[1] if noun[1].population and (noun[1].plural or one) else None
    return None


_ARTICLES: Final = frozenset({"a", "an"})
_QUALITIES: Final = 3


_COPULAS: Final = frozenset({"were", "are", "was", "is", "being"})


def _mentioned(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> str | None:
    """The people whom `of them` means where the sentence names them without a number."""
    first = findings.sentence.first
    if not draft.counted.partitive or (before and before[-1].number.first >= first):
        return None
    for _, noun in reversed(page.marks_in("noun", first, draft.number.outer)):
        if isinstance(noun, Noun) and noun.unit == "person" and noun.plural and not noun.fixed:
            return noun.population
    return None
