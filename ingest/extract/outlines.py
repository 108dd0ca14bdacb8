"""Lists by their outline: lines set in, or marked as items, under a line that counts the same are its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.drafts import Draft
from ingest.extract.grids import BAR
from ingest.extract.splits import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.drafts import Findings, Page

_SET_IN: Final = 2
"""In characters: one more may be a slip."""


class _Line(NamedTuple):
    """A line that counts something, how far it is set in, and whether it is an item of a list."""

    indent: int
    bullet: bool
    paragraph: int
    drafts: list[Draft]


def settle_outlines(page: Page, read: Iterable[tuple[Findings, Sequence[Draft]]]) -> None:
    """Make the figures of inner lines parts of those that the line above them counts."""
    above: list[_Line] = []
    number = -1
    for findings, drafts in read:
        sentence = findings.sentence
        if sentence.line == number and above:
            above[-1].drafts.extend(drafts)
            continue
        number = sentence.line
        line = _Line(_indent(page, sentence.first), sentence.bullet, sentence.paragraph, list(drafts))
        while above and not _is_above(above[-1], line):
            above.pop()
        for draft in drafts:
            if above and draft.joint != BAR and _heads_place(findings):
                _join(draft, above)
        above.append(line)


def _indent(page: Page, first: int) -> int:
    tokens = page.scene.tokens
    begin = tokens.text.rfind("\n", 0, tokens.start[first]) + 1
    line = tokens.text[begin : tokens.start[first]]
    return len(line) - len(line.lstrip())


def _is_above(outer: _Line, line: _Line) -> bool:
    """Whether a line stands under another: set in below it, or an item below what is none."""
    if outer.paragraph != line.paragraph:
        return False
    return line.indent >= outer.indent + _SET_IN or (line.bullet and not outer.bullet and line.indent >= outer.indent)


def _heads_place(findings: Findings) -> bool:
    """Whether a line begins with the name of the place of which it tells."""
    first = next((place for place in findings.places if place.text), None)
    return first is not None and first.first == findings.sentence.first


def _join(draft: Draft, above: Sequence[_Line]) -> None:
    if draft.whole is not None or draft.compared or draft.noun is None:
        return
    for line in reversed(above):
        for whole in line.drafts:
            same = whole.indicator is draft.indicator and whole.noun and whole.noun.unit == draft.noun.unit
            if same and whole.whole is not draft and whole.value >= draft.value and not whole.compared:
                join(draft, whole)
                return
