"""Whose figure it is: the ministry, centre or agency that a text names as having said it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ingest.extract.drafts import Page
    from ingest.extract.sentences import Sentence

_JOINTS: Final = frozenset({"for", "of", "the", "and", "'s", "on", "in", "to"})
_CLOSE: Final = 3
_WORDS: Final = 14


def find_speaker(page: Page, sentence: Sentence) -> str | None:
    """The institution to which a sentence attributes what it says, by its full name; None where it names none.

    A sentence that refers back ("the centre said") names none.
    """
    heads = page.marks_in("report.originators", sentence.first, sentence.last)
    if not heads:
        return None
    verbs = [index for index, _ in page.marks_in("report.verbs", sentence.first, sentence.last)]
    sources = [index for index, _ in page.marks_in("report.sources", sentence.first, sentence.last)]
    if not verbs and not sources:
        return None
    for head, _ in heads:
        if not page.scene.tokens.capital(head):
            if any(0 < verb - head <= _CLOSE for verb in verbs):
                return None  # "the centre said": a name given earlier speaks on
            continue
        first, last = _name_around(page, head, sentence)
        said = any(0 <= verb - last <= _CLOSE for verb in verbs) or any(0 < first - verb <= _CLOSE for verb in verbs)
        if last - first > 1 and (said or any(0 < first - source <= _CLOSE + 1 for source in sources)):
            return page.scene.tokens.slice(first, last)
    return None


def _name_around(page: Page, head: int, sentence: Sentence) -> tuple[int, int]:
    words, capitals, first, last = page.scene.tokens.word, page.scene.tokens.capitals, head, head + 1
    low, high = max(sentence.first, head - _WORDS), min(sentence.last, head + _WORDS)
    while first > low and (capitals[first - 1] or words[first - 1] in _JOINTS):
        first -= 1
    while first < head and not (capitals[first] and words[first] not in _SMALL):
        first += 1
    while last < high and (capitals[last] or words[last] in _JOINTS):
        last += 1
    while last > head + 1 and not capitals[last - 1]:
        last -= 1
    return first, last


_SMALL: Final = frozenset({"the", "a", "an", "in", "on"})
