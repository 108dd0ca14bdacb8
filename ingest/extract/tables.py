"""Tables in a text: what each number counts by the head of its column, the label of its row and the caption above.

The head of a column names what its numbers count, or when; the label of a row where, or when, or what is counted. What
no one of them names stays unread. A row of totals is the whole of the rows above it, a row that is not set in that of
the rows below it which are, a column of people that of the columns of women and children to its right.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ingest.extract.columns import Head, Saying, is_share, read_saying, settle_head
from ingest.extract.counted import Counted, read_counted
from ingest.extract.drafts import Draft
from ingest.extract.grids import BAR, Cell, Grid, Row, is_worded, only_number

if TYPE_CHECKING:
    from ingest.extract.calendars import Time
    from ingest.extract.drafts import Findings, Page
    from ingest.extract.numbers import Number
    from ingest.extract.sentences import Sentence

_NEXT_LINES: Final = 2
"""A row follows its head at once, or after the ruler that stands between head and body."""
_NONE: Final = Saying((0, 0))


@dataclass(slots=True)
class Told:
    """A row that was read: how far it is set in, and the figure of each of its columns."""

    indent: int
    drafts: dict[int, Draft]
    label: Saying


@dataclass(slots=True)
class Table:
    """The table that is being read: what its columns say, the caption above it, its rows so far."""

    grid: Grid
    line: int = -1
    kind: str = ""
    heads: list[Saying] = field(default_factory=list)
    corner: Cell = (0, 0)
    caption: Saying = _NONE
    rows: list[Told] = field(default_factory=list)
    row: Row | None = None
    """The row that was found last."""
    title: Saying = _NONE
    """What the line above says, if it counts nothing."""
    title_line: int = -1

    def holds(self, page: Page, findings: Findings, following: Findings | None) -> bool:
        """Whether a line is a row: under a head, or with a label that says what is counted, or a head itself."""
        row = self.row = self.grid.cut(page, findings, following) if findings.sentence.line else None
        if row is None:
            return False
        goes_on = self._goes_on(findings.sentence) and row.kind == self.kind
        if row.kind == BAR:
            words, sentence = page.scene.tokens.word, findings.sentence
            framed = words[sentence.first] == BAR == words[sentence.last - 1]
            return framed or row.head or (goes_on and len(row.cells) == len(self.heads))
        if row.head or (goes_on and (self.heads or self.rows)):
            return True
        return row.kind != "/" and settle_head(page, [read_saying(page, findings, row.cells[0])]) is not None

    def _goes_on(self, sentence: Sentence) -> bool:
        return sentence.line - self.line <= _NEXT_LINES

    def leave(self, page: Page, findings: Findings, *, told: bool) -> None:
        """End a line that is no row: what it says heads the table below it, if it counts nothing."""
        sentence = findings.sentence
        self.kind = ""
        if told or not sentence.line:
            self.title, self.title_line = _NONE, -1
        elif sentence.line != self.title_line or not self.title.time:
            self.title = read_saying(page, findings, (sentence.first, sentence.last))
            self.title_line = sentence.line

    def read_row(self, page: Page, findings: Findings) -> list[tuple[Draft, Time | None]]:
        """Return the figures of a row, each with the period that its column, its row or the caption names."""
        row = self.row
        if row is None:
            return []
        sentence = findings.sentence
        if not self._goes_on(sentence) or row.kind != self.kind:
            near = 0 < sentence.line - self.title_line <= _NEXT_LINES
            self.heads, self.corner, self.rows = [], (0, 0), []
            self.caption = self.title if near else _NONE
        self.line, self.kind = sentence.line, row.kind
        if row.head:
            self.heads = [read_saying(page, findings, cell) for cell in row.cells]
            self.corner, self.rows = row.cells[0], []
            if row.kind == "/":
                self.caption = replace(read_saying(page, findings, row.cells[0]), time=self.caption.time)
            return []
        return self._read_cells(page, findings, row)

    def _read_cells(self, page: Page, findings: Findings, row: Row) -> list[tuple[Draft, Time | None]]:
        label = read_saying(page, findings, row.cells[0])
        parent = self._parent(row)
        place = self._place(page, findings, row.cells[0], label, parent)
        told = Told(row.indent, {}, label)
        found: list[tuple[Draft, Time | None]] = []
        for column, cell in enumerate(row.cells[1:], start=1):
            number = only_number(findings, cell)
            saying = self._column(page, row, column)
            if number is None or saying.rate:
                continue
            counted = read_counted(page.scene, number, cell[1])
            head = self._head(page, _own(cell, counted), saying, label, parent, place)
            if head is None:
                continue
            draft = _draft(number, counted, head, saying)
            where = place if place and not label.total else None if saying.speaks else saying.place
            if where:
                draft.roles[_role(draft)] = where
            told.drafts[column] = draft
            found.append((draft, saying.time or label.time or self.caption.time))
            if saying.planned or label.planned:
                draft.status = "planned"
        self._join(told, label, parent)
        self.rows.append(told)
        return found

    def _column(self, page: Page, row: Row, column: int) -> Saying:
        """The head of a column; where a line leaves cells out, that which stands above its number."""
        if len(row.cells) == len(self.heads):
            return self.heads[column]
        if row.kind != " " or not self.heads:
            return self.heads[column] if column < len(self.heads) else _NONE
        tokens = page.scene.tokens
        end = tokens.end[row.cells[column][1] - 1]
        begin = tokens.text.rfind("\n", 0, end)
        places = [(_column_end(page, head.cell), head) for head in self.heads[1:] if head.cell[1] > head.cell[0]]
        return min(places, key=lambda one: abs(one[0] - (end - begin)), default=(0, _NONE))[1]

    def _parent(self, row: Row) -> Told | None:
        """The row that is set in less than this one, of which it is a part."""
        if row.kind == BAR:
            return None
        for told in reversed(self.rows):
            if told.indent < row.indent:
                return told
        return None

    def _place(self, page: Page, findings: Findings, cell: Cell, label: Saying, parent: Told | None) -> str | None:
        """The place that a label names: known as one, or a name in a column of places."""
        named = next((one for one in findings.places if one.text and cell[0] <= one.first < cell[1]), None)
        if label.time or label.total:
            return None
        if page.marks_in("table.sorts", *self.corner):
            return None
        if page.marks_in("place.types", *self.corner) and is_worded(page, cell):
            return named.text if named and named.kind and named.first == cell[0] else page.scene.tokens.slice(*cell)
        if named and (named.level or named.first == cell[0] or page.scene.word(named.first - 1) == "("):
            whole = named.first == cell[0] and named.after < cell[1] and not label.speaks
            return page.scene.tokens.slice(*cell) if whole else named.text
        if label.speaks or not is_worded(page, cell) or not page.scene.tokens.capital(cell[0]):
            return None
        return page.scene.tokens.slice(*cell) if self.heads[1:] or parent else None

    def _head(
        self, page: Page, own: Saying, column: Saying, label: Saying, parent: Told | None, place: str | None
    ) -> Head | None:
        if parent:
            whole = next(iter(parent.drafts.values()), None)
            if whole and whole.noun and whole.indicator:
                noun = whole.noun
                if label.noun and not label.noun.fixed and not place and label.noun.unit == noun.unit:
                    noun = label.noun
                return Head(noun, whole.event, whole.indicator)
        sayings = [own, column]
        if is_share(column):
            sayings += [one for one in reversed(self.heads[1 : self.heads.index(column)]) if one.noun][:1]
        if column.planned and not _happens(sayings):
            sayings += [one for one in self.heads[1:] if not one.planned and _happens([one])][:1]  # Planned | Reached
        if column.total and not column.speaks:
            shares = [one for one in self.heads[1:] if one.noun]
            sayings += [replace(one, noun=one.noun and replace(one.noun, population=None)) for one in shares[:1]]
        if not place or label.events:
            sayings.append(label)
        return settle_head(page, sayings if _happens(sayings) else [*sayings, self.caption])

    def _join(self, told: Told, label: Saying, parent: Told | None) -> None:
        """Say of the figures of a row what they are parts of."""
        for column, draft in told.drafts.items():
            if label.total:
                for row in self.rows:
                    part = row.drafts.get(column)
                    if part and part.whole is None and _alike(part, draft):
                        part.whole = draft
            elif self._is_total(column):
                self._join_shares(told, column, draft)
            elif parent and (whole := parent.drafts.get(column)) and whole.value >= draft.value:
                draft.whole = whole
            elif self.heads and column < len(self.heads) and is_share(self.heads[column]):
                left = [told.drafts[one] for one in range(1, column) if one in told.drafts]
                draft.whole = next((one for one in reversed(left) if _holds(one, draft)), None)

    def _is_total(self, column: int) -> bool:
        return column < len(self.heads) and self.heads[column].total

    def _join_shares(self, told: Told, column: int, whole: Draft) -> None:
        """Make columns that add up to the one headed "Total" its parts."""
        parts = [part for place, part in told.drafts.items() if place != column and part.whole is None]
        parts = [part for part in parts if part.indicator is whole.indicator and _same_unit(part, whole)]
        if len(parts) > 1 and sum(part.value for part in parts) == whole.value:
            for part in parts:
                part.whole = whole


def _same_unit(part: Draft, whole: Draft) -> bool:
    return part.noun is not None and whole.noun is not None and part.noun.unit == whole.noun.unit


def _happens(sayings: list[Saying]) -> bool:
    """Whether sayings tell what happened and not only who or what is counted."""
    return any(one.events or one.served or (one.noun and one.noun.indicator) for one in sayings)


def _column_end(page: Page, cell: Cell) -> int:
    tokens = page.scene.tokens
    end = tokens.end[cell[1] - 1]
    return end - tokens.text.rfind("\n", 0, end)


def _own(cell: Cell, counted: Counted) -> Saying:
    """What a number says itself that it counts: `$5 M`, `17 t`."""
    noun = counted.noun
    return _NONE if noun is None or noun.guessed else Saying(cell, noun)


def _draft(number: Number, own: Counted, head: Head, column: Saying) -> Draft:
    counted = Counted(own.noun or head.noun, number.first, max(own.last, number.last))
    draft = Draft(number, counted, number.first, number.last, joint=BAR)
    draft.noun, draft.event, draft.indicator, draft.rest = head.noun, head.event, head.indicator, column.cell
    return draft


def _role(draft: Draft) -> str:
    """The role of the place of a row: things that were sent went there."""
    home = draft.indicator.place if draft.indicator else "location"
    return "destination" if home == "location" and draft.event and draft.event.sense == "send" else home


def _alike(part: Draft, whole: Draft) -> bool:
    return part.indicator is whole.indicator and part.value <= whole.value


def _holds(whole: Draft, part: Draft) -> bool:
    """Whether a figure to the left counts the people of whom another counts the women or the children."""
    if whole.noun is None or whole.whole is not None or whole.value < part.value:
        return False
    return whole.indicator is part.indicator and whole.noun.population not in ("children", "women", "men")
