"""What happened to what is counted: the noun left unsaid, the event that governs a number, the indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.extract.counted import read_subject
from ingest.extract.lexicon import Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.lexicon import Event, Indicator

_PERSON: Final = Noun("person", "person")
_WEAK: Final = 9
_OTHER_SEGMENT: Final = 14
_OTHER_NUMBER: Final = 6
_ADJACENT: Final = 3
_SUBJECT_REACH: Final = 14


def settle_noun(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> bool:
    """Find what a draft counts, if need be from the drafts before it; whether anything was found."""
    noun = draft.counted.noun
    if noun is None:
        noun = _unsaid(page, findings, draft, before)
    if noun is None:
        return False
    if noun.unit == "person" and page.scene.word(draft.counted.last - 1) == "others" and before:
        noun = replace(noun, population=_continued(before))
    if noun.fixed and page.scene.word(draft.counted.last - 1) in _PARTICIPLES and draft.joint:
        noun = replace(noun, population=_continued(before))
    draft.noun = noun
    return True


_PARTICIPLES: Final = frozenset({"injured", "wounded", "dead", "killed"})


def _continued(before: Sequence[Draft]) -> str | None:
    earlier = next((draft for draft in reversed(before) if draft.noun and draft.noun.unit == "person"), None)
    return earlier.noun.population if earlier and earlier.noun else None


def _unsaid(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Noun | None:
    """The noun before the number, else the one that the drafts before it counted, else people."""
    number = draft.number
    if not draft.counted.partitive:
        subject = read_subject(page.scene, number, max(draft.first, number.outer - _SUBJECT_REACH))
        if subject and subject.noun and not page.named[_noun_place(page, subject.first, number.outer)]:
            draft.counted = subject
            return subject.noun
    draft.doubt += 0.1
    event = _adjacent(page, findings, draft)
    inherited = next((other.noun for other in reversed(before) if other.noun), None)
    if event is None:
        return inherited
    if inherited and (inherited.fixed or page.lexicon.indicator_of(inherited.kind, event.sense)):
        return replace(inherited, fixed=False, indicator=None) if inherited.fixed else inherited
    return _PERSON if page.lexicon.indicator_of("person", event.sense) else inherited


def _noun_place(page: Page, first: int, last: int) -> int:
    nouns = page.scene.marks.get("noun", {})
    return next((place for place in range(last - 1, first - 1, -1) if place in nouns), first)


def _adjacent(page: Page, findings: Findings, draft: Draft) -> Event | None:
    """The event that a bare number leans on: `14 injured`, `killing 14`."""
    after, before = draft.counted.last, draft.number.outer
    for first, last, event in findings.events:
        if after <= first <= after + _ADJACENT and first < draft.last:
            return event
        if before - 1 <= last <= before and first >= draft.first:
            return event
    del page
    return None


def settle_indicator(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Indicator:
    """The indicator of a draft by its noun and the event that governs it."""
    noun, lexicon = draft.noun or _PERSON, page.lexicon
    draft.event = _governing(page, findings, draft, noun)
    if noun.fixed and noun.indicator:
        return lexicon.indicators[noun.indicator]
    code = lexicon.indicator_of(noun.kind, draft.event.sense) if draft.event else None
    if code is None or (draft.event and draft.event.weak):
        inherited = _inherited(page, draft, before, noun)
        if inherited and (code is None or draft.counted.noun is None):
            code = inherited
            draft.doubt += 0.1
    if (
        code is None
        and draft.whole
        and draft.whole.indicator
        and draft.whole.noun
        and draft.whole.noun.kind == noun.kind
    ):
        code = draft.whole.indicator.code
    if code is None:
        code = noun.indicator or (None if noun.kind in ("person", "family") else page.counted_before.get(noun.unit))
    if code is None:
        draft.doubt += 0.3
    page.counted_before[noun.unit] = code or "other"
    return lexicon.indicators[code or "other"]


def _inherited(page: Page, draft: Draft, before: Sequence[Draft], noun: Noun) -> str | None:
    """The indicator of the draft before, where what is counted here can have met the same."""
    for earlier in reversed(before):
        if earlier.noun is None or earlier.indicator is None:
            continue
        if earlier.noun.kind == noun.kind and draft.counted.noun in (None, noun):
            if draft.counted.noun is None or earlier.first >= draft.first or draft.joint:
                draft.event = draft.event or earlier.event
                return earlier.indicator.code
            return None
        if earlier.event and draft.joint:
            return page.lexicon.indicator_of(noun.kind, earlier.event.sense)
        return None
    return None


def _governing(page: Page, findings: Findings, draft: Draft, noun: Noun) -> Event | None:
    """The cheapest event of the sentence that can happen to what is counted: near, in the same segment, not weak."""
    best: tuple[float, Event] | None = None
    numbers = findings.numbers
    begin, end = draft.counted.first, draft.counted.last
    for first, last, event in findings.events:
        if begin <= first < draft.counted.head:
            continue
        if not page.lexicon.indicator_of(noun.kind, event.sense):
            continue
        cost = float(max(0, first - end) if first >= begin else begin - last + 0.5)
        cost += _WEAK * event.weak
        cost += _OTHER_SEGMENT * (not draft.holds(first))
        low, high = (end, first) if first >= end else (last, begin)
        cost += _OTHER_NUMBER * sum(low <= number.first < high for number in numbers)
        if best is None or cost < best[0]:
            best = cost, event
    if best and best[0] >= _OTHER_SEGMENT:
        draft.doubt += 0.05
    return best[1] if best else None
