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

    from ingest.extract.drafts import Draft, Findings, Happening, Page
    from ingest.extract.numbers import Scene

PERSON: Final = Noun("person", "person")
CASE: Final = Noun("case", "case", indicator="cases")
_ADJACENT: Final = 3
_SUBJECT_REACH: Final = 16


def antecedent(scene: Scene, before: Sequence[Draft], draft: Draft) -> Draft | None:
    """The draft that a number without noun goes on with: the last one, or the whole of which that one is a part.

    What a preposition binds, `in seven districts`, gives way to what stands free in its sentence.
    """
    last = before[-1] if before and before[-1].opening == draft.opening else None
    parted = (draft.counted.partitive and not draft.counted.common) or (
        last is not None and last.counted.partitive and draft.joint in ("and", ",")
    )
    if not draft.counted.partitive:
        before = [other for other in before if not _is_aside(scene, other, draft)]
    free = set() if parted else {other.opening for other in before if not _is_bound(other)}
    for other in reversed(before):
        if other.opening in free and _is_bound(other):
            continue
        if other.noun and other.noun.kind in _PASSING and other.opening != draft.opening:
            continue
        if other.noun is None or (draft.counted.partitive and other.value < draft.value):
            continue
        lone = other.whole is None or other.counted.noun is None or other.counted.noun.population is None
        return other if lone or draft.counted.partitive or other.counted.common else other.whole
    return None


def _is_aside(scene: Scene, other: Draft, draft: Draft) -> bool:
    """Whether a figure stands in brackets that closed before the next: `9,000 people (1,600 families) …; 300 more`."""
    if other.joint != "(" or other.whole is not None:
        return False
    return ")" in scene.tokens.word[other.number.last : draft.number.outer]


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
    number, leaning = draft.number, adjacent(page, findings, draft)
    event = leaning.event if leaning else None
    leans = event is not None and event.verb and event.sense in _TRANSITIVE
    if not draft.counted.partitive and not _is_figure(page.scene, number.outer):
        reach = _LINKED_REACH if _LINKS.intersection(_before(page.scene, number.outer)) else _SUBJECT_REACH
        subject = read_subject(page.scene, number, max(draft.first, number.outer - reach), page.named)
        if subject and subject.noun and not (leans and subject.noun.kind not in _COUNTABLE and not subject.noun.fixed):
            draft.counted = subject
            return subject.noun
    return _inherit(page, findings, draft, before, leaning)


def _inherit(
    page: Page, findings: Findings, draft: Draft, before: Sequence[Draft], leaning: Happening | None
) -> Noun | None:
    """The noun of the heading or of an earlier figure, or people where only to people the event can happen."""
    draft.doubt += 0.1
    earlier = _respective(page.scene, draft, before) or _compared(page.scene, findings, draft, before)
    earlier = earlier or antecedent(page.scene, before, draft)
    headed = page.heading_noun if _is_headed(page, findings, draft, earlier) else None
    draft.source = None if headed else earlier
    inherited = headed or (earlier.noun if earlier else None)
    if earlier and earlier.bound and not headed and not draft.counted.partitive and _is_site(earlier):
        inherited = PERSON  # they were taken to four hospitals; 31 remained there
    if leaning is None or headed:
        return inherited
    event = leaning.event
    if inherited and inherited.fixed:
        inherited = replace(inherited, fixed=False, indicator=None)
    anew = earlier is None or earlier.opening != draft.opening
    if inherited and inherited.unit == "person" and anew and page.scene.word(draft.number.outer - 1) == ":":
        return replace(inherited, population=None)  # a label begins anew: `Displaced: 500`
    done = event.verb and leaning.last == draft.number.outer
    doer = done and earlier is not None and _is_doer(page.scene, earlier, leaning)
    personal = event.sense in _PERSONAL or (done and event.sense in _CARRYING)
    if inherited and not doer and (page.lexicon.code_of(inherited, event.sense) or not personal):
        return inherited
    stranger = CASE if event.sense == "infect" else PERSON
    return stranger if page.lexicon.indicator_of("person", event.sense) else inherited


def _is_doer(scene: Scene, earlier: Draft, leaning: Happening) -> bool:
    """Whether a figure counts who did what is done to the next: `three ships, which have taken 90 to X`."""
    between = scene.tokens.word[earlier.counted.last : leaning.first]
    if earlier.counted.last > leaning.first or not _DOING.issuperset(between) or scene.word(leaning.first) in _PASSIVE:
        return False
    if scene.word(leaning.first).endswith("ing") or _is_bound(earlier):
        return False
    events, begin = scene.marks.get("event", {}), earlier.number.outer
    acted = {events[place][0] for place in range(earlier.opening, begin) if place in events}
    return not _WHICH.isdisjoint(between) or acted.isdisjoint((begin, begin - 1))


_PASSIVE: Final = frozenset({"is", "are", "was", "were", "been", "be"})
_WHICH: Final = frozenset({"which", "who", "that", "they"})
_DOING: Final = frozenset({",", "which", "who", "that", "have", "has", "had", "and", "also", "then", "they", "it", ";"})


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
    if not 0 <= findings.sentence.line - page.heading_line <= _LINES or draft.counted.partitive:
        return False
    leaning = adjacent(page, findings, draft)
    event = leaning.event if leaning else None
    told = earlier is not None and earlier.opening == findings.sentence.first
    lead = page.scene.tokens.word[findings.sentence.first : draft.number.outer]
    run_in = findings.sentence.line == page.heading_line
    if told or (lead if run_in else _MARKS.isdisjoint(lead)):
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
_CARRYING: Final = frozenset({"pass", "carry", "lead", "see", "take", "send"})
"""What is done to people, where the verb stands right before a number: `made 14 trips and moved 212`."""
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


def adjacent(page: Page, findings: Findings, draft: Draft) -> Happening | None:
    """What a bare number leans on, the nearest: `14 injured`, `killing 14`, `Rescued so far: 14`."""
    after, before = draft.counted.last, draft.number.outer
    low = _label_end(page.scene, before, findings.sentence.first)
    best: tuple[int, Happening] | None = None
    for happening in findings.events:
        first, last, _ = happening
        if after <= first <= after + _ADJACENT and first < draft.last:
            distance = 2 * (first - after) + 1
        elif low <= last <= before or last == before - 1:
            distance = 2 * (before - max(last, before - _ADJACENT))
        else:
            continue
        if best is None or distance < best[0]:
            best = distance, happening
    return best[1] if best else None


def _label_end(scene: Scene, index: int, first: int) -> int:
    """Where the words end that a number follows, but for when: `Rescued since Monday: 14`, `Wanted still: 14`."""
    while index > first and (scene.dated[index - 1] or scene.word(index - 1) in _PASSED):
        index -= 1
    return index


_PASSED: Final = frozenset({
    ":", "–", "—", "-", "|", "so", "far", "date", "still", "now", "already", "currently", "altogether", "total", "yet",
    "thus",
})  # fmt: skip
