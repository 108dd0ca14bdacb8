"""From a text to its figures: each stage of reading in turn, what it finds dealt out to the sentences."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Protocol

from ingest.extract.accounting import account
from ingest.extract.calendars import Calendar
from ingest.extract.dates import find_dates
from ingest.extract.drafts import Draft, Findings, Happening, Page
from ingest.extract.echoes import Atlas, drop_echoes
from ingest.extract.figures import read_drafts, to_figure
from ingest.extract.lexicon import load_lexicon
from ingest.extract.names import find_names
from ingest.extract.numbers import Scene, find_numbers
from ingest.extract.places import find_places
from ingest.extract.proofs import prove_places
from ingest.extract.reference import Printing, find_reference, is_inverted
from ingest.extract.sentences import split_sentences
from ingest.extract.text import NUMERAL, tokenise
from ingest.extract.times import find_times
from ingest.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from ingest.extract.calendars import Time
    from ingest.extract.lexicon import Lexicon, Marks, Noun
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens
    from ingest.model import DateOrder, Document, ReportDay


def extract(
    document: Document,
    *,
    originator: str | None = None,
    dates: DateOrder | None = None,
    report_day: ReportDay = "published",
    lexicon: Lexicon | None = None,
) -> Extraction:
    """Read every figure that a document states.

    Args:
        document: What is read; offsets of the figures count in `document.reading`.
        originator: Whose figures they are where the text names nobody.
        dates: What 03/04/2026 means there; without it, what is so dated is put aside.
        report_day: Which day it tells of where it states none: that of its publication, or the one before.
        lexicon: The words to read by; those that are shipped where none are given.

    Returns:
        The reference day and the figures in order of text; the same answer every time, for any text whatever.
    """
    lexicon = lexicon or load_lexicon()
    tokens = tokenise(document.reading)
    marks = lexicon.mark(tokens)
    sentences = split_sentences(tokens)
    mentions = find_dates(tokens, dates)
    printing = Printing(document.published_at.date(), report_day)
    reference = find_reference(tokens, sentences, mentions, marks, lexicon.fillers, printing)
    for mention in mentions:
        for index in range(mention.first, mention.last):
            marks["time"].pop(index, None)  # "May 12" is no wish
    for index in [place for place in marks["time"] if place and tokens.word[place - 1] in ("as", "than")]:
        marks["time"].pop(index)  # "as expected"
    planned = {index for index, (_, name) in marks["time"].items() if name == "planned"}
    foreseen = (index for index, word in enumerate(tokens.word) if word in _FORESEEN)
    planned.update(index for index in foreseen if tokens.word[index + 1 : index + 2] != ["to"])
    calendar = Calendar(
        tokens,
        {mention.first: mention for mention in mentions},
        reference.day,
        _ahead(planned, sentences, tokens.word).__contains__,
    )
    verbs = marks.get("report.verbs", {})
    spoken = reference.spoken.keys()
    times = [time for time in find_times(calendar) if spoken.isdisjoint(range(time.first, time.last))]
    times = [time for time in times if not _is_said(tokens, verbs, time)]
    dated = _dated(tokens, mentions, times)
    scene = Scene(tokens, marks, dated, frozenset(sentence.first for sentence in sentences), lexicon.demonym_endings)
    page = Page(scene, lexicon, reference.day, bytearray(len(tokens)))
    page.doubts = {mention.first: mention.doubt for mention in mentions if mention.doubt}
    found = _gather(page, sentences, times)
    _note_sayings(found, reference.spoken)
    drafts = read_drafts(page, found, originator=originator)
    atlas = Atlas(
        page.within,
        page.lexicon.countries,
        _spans(tokens, (draft for draft in drafts if draft.roles and not draft.own_place)),
        _spans(tokens, (draft for draft in drafts if draft.restated)),
    )
    figures = tuple(
        drop_echoes([to_figure(page, draft) for draft in drafts], _stages(tokens, found, len(document.title)), atlas)
    )
    numbers = [number for findings in found for number in findings.numbers]
    numerals = account(tokens, numbers, {draft.number.first for draft in drafts}, figures)
    return Extraction(reference_day=reference.day, figures=figures, numerals=numerals)


def _spans(tokens: Tokens, drafts: Iterable[Draft]) -> frozenset[tuple[int, int]]:
    """Where the numbers of drafts stand."""
    return frozenset((tokens.start[draft.number.first], tokens.end[draft.number.last - 1]) for draft in drafts)


def _stages(tokens: Tokens, found: Sequence[Findings], title: int) -> tuple[int, int]:
    """Where the headline ends, and where the first sentence of the body that counts something."""
    told = (one.sentence for one in found if one.sentence.line and any(not number.reason for number in one.numbers))
    lead = next(told, None)
    return title, tokens.end[lead.last - 1] if lead else title


def _is_said(tokens: Tokens, verbs: Marks, time: Time) -> bool:
    """Whether a period only says when something was said: `an update in the last 24 hours says`, `said last week`."""
    words = tokens.word
    if time.last in verbs and not words[time.last].endswith("ing"):
        return not is_inverted(tokens, time.last + 1)
    return time.first > 0 and words[time.first - 1] in _SAID and time.period not in ("total", "since", "asof")


_SAID: Final = frozenset({"said", "says", "told", "announced", "stated"})


def _ahead(planned: set[int], sentences: Sequence[Sentence], words: list[str]) -> frozenset[int]:
    """Which tokens follow a word of the future in their clause."""
    found: set[int] = set()
    openings = [sentence.first for sentence in sentences]
    end = 0
    for index in sorted(planned):
        if index < end:
            continue
        sentence = sentences[bisect_right(openings, index) - 1]
        pauses = (place for place in range(index + 1, sentence.last) if words[place] in _PAUSES)
        end = next(
            (place for place in pauses if place + 1 == len(words) or not words[place + 1][:1].isdigit()), sentence.last
        )
        first = max(sentence.first, index - _SOON)
        if words[index] in _FUTURE or words[index : index + 2] in _TO_BE:
            first = _clause_of(words, sentence.first, index)
        found.update(range(first, end))
    return frozenset(found)


def _clause_of(words: list[str], first: int, index: int) -> int:
    """Where a clause begins whose verb is of the future and which tells of nothing that is past."""
    for place in range(index - 1, first - 1, -1):
        word = words[place]
        if word in _PARTING:
            return place + 1
        if word in _PAST or (word.endswith("ed") and word not in _NOT_PAST):
            return index - _SOON
    return first


_FORESEEN: Final = frozenset({"will", "shall", "would", "scheduled", "slated", "promised", "due"})
"""Words of the future beside those that tell a plan."""
_FUTURE: Final = frozenset({"will", "shall", "would", "scheduled", "slated", "due"})
_TO_BE: Final = (["is", "to"], ["are", "to"], ["is", "due"], ["are", "due"], ["is", "expected"], ["are", "expected"])
_PARTING: Final = frozenset({";", "and", "but", "while", ":", "\n"})
_PAST: Final = frozenset({
    "was", "were", "had", "has", "have", "said", "did", "took", "began", "left", "fell", "struck", "hit", "rose",
    "came", "went", "says", "told", "killed", "who", "which", "that",
})  # fmt: skip
_NOT_PAST: Final = frozenset({"united", "red", "armed", "unmanned", "need", "seed", "feed", "shed"})
_PAUSES: Final = frozenset({",", ";"})
_SOON: Final = 2
"""How far before its verb a day of the future can stand: `another drive in July is to reach`."""


def _dated(tokens: Tokens, *mentions: Iterable[_Placed]) -> bytearray:
    """Which tokens belong to a date or a period."""
    dated = bytearray(len(tokens))
    for mention in chain(*mentions):
        first, last = mention.first, min(mention.last, len(tokens))
        dated[first:last] = b"\x01" * (last - first)
    return dated


def _gather(page: Page, sentences: Sequence[Sentence], times: Sequence[Time]) -> list[Findings]:
    """Deal out numbers, periods, places and events to their sentences."""
    scene: Scene = page.scene
    names = find_names(scene.tokens, sentences, scene.marks, scene.dated, page.lexicon)
    places = prove_places(scene, sentences, find_places(scene.tokens, names, scene.marks))
    for place in places:
        page.named[place.first : place.after] = b"\x01" * (place.after - place.first)
    events = _find_events(page)
    found = [Findings(sentence) for sentence in sentences]
    for kind, items in (("numbers", find_numbers(scene)), ("times", times), ("places", places), ("events", events)):
        _deal(found, attrgetter(kind), items)
    return found


def _find_events(page: Page) -> list[Happening]:
    """What happens, but for words that only name an arm or a vehicle, `a fire engine`, or belong to a longer phrase."""
    scene: Scene = page.scene
    named = {
        place
        for first, (last, noun) in scene.marks.get("noun", {}).items()
        if last - first > 1 and noun.kind in _NAMED
        for place in range(first, last)
    }
    nouns = scene.marks.get("noun", {})
    found, covered = [], 0
    attributes = page.attributes
    for first, (last, event) in scene.marks["event"].items():
        if event.verb and first in nouns and _is_thing(scene, first, nouns[first], last):
            continue
        if scene.word(first) == "left" and last == first + 1 and scene.word(first - 1) in _BEING:
            continue  # who was left in ruins or without power went nowhere
        if last - first == 1 and last in nouns and _is_attribute(scene, first):
            attributes.add(first)
        if last > covered and not named.issuperset(range(first, last)):
            found.append(Happening(first, last, event))
        covered = max(covered, last)
    return found


_NAMED: Final = frozenset({"weapon", "ammunition", "vehicle"})


def _is_attribute(scene: Scene, index: int) -> bool:
    """Whether a word right before a noun only describes it: `owners of destroyed homes`, `given shelter kits`."""
    word, before = scene.word(index), scene.word(index - 1)
    if word.endswith("ing"):
        return before in _DETERMINERS
    participle = word.endswith(_PARTICIPLES)
    if before in _DETERMINERS or (participle and before in _PREPOSITIONS):
        return True
    return not participle and (before in _PREPOSITIONS - {"to"} or scene.marked("event", index - 1))


_PARTICIPLES: Final = ("ed", "en", "lost", "hit", "held", "shut", "torn")
_BEING: Final = frozenset({"were", "was", "been", "is", "are", "being"})
_DETERMINERS: Final = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "any", "no", "some", "all",
    "other", "more", "many", "several", "newly",
})  # fmt: skip
_PREPOSITIONS: Final = frozenset({
    "of", "in", "from", "for", "with", "at", "into", "to", "by", "on", "under", "near", "among", "between", "through",
    "within", "against", "via", "without", "per", "around", "including", "and",
})  # fmt: skip


def _is_thing(scene: Scene, first: int, marked: tuple[int, Noun], last: int) -> bool:
    """Whether a word that may be a verb is the plural of a thing: `12 pumping stations`; not `it houses 300`."""
    after, noun = marked
    if after != last or noun.kind not in _THINGS or not noun.plural or noun.fixed:
        return False
    counts = scene.tokens.kind[last : last + 1] == [NUMERAL] or scene.marked("qualifier", last)
    return scene.tokens.word[first].endswith("s") and not counts


_THINGS: Final = frozenset({"facility", "item"})


def _note_sayings(found: Sequence[Findings], spoken: Mapping[int, date | None]) -> None:
    """Tell each sentence the day on which it was said, where it names one."""
    days = iter(sorted(spoken.items()))
    first, day = next(days, (-1, None))
    for findings in found:
        while 0 <= first < findings.sentence.last:
            findings.said = day or findings.said
            first, day = next(days, (-1, None))


class _Placed(Protocol):
    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def _deal(found: Sequence[Findings], of_kind: Callable[[Findings], list[Any]], items: Iterable[_Placed]) -> None:
    """Append each item to the findings of the sentence in which it begins."""
    spans = iter(found)
    findings = next(spans, None)
    for item in items:
        first = item.first
        while findings and findings.sentence.last <= first:
            findings = next(spans, None)
        if findings and findings.sentence.first <= first:
            of_kind(findings).append(item)
