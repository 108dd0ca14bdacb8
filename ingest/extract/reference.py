"""The day on which a report was made: from its own date line, from "said on Sunday", else from its publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.extract.dates import DateMention
    from ingest.extract.lexicon import Marks
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens

_OLDEST: Final = timedelta(days=62)
_SHORT_LINE: Final = 16
_EARLY: Final = 8
_BEFORE: Final = 6
_AFTER: Final = 3
_NOT_OWN: Final = frozenset({"since", "from", "between", "until", "to", "on"})


@dataclass(slots=True, frozen=True)
class Reference:
    """The reference day, and the dates that only say when something was said (by their first token)."""

    day: date
    spoken: frozenset[int]


def find_reference(
    tokens: Tokens, sentences: Sequence[Sentence], dates: Sequence[DateMention], reports: Marks, published: date
) -> Reference:
    """Find the reference day of a report that was published on `published`."""
    spoken = {mention.first: mention for mention in dates if _is_spoken(tokens, mention, reports)}
    own = _own_date(tokens, sentences, dates, published)
    if own is None:
        early = sentences[min(_EARLY, len(sentences)) - 1].last if sentences else 0
        first = next((mention for place, mention in spoken.items() if place < early), None)
        span = first.resolve(published) if first else None
        own = span[0] if span and published - span[0] <= _OLDEST else None
    return Reference(own or published, frozenset(spoken))


def _own_date(
    tokens: Tokens, sentences: Sequence[Sentence], dates: Sequence[DateMention], published: date
) -> date | None:
    """The full date that a short line of the text, else the title, gives as its own."""
    lines = {}
    for sentence in sentences:
        if sentence.line == 0 or sentence.last - sentence.first <= _SHORT_LINE:
            lines.update(dict.fromkeys(range(sentence.first, sentence.last), sentence.line))
    candidates = []
    for mention in dates:
        before = tokens.word[mention.first - 1] if mention.first else ""
        if mention.first in lines and mention.whole and mention.until is None and before not in _NOT_OWN:
            span = mention.resolve(published)
            if span and -timedelta(days=1) <= published - span[0] <= _OLDEST:
                candidates.append((lines[mention.first] == 0, mention.first, span[0]))
    return min(candidates)[2] if candidates else None


def _is_spoken(tokens: Tokens, mention: DateMention, reports: Marks) -> bool:
    """Whether a day name stands with a word of saying: `said on Sunday`, `on Thursday said`."""
    if mention.day is None and mention.weekday is None and mention.shift is None:
        return False
    before = range(max(0, mention.first - _BEFORE), mention.first)
    if any(place in reports and not _crosses(tokens, reports[place][0], mention.first) for place in before):
        return True
    return any(place in reports for place in range(mention.last, min(mention.last + _AFTER, len(tokens))))


def _crosses(tokens: Tokens, first: int, last: int) -> bool:
    """Whether something else than a short adverbial stands between."""
    return any(tokens.word[place] in _CROSSINGS or tokens.kind[place] == NUMERAL for place in range(first, last))


_CROSSINGS: Final = frozenset({",", ";", ":", "that", "\n", ".", "“", '"'})
