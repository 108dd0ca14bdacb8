"""Lines that are rows of a table, cut into cells: by bars, by tabs or wide gaps, by a leader of dots, by strokes.

A row of a table without bars is one only if nothing but a number stands in each cell behind its label.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.text import BREAK, MARK, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page
    from ingest.extract.numbers import Number
    from ingest.extract.sentences import Sentence
    from ingest.extract.text import Tokens

BAR: Final = "|"
_STROKE: Final = "/"
_SEVERAL: Final = 2
_GAP: Final = 3
"""In characters: two may stand behind a full stop."""
_LEADER: Final = 3
"""How many dots lead from a label to its number."""
_BLANKS: Final = frozenset("-–—‒−*.…")
_LABELLING: Final = frozenset(":–—-")
_CLOSING: Final = frozenset("%)*")

Cell = tuple[int, int]
"""First token of a cell and the token after its last; empty where nothing stands in it."""


class Row(NamedTuple):
    """A line of a table: its cells, the first of them its label; a `head` names what the cells below it count."""

    cells: tuple[Cell, ...]
    kind: str
    indent: int = 0
    """How far the line is set in."""
    head: bool = False


class Grid:
    """What cuts the lines of one text; it looks only for the marks that the text holds."""

    def __init__(self, text: str) -> None:
        barred, gapped, led, stroked = (
            "|" in text,
            "   " in text or "\t" in text,
            "..." in text or "…" in text,
            (" / " in text),
        )
        self._cutters: Final = tuple(
            cut
            for here, cut in ((barred, _cut_bars), (gapped, _cut_gaps), (led, _cut_leader), (stroked, _cut_strokes))
            if here
        )

    def cut(self, page: Page, findings: Findings, following: Findings | None) -> Row | None:
        """The row that a line is, None where it is none; a head is told by the row that follows it."""
        for cut in self._cutters:
            if row := cut(page, findings, following):
                return row
        return None


def only_number(findings: Findings, cell: Cell) -> Number | None:
    """The number of a cell, but for what stands behind it in brackets; None where several count or none does."""
    inside = [number for number in findings.numbers if cell[0] <= number.first < cell[1] and number.reason is None]
    return inside[0] if len(inside) == 1 else None


def is_worded(page: Page, cell: Cell) -> bool:
    """Whether a cell holds a word."""
    return any(page.scene.tokens.kind[index] == WORD for index in range(*cell))


def _counts(findings: Findings) -> bool:
    return any(number.reason is None for number in findings.numbers)


def _leads(findings: Findings, cell: Cell) -> bool:
    """Whether a cell begins with a number that counts."""
    return any(
        cell[0] <= number.first and number.outer <= cell[0] + 1 and number.last <= cell[1]
        for number in findings.numbers
        if number.reason is None and cell[0] <= number.first < cell[1]
    )


def _cut_bars(page: Page, findings: Findings, following: Findings | None) -> Row | None:
    """`| Punjab | 17 | 40 |`, with or without the outer bars."""
    words, (first, last) = page.scene.tokens.word, findings.sentence[:2]
    if BAR not in words[first:last] or last - first == 1:
        return None
    bars = [index for index in range(first, last) if words[index] == BAR]
    framed = bars[0] == first and bars[-1] == last - 1
    if bars[0] != first:
        bars.insert(0, first - 1)
    if bars[-1] != last - 1:
        bars.append(last)
    cells = tuple((left + 1, right) for left, right in pairwise(bars))
    body = any(_leads(findings, cell) for cell in cells[1:])
    head = not body and any(is_worded(page, cell) for cell in cells[1:])
    if head and not framed:
        below = _cut_bars(page, following, None) if following and following is not findings else None
        head = below is not None and not below.head and len(below.cells) == len(cells)
    return Row(cells, BAR, head=head) if framed or head or (body and len(cells) > 1) else None


def _cut_gaps(page: Page, findings: Findings, following: Findings | None) -> Row | None:
    """`Aleppo      17      40`: cells parted by tabs or by several spaces."""
    row = _cut_line(page, findings.sentence)
    if row is None:
        return None
    cells, indent = row
    if _fills(page, findings, cells):
        return Row(cells, " ", indent)
    below = _cut_line(page, following.sentence) if following else None
    if following is None or below is None or not _fills(page, following, below[0]):
        return None
    if any(_leads(findings, cell) for cell in cells) or len(below[0]) - len(cells) not in (0, 1):
        return None
    if len(below[0]) > len(cells):
        cells = ((findings.sentence.first, findings.sentence.first), *cells)
    return Row(cells, " ", indent, head=True)


def _cut_line(page: Page, sentence: Sentence) -> tuple[tuple[Cell, ...], int] | None:
    """The cells of a whole line that gaps part, and how far it is set in."""
    tokens = page.scene.tokens
    if not _is_line(tokens, sentence):
        return None
    cuts = [index for index in range(sentence.first + 1, sentence.last) if _is_gap(tokens, index)]
    if not cuts:
        return None
    bounds = [sentence.first, *cuts, sentence.last]
    return tuple(pairwise(bounds)), _indent(tokens, sentence.first)


def _is_line(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether a sentence is all that stands in its line."""
    first, last = sentence.first, sentence.last
    before = first == 0 or tokens.kind[first - 1] == BREAK or sentence.bullet
    return before and (last >= len(tokens) or tokens.kind[last] == BREAK)


def _is_gap(tokens: Tokens, index: int) -> bool:
    wide = tokens.start[index] - tokens.end[index - 1]
    return wide >= _GAP or (wide > 0 and "\t" in tokens.text[tokens.end[index - 1] : tokens.start[index]])


def _indent(tokens: Tokens, first: int) -> int:
    begin = tokens.start[first]
    return begin - (tokens.text.rfind("\n", 0, begin) + 1)


def _fills(page: Page, findings: Findings, cells: Sequence[Cell]) -> bool:
    """Whether nothing but numbers stands behind the label of a row, and one at least."""
    if len(cells) < _SEVERAL or not is_worded(page, cells[0]) or _counts_in(findings, cells[0]):
        return False
    numbers = [_is_number(page, findings, cell) for cell in cells[1:]]
    return any(numbers) and all(one or _is_blank(page, cell) for one, cell in zip(numbers, cells[1:], strict=True))


def _counts_in(findings: Findings, cell: Cell) -> bool:
    return any(cell[0] <= number.first < cell[1] and number.reason is None for number in findings.numbers)


def _is_number(page: Page, findings: Findings, cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else but a sign, a unit, or what stands in brackets."""
    number = next((one for one in findings.numbers if cell[0] <= one.first < cell[1] and one.reason is None), None)
    if number is None or number.outer > cell[0] + 1:
        return False
    after = page.scene.word(number.last)
    return number.last + 1 >= cell[1] or after == "("


def _is_blank(page: Page, cell: Cell) -> bool:
    """Whether a cell says that nothing is known, or holds a share: `–`, `n/a`, `12%`."""
    words, kinds = page.scene.tokens.word[slice(*cell)], page.scene.tokens.kind[slice(*cell)]
    shares = all(kind in (NUMERAL, MARK) or word in _CLOSING for kind, word in zip(kinds, words, strict=True))
    return _BLANKS.issuperset(words) or words in (["n", "/", "a"], ["na"], ["nil"]) or shares


def _cut_leader(page: Page, findings: Findings, _following: Findings | None) -> Row | None:
    """`Suspects arrested ........ 13,617`."""
    tokens, sentence = page.scene.tokens, findings.sentence
    if not findings.numbers or not _is_line(tokens, sentence):
        return None
    words, number = tokens.word, findings.numbers[-1]
    label = dots = number.outer
    while label > sentence.first and words[label - 1] in (".", "…", "·"):
        label -= 1
    led = dots - label >= _LEADER or words[label:dots] == ["…"]
    if not led or label == sentence.first or number.reason is not None:
        return None
    cells = ((sentence.first, label), (number.outer, sentence.last))
    return Row(cells, ".", _indent(tokens, sentence.first)) if _fills(page, findings, cells) else None


def _cut_strokes(page: Page, findings: Findings, following: Findings | None) -> Row | None:
    """`Health: 400 / 120 / $5 M`, under a head `(in need / reached / funds required)`."""
    words, sentence = page.scene.tokens.word, findings.sentence
    strokes = [index for index in range(sentence.first, sentence.last) if words[index] == _STROKE]
    if len(strokes) < 1 or not _is_line(page.scene.tokens, sentence):
        return None
    if not _counts(findings):
        return _cut_stroked_head(page, findings, following, strokes)
    first = next(number.outer for number in findings.numbers if number.reason is None)
    label = first
    while label > sentence.first and words[label - 1] in _LABELLING:
        label -= 1
    if not sentence.first < label < first or strokes[0] < first:
        return None
    bounds = [first - 1, *strokes, sentence.last]
    cells = ((sentence.first, label), *((left + 1, right) for left, right in pairwise(bounds)))
    return Row(cells, _STROKE) if _fills(page, findings, cells) else None


def _cut_stroked_head(page: Page, findings: Findings, following: Findings | None, strokes: Sequence[int]) -> Row | None:
    words, sentence = page.scene.tokens.word, findings.sentence
    if following is None or not _counts(following):
        return None
    below = _cut_strokes(page, following, None)
    first, last = sentence.first, sentence.last
    if "(" in words[first : strokes[0]]:
        first = first + words[first : strokes[0]].index("(")
        last = next((index for index in range(strokes[-1], last) if words[index] == ")"), last)
    elif ":" in words[first : strokes[0]]:
        first = first + words[first : strokes[0]].index(":")
    if below is None or len(below.cells) != len(strokes) + _SEVERAL:
        return None
    bounds = [first, *strokes, last]
    cells = ((sentence.first, first), *((left + 1, right) for left, right in pairwise(bounds)))
    return Row(cells, _STROKE, head=True)
