"""What a number counts that leaves its noun unsaid: the noun before it, that of an earlier number, else people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.extract.lexicon import Noun
from ingest.extract.numerals import read_numeral
from ingest.extract.subjects import read_subject
from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.lexicon import Event
    from ingest.extract.numbers import Scene

PERSON: Final = Noun("person", "person")
CASE: Final = Noun("case", "case", indicator="cases")
_ADJACENT: Final = 3
_SUBJECT_REACH: Final = 16


def antecedent(before: Sequence[Draft], draft: Draft) -> Draft | None:
    """The draft that a number without noun goes on with: the last one, or the whole of which that one is a part.

    What a preposition binds, `in seven districts`, gives way to what stands free in its sentence.
    """
    last = before[-1] if before and before[-1].opening == draft.opening else None
    parted = (draft.counted.partitive and not draft.counted.common) or (
        last is not None and last.counted.partitive and draft.joint in ("and", ",")
    )
    free = set() if parted else {other.opening for other in before if not _is_bound(other)}
    for other in reversed(before):
        if other.opening in free and _is_bound(other):
            continue
        if other.noun and other.noun.kind in _PASSING and other.opening != draft.opening:
            continue
        if other.noun is None or (draft.counted.partitive and other.value < draft.value):
            continue
        if other.joint == "(" and other.whole is None and other.noun.unit == "family":
            continue  # `9,000 people (1,600 families) …; 300 more`
        lone = other.whole is None or other.counted.noun is None or other.counted.noun.population is None
        return other if lone or draft.counted.partitive or other.counted.common else other.whole
    return None


def _is_bound(draft: Draft) -> bool:
    return draft.bound or (draft.whole is not None and draft.whole.bound)


_PASSING: Final = frozenset({"region", "thing"})
"""What is not gone on with in the next sentence."""


def find_unsaid(
    page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], told: Sequence[Draft]
) -> Noun | None:
    """The noun of the number that is taken up, or before it, else what the drafts before it counted, else people."""
    if (twin := _taken_up(page.scene, draft, [*told, *before])) and twin.noun:
        draft.source = twin
        return twin.noun
    number, event = draft.number, adjacent(findings, draft)
    leans = event is not None and event.verb and event.sense in _TRANSITIVE
    if not draft.counted.partitive and not _is_figure(page.scene, number.outer):
        reach = _LINKED_REACH if _LINKS.intersection(_before(page.scene, number.outer)) else _SUBJECT_REACH
        subject = read_subject(page.scene, number, max(draft.first, number.outer - reach), page.named)
        if subject and subject.noun and not (leans and subject.noun.kind not in _COUNTABLE and not subject.noun.fixed):
            draft.counted = subject
            return subject.noun
    return _inherit(page, findings, draft, before, event)


def _inherit(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], event: Event | None) -> Noun | None:
    """The noun of the heading or of an earlier figure, or people where only to people the event can happen."""
    draft.doubt += 0.1
    earlier = _respective(page.scene, draft, before) or _compared(page.scene, findings, draft, before)
    earlier = earlier or antecedent(before, draft)
    headed = page.heading_noun if _is_headed(page, findings, draft, earlier) else None
    draft.source = None if headed else earlier
    inherited = headed or (earlier.noun if earlier else None)
    if earlier and earlier.bound and not headed and not draft.counted.partitive and _is_site(earlier):
        inherited = PERSON  # they were taken to four hospitals; 31 remained there
    if event is None or headed:
        return inherited
    if inherited and inherited.fixed:
        return replace(inherited, fixed=False, indicator=None)
    anew = earlier is None or earlier.opening != draft.opening
    if inherited and inherited.unit == "person" and anew and page.scene.word(draft.number.outer - 1) == ":":
        return replace(inherited, population=None)  # a label begins anew: `Displaced: 500`
    if inherited and (page.lexicon.code_of(inherited, event.sense) or event.sense not in _PERSONAL):
        return inherited
    stranger = CASE if event.sense == "infect" else PERSON
    return stranger if page.lexicon.indicator_of("person", event.sense) else inherited


def _is_site(draft: Draft) -> bool:
    return draft.noun is not None and draft.noun.kind in ("facility", "position")


def _taken_up(scene: Scene, draft: Draft, told: Sequence[Draft]) -> Draft | None:
    """The figure that is taken up by its number: `of the 388, 171 …`, `three of the 11 were women`."""
    value, last = None, draft.number.last
    if scene.word(draft.number.outer - 1) in _TAKING:
        value = draft.value
    elif scene.word(last) == "of" and scene.word(last + 1) in _TAKING and last + 2 < len(scene.tokens):
        whole = read_numeral(scene.tokens, last + 2)
        value = whole[1] if whole else None
    if value is None:
        return None
    return next((one for one in reversed(told) if one.value == value and one.noun), None)


_TAKING: Final = frozenset({"the", "these", "those"})


def _is_headed(page: Page, findings: Findings, draft: Draft, earlier: Draft | None) -> bool:
    """Whether a line below a heading counts what it names: `Houses damaged` / `Northern: fully 12, partially 30`."""
    if not 0 < findings.sentence.line - page.heading_line <= _LINES or draft.counted.partitive:
        return False
    event = adjacent(findings, draft)
    told = earlier is not None and earlier.opening == findings.sentence.first
    lead = page.scene.tokens.word[findings.sentence.first : draft.number.outer]
    if told or _MARKS.isdisjoint(lead):
        return False
    noun = page.heading_noun
    fits = noun and event and not noun.fixed and noun.unit != "person" and page.lexicon.code_of(noun, event.sense)
    return event is None or event.sense in _DEGREES or bool(fits)


_LINES: Final = 15
_MARKS: Final = frozenset({":", "–", "-", "—", "➡"})
_DEGREES: Final = frozenset({"wholly", "partly"})


def _is_figure(scene: Scene, index: int) -> bool:
    """Whether a number is said of one that was told: `that figure has since fallen to 300`."""
    words = scene.tokens.word
    return any(
        words[place] in _FIGURES and words[place + 1] in _STANDING
        for place in range(max(0, index - _FIGURE_REACH), index)
    )


_FIGURE_REACH: Final = 10
_FIGURES: Final = frozenset({"figure", "number", "total", "count", "tally"})
_STANDING: Final = frozenset(
    {"has", "have", "had", "is", "was", "now", "stood", "stands", "rose", "fell", "could", "may", "then"}
)


def _before(scene: Scene, index: int) -> list[str]:
    return scene.tokens.word[max(0, index - 2) : index]


_LINKED_REACH: Final = 40
_LINKS: Final = frozenset({
    "to", "at", "reached", "reaches", "reach", "exceeded", "exceeds", "totals", "totalled", "totaled", "surpassed",
    "passed", "topped",
})  # fmt: skip
"""What ties a number to the subject of its sentence, however far: `the toll of … has risen to 25`."""
_PERSONAL: Final = frozenset({
    "kill", "injure", "miss", "detain", "rescue", "release", "displace", "hospitalise", "recover", "vaccinate", "treat",
    "infect", "return", "arrive", "reach", "leave", "surrender", "pardon", "seek", "shelter", "strand", "affect",
})  # fmt: skip
"""What happens to people alone: houses that need repair are no people in need."""
_TRANSITIVE: Final = frozenset({"kill", "injure", "displace", "detain", "rescue", "release"})
"""What is done to people: `the attack that killed 12` counts no attacks."""
_COUNTABLE: Final = frozenset({"person", "family", "case", "house", "facility", "animal"})


def _compared(scene: Scene, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The subject of the sentence, with which an earlier count is compared: `200 people in 6 sites, down from 300`."""
    words = scene.tokens.word[max(0, draft.number.outer - _FIGURE_REACH) : draft.number.outer]
    summed = words[-1:] == ["to"] and not _FIGURES.isdisjoint(words)  # bringing the total to 90
    if not summed and _COMPARING.isdisjoint(words[-2:]):
        return _totalled(scene, findings, draft, before)
    told = [other for other in before if other.opening == findings.sentence.first]
    free = [other for other in told if other.whole is None and not _is_bound(other)]
    return free[-1] if free else told[0] if told else None


def _totalled(scene: Scene, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The subject of the sentence before, of which a sentence tells the total: `The total for 2023 is now 900`."""
    opening = scene.tokens.word[findings.sentence.first : min(draft.number.outer, findings.sentence.first + 2)]
    if not before or _FIGURES.isdisjoint(opening) or before[-1].opening == findings.sentence.first:
        return None
    return next(other for other in before if other.opening == before[-1].opening)


_COMPARING: Final = frozenset({"up", "down", "against", "compared", "versus"})


def _respective(scene: Scene, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Each of a pair goes on with its fellow: `7 roads and 3 bridges …; 5 and 2, respectively`, `against 9 and 4`."""
    first, last = draft.number.first, draft.number.last
    if scene.word(last) == "and" and _is_numeral(scene, last + 1):
        back, end = 2, last + 2
    elif scene.word(first - 1) == "and" and _is_numeral(scene, first - 2):
        back, end = 1, last
    else:
        return None
    start = draft.number.outer - (2 if back == 1 else 0)
    compared = not _COMPARING.isdisjoint(scene.tokens.word[max(0, start - 2) : start])
    if not compared and "respectively" not in scene.tokens.word[end : end + _RESPECTIVE_REACH]:
        return None
    said = [other for other in before if other.counted.noun]
    return said[-back] if len(said) >= back else None


_RESPECTIVE_REACH: Final = 5


def _is_numeral(scene: Scene, index: int) -> bool:
    return 0 <= index < len(scene.tokens) and scene.tokens.kind[index] == NUMERAL


def adjacent(findings: Findings, draft: Draft) -> Event | None:
    """The event that a bare number leans on: `14 injured`, `killing 14`; the nearest."""
    after, before = draft.counted.last, draft.number.outer
    best: tuple[int, Event] | None = None
    for first, last, event in findings.events:
        if after <= first <= after + _ADJACENT and first < draft.last:
            distance = 2 * (first - after) + 1
        elif before - 1 <= last <= before:
            distance = 2 * (before - last)
        else:
            continue
        if best is None or distance < best[0]:
            best = distance, event
    return best[1] if best else None
