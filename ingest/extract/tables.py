"""Rows of cells: the head of a column says what the numbers below it count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.antecedents import PERSON
from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page
    from ingest.extract.lexicon import Event, Noun

_BAR: Final = "|"
_RATES: Final = frozenset({"%", "rate", "percentage", "ratio", "share", "cfr", "percent"})


class Column(NamedTuple):
    """What the head of a column names; where it names nothing, its cells count nothing."""

    noun: Noun | None
    event: Event | None


def read_head(page: Page, findings: Findings) -> list[Column] | None:
    """The columns of a line of cells without numbers, None where the line is no head of a table."""
    tokens, sentence = page.scene.tokens, findings.sentence
    cells = _cells(tokens.word, sentence.first, sentence.last)
    if len(cells) <= 1 or any(tokens.kind[index] == NUMERAL for index in range(sentence.first, sentence.last)):
        return None
    if not any(tokens.kind[index] == WORD for index in range(sentence.first, sentence.last)):
        return page.columns  # a rule between head and rows
    return [_read_column(page, first, last) for first, last in cells]


def column_of(page: Page, findings: Findings, index: int) -> Column | None:
    """The column in which a token of a row stands, None outside tables."""
    columns, sentence = page.columns, findings.sentence
    if not columns:
        return None
    words = page.scene.tokens.word
    place = words[sentence.first : index].count(_BAR)
    if words[sentence.first : sentence.last].count(_BAR) != len(columns) - 1:
        return None
    return columns[place]


def _cells(words: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    bars = [index for index in range(first, last) if words[index] == _BAR]
    return list(zip([first, *(bar + 1 for bar in bars)], [*bars, last], strict=True))


def _read_column(page: Page, first: int, last: int) -> Column:
    nouns = [noun for _, noun in page.marks_in("noun", first, last)]
    events = [event for _, event in page.marks_in("event", first, last)]
    if _RATES.intersection(page.scene.tokens.word[first:last]):
        return Column(None, None)
    noun, event = nouns[-1] if nouns else None, events[-1] if events else None
    if noun is None and event is not None and page.lexicon.indicator_of(PERSON.kind, event.sense):  # type: ignore[attr-defined]
        noun = PERSON
    return Column(noun, event)  # type: ignore[arg-type]
