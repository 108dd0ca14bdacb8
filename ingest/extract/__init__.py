"""Reading: a document becomes the figures that it states. Pure: no clock, no network, no database, no environment.

A grammar of our own over word lists in TOML: tokens → numbers → dates and periods → places → segments → figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.extract.dates import find_dates
from ingest.extract.drafts import Findings, Page
from ingest.extract.figures import drop_echoes, read_drafts, to_figure
from ingest.extract.lexicon import load_lexicon
from ingest.extract.names import find_names
from ingest.extract.numbers import Scene, find_numbers
from ingest.extract.places import find_places
from ingest.extract.reference import find_reference
from ingest.extract.sentences import split_sentences
from ingest.extract.text import tokenise
from ingest.extract.times import Calendar, find_times
from ingest.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.dates import DateMention
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens
    from ingest.extract.times import Time
    from ingest.model import Document

__all__ = ["extract"]


def extract(document: Document, *, originator: str | None = None) -> Extraction:
    """Read every figure that a document states.

    Args:
        document: What is read; offsets of the figures count in `document.reading`.
        originator: Whose figures they are where the text names nobody.

    Returns:
        The reference day and the figures in order of text; the same answer every time, for any text whatever.
    """
    lexicon = load_lexicon()
    tokens = tokenise(document.reading)
    marks = lexicon.mark(tokens)
    sentences = split_sentences(tokens)
    dates = find_dates(tokens)
    reference = find_reference(tokens, sentences, dates, marks.get("report.verbs", {}), document.published_at.date())
    for mention in dates:
        for index in range(mention.first, mention.last):
            marks["time"].pop(index, None)  # "May 12" is no wish
    ahead = {index for index, (_, name) in marks["time"].items() if name == "planned"}
    calendar = Calendar(
        tokens, {mention.first: mention for mention in dates}, reference.day, _Ahead(ahead, sentences, tokens.word)
    )
    times = [time for time in find_times(calendar) if not reference.spoken.intersection(range(time.first, time.last))]
    dated = _dated(tokens, dates, times)
    scene = Scene(tokens, marks, dated, frozenset(sentence.first for sentence in sentences), lexicon.demonym_endings)
    page = Page(scene, lexicon, reference.day, bytearray(len(tokens)))
    drafts = read_drafts(page, _gather(page, sentences, times), originator=originator)
    return Extraction(
        reference_day=reference.day, figures=tuple(drop_echoes([to_figure(page, draft) for draft in drafts]))
    )


class _Ahead:
    """Whether the words before a token in its clause speak of the future."""

    def __init__(self, planned: Iterable[int], sentences: Sequence[Sentence], words: Sequence[str]) -> None:
        self._tokens: set[int] = set()
        spans = iter(sentences)
        sentence = next(spans, None)
        for place in sorted(planned):
            while sentence and sentence.last <= place:
                sentence = next(spans, None)
            if sentence and sentence.first <= place:
                self._tokens.update(range(place, _before_comma(words, place, sentence.last)))

    def __call__(self, index: int) -> bool:
        return index in self._tokens


def _before_comma(words: Sequence[str], first: int, last: int) -> int:
    return next((index for index in range(first, last) if words[index] in (",", ";")), last)


def _dated(tokens: Tokens, dates: Iterable[DateMention], times: Iterable[Time]) -> bytearray:
    """Which tokens belong to a date or a period."""
    dated = bytearray(len(tokens))
    for mention in (*dates, *times):
        first, last = mention.first, min(mention.last, len(tokens))
        dated[first:last] = b"\x01" * (last - first)
    return dated


def _gather(page: Page, sentences: Sequence[Sentence], times: Sequence[Time]) -> list[Findings]:
    """Deal out numbers, periods, places and events to their sentences."""
    scene: Scene = page.scene
    names = find_names(scene.tokens, sentences, scene.marks, scene.dated)
    places = find_places(scene.tokens, names, scene.marks)
    for place in places:
        page.named[place.first : place.after] = b"\x01" * (place.after - place.first)
    events = sorted((first, last, event) for first, (last, event) in scene.marks.get("event", {}).items())
    found = [Findings(sentence) for sentence in sentences]
    for kind, items in (("numbers", find_numbers(scene)), ("times", times), ("places", places), ("events", events)):
        _deal(found, kind, items)
    return found


def _deal(found: Sequence[Findings], kind: str, items: Sequence[object]) -> None:
    spans = iter(found)
    findings = next(spans, None)
    for item in items:
        first: int = item[0] if isinstance(item, tuple) else item.first  # type: ignore[attr-defined]
        while findings and findings.sentence.last <= first:
            findings = next(spans, None)
        if findings and findings.sentence.first <= first:
            getattr(findings, kind).append(item)
