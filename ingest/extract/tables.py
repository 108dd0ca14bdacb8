"""Tables in a text: a row a line, cells parted by bars, as in `| Province | Deaths |`, with or without the outer ones.

The head of a column names what its numbers count and the first cell of a row where; in a table of two columns the first
cell names what is counted. What neither names stays unread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Time
from ingest.extract.counted import Counted
from ingest.extract.drafts import Draft
from ingest.extract.lexicon import Event, Indicator, Noun
from ingest.extract.text import WORD

if TYPE_CHECKING:
    from ingest.extract.drafts import Findings, Page
    from ingest.extract.numbers import Number

_BAR: Final = "|"
_PEOPLE: Final = Noun("person", "person")
_NEXT_LINES: Final = 2
"""A row follows its head at once, or after the ruler that stands between head and body."""

Cell = tuple[int, int]
"""First token of a cell and the token after its last."""


@dataclass(slots=True)
class Head:
    """What a cell of words says that numbers count."""

    noun: Noun
    event: Event | None
    indicator: Indicator
    cell: Cell


@dataclass(slots=True)
class Table:
    """The table that is being read: the heads of its columns, the periods they name, the figures of each so far."""

    line: int = -1
    heads: list[Head | None] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    above: dict[int, list[Draft]] = field(default_factory=dict)

    def holds(self, page: Page, findings: Findings) -> bool:
        """Whether a line is a row: barred on both sides, or of as many cells as the head above it, or such a head."""
        words, sentence = page.scene.tokens.word, findings.sentence
        if _BAR not in words[sentence.first : sentence.last] or sentence.last - sentence.first == 1:
            return False
        if words[sentence.first] == _BAR == words[sentence.last - 1] or not _counts(findings):
            return True
        return self._goes_on(findings) and len(_cells(page, findings)) == len(self.heads)

    def _goes_on(self, findings: Findings) -> bool:
        return findings.sentence.line - self.line <= _NEXT_LINES

    def read_row(self, page: Page, findings: Findings) -> list[Draft]:
        """Return the figures of a row; a row of words alone is the head of those below it."""
        cells = _cells(page, findings)
        if not self._goes_on(findings):
            self.heads, self.times = [], []
        if not _counts(findings) and any(_is_worded(page, cell) for cell in cells[1:]):
            self.heads, self.times, self.above = [_head(page, findings, cell) for cell in cells], findings.times, {}
        else:
            findings.times = [*self.times, *findings.times]
        self.line = findings.sentence.line
        return [
            draft
            for place, cell in enumerate(cells[1:], start=1)
            if (draft := self._read_cell(page, findings, place, cells[0], cell))
        ]

    def _read_cell(self, page: Page, findings: Findings, place: int, first: Cell, cell: Cell) -> Draft | None:
        number = _only_number(findings, cell)
        column = self.heads[place] if place < len(self.heads) else None
        head = column or _head(page, findings, first)
        if number is None or head is None:
            return None
        draft = Draft(number, Counted(head.noun, number.first, number.last), number.first, number.last, joint=_BAR)
        draft.noun, draft.event, draft.indicator, draft.rest = head.noun, head.event, head.indicator, head.cell
        above = self.above.setdefault(place, [])
        if page.marks_in("table.totals", *first):
            for part in above:
                part.whole = part.whole or draft
        elif column and _is_worded(page, first):
            draft.roles[head.indicator.place] = page.scene.tokens.slice(*first)
            above.append(draft)
        return draft


def _counts(findings: Findings) -> bool:
    return any(number.reason is None for number in findings.numbers)


def _cells(page: Page, findings: Findings) -> list[Cell]:
    words, first, last = page.scene.tokens.word, findings.sentence.first, findings.sentence.last
    bars = [index for index in range(first, last) if words[index] == _BAR]
    if bars[0] != first:
        bars.insert(0, first - 1)
    if bars[-1] != last - 1:
        bars.append(last)
    return [(left + 1, right) for left, right in pairwise(bars)]


def _is_worded(page: Page, cell: Cell) -> bool:
    return any(page.scene.tokens.kind[index] == WORD for index in range(*cell))


def _only_number(findings: Findings, cell: Cell) -> Number | None:
    inside = [number for number in findings.numbers if cell[0] <= number.first < cell[1] and number.reason is None]
    return inside[0] if len(inside) == 1 else None


def _head(page: Page, findings: Findings, cell: Cell) -> Head | None:
    """What a cell says is counted: its first noun, else people, and what happened to it; None where nothing is said."""
    marks = page.scene.marks.get("noun", {})
    nouns = [marks[index][1] for index in range(*cell) if index in marks]
    events = sorted((one for first, _, one in findings.events if cell[0] <= first < cell[1]), key=lambda one: one.weak)
    if (not nouns and not events) or page.marks_in("table.rates", *cell):
        return None
    noun, indicators = nouns[0] if nouns else _PEOPLE, page.lexicon.indicators
    for event in () if noun.fixed else events:
        code = page.lexicon.code_of(noun, event.sense)
        if code:
            return Head(noun, event, indicators[code], cell)
    if noun.indicator:
        return Head(noun, None, indicators[noun.indicator], cell)
    headed = (page.lexicon.code_of(noun, event.sense) for event in page.heading_events)
    code = next((code for code in headed if code), None) or page.counted_before.get(noun.unit)
    return Head(noun, None, indicators[code or "other"], cell) if noun.unit in ("person", "family") or code else None
