"""Lists by their outline: lines set in, or marked as items, under a line that counts the same are its parts.

So are lines of places side by side that together make up a total told before them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.drafts import Draft
from ingest.extract.grids import BAR
from ingest.extract.splits import join
from ingest.extract.text import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.drafts import Findings, Page

_SET_IN: Final = 2
"""In characters: one more may be a slip."""
_ITEMS: Final = frozenset("-–—•·*▪▫◦‣")
"""Marks of items, which stand below a line that a pictogram marks."""
_SEVERAL: Final = 2
_NAME: Final = 4
_KEPT: Final = 40
"""How many figures back a total can stand."""


class _Line(NamedTuple):
    """A line that counts something: how far it is set in, the mark before it, its paragraph, its figures."""

    indent: int
    mark: str
    paragraph: int
    drafts: list[Draft]


@dataclass(slots=True)
class _Outline:
    """The lines above, the outer ones first, and the lines of places side by side so far."""

    above: list[_Line] = field(default_factory=list)
    beside: list[Draft] = field(default_factory=list)
    level: int = 0
    told: list[Draft] = field(default_factory=list)

    def close(self) -> None:
        """End a run of lines of places: what they make up together is a total told before."""
        groups: dict[tuple[str, str], list[Draft]] = {}
        for draft in self.beside:
            if draft.whole is None and draft.indicator and draft.noun:
                groups.setdefault((draft.indicator.code, draft.noun.unit), []).append(draft)
        for group in groups.values():
            if len(group) < _SEVERAL:
                continue
            total = sum((draft.value for draft in group), Decimal(0))
            whole = next(
                (one for one in reversed(self.told[-_KEPT:]) if one.value == total and _alike(one, group[0])), None
            )
            if whole and total > max(draft.value for draft in group):
                for draft in group:
                    join(draft, whole)
        self.told += self.beside
        self.beside = []


def settle_outlines(page: Page, read: Iterable[tuple[Findings, Sequence[Draft]]]) -> None:
    """Make the figures of inner lines parts of those that the line above them counts."""
    outline, number = _Outline(), -1
    for findings, drafts in read:
        sentence = findings.sentence
        if sentence.line == number and outline.above:
            outline.above[-1].drafts.extend(drafts)
            outline.told += drafts
            continue
        number = sentence.line
        line = _Line(*_margin(page, sentence.first), sentence.paragraph, list(drafts))
        while outline.above and not _is_above(outline.above[-1], line):
            outline.above.pop()
        heads = _heads_place(page, findings) and bool(drafts) and drafts[0].joint != BAR
        for draft in drafts if heads else ():
            _join(draft, outline.above)
        if not heads or line.indent < outline.level:
            outline.close()
        if heads and (not outline.beside or line.indent == outline.level):
            outline.level = line.indent
            outline.beside += drafts
        else:
            outline.told += drafts
        outline.above.append(line)
    outline.close()


def _margin(page: Page, first: int) -> tuple[int, str]:
    """How far the line of a token is set in, and the mark that stands before it."""
    tokens = page.scene.tokens
    begin = tokens.text.rfind("\n", 0, tokens.start[first]) + 1
    lead = tokens.text[begin : tokens.start[first]]
    return len(lead) - len(lead.lstrip()), lead.strip()[:1]


def _is_above(outer: _Line, line: _Line) -> bool:
    """Whether a line stands under another: set in below it, or an item below what is none."""
    if outer.paragraph != line.paragraph:
        return False
    item = bool(line.mark) and (not outer.mark or (line.mark in _ITEMS and outer.mark not in _ITEMS))
    return line.indent >= outer.indent + _SET_IN or (item and line.indent >= outer.indent)


def _heads_place(page: Page, findings: Findings) -> bool:
    """Whether a line begins with the name of the place of which it tells, or with a longer name that holds one."""
    first = next((place for place in findings.places if place.text), None)
    if first is None:
        return False
    begin, tokens = findings.sentence.first, page.scene.tokens
    return first.first - begin <= _NAME and all(
        tokens.capital(index) or tokens.kind[index] == MARK for index in range(begin, first.first)
    )


def _join(draft: Draft, above: Sequence[_Line]) -> None:
    if draft.whole is not None or draft.compared or draft.noun is None:
        return
    for line in reversed(above):
        for whole in line.drafts:
            if whole.whole is not draft and whole.value >= draft.value and not whole.compared and _alike(whole, draft):
                join(draft, whole)
                return


def _alike(whole: Draft, part: Draft) -> bool:
    """Whether two figures count the same of the same."""
    units = whole.noun is not None and part.noun is not None and whole.noun.unit == part.noun.unit
    return units and whole.indicator is part.indicator and whole.status == part.status
