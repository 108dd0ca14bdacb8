"""Lists under a lead that ends with a colon: what their lines count are parts of what the lead counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.extract.drafts import Draft
from ingest.extract.kinship import same_kind
from ingest.extract.splits import Told, join

if TYPE_CHECKING:
    from ingest.extract.drafts import Findings, Page

_ROW: Final = 8
"""A line that is no longer is a row of such a list, bullet or not."""


@dataclass(slots=True)
class Items:
    """The totals whose list is being read: `94 confirmed:` / `Almaty: 31`, `9 were hurt. By district:` / `X – 4 …`."""

    listed: Sequence[Told] = ()
    line: int = -1
    told: list[Draft] = field(default_factory=list)
    """The figures of the line so far."""
    item: int = -1
    """The last line that is marked as an item."""
    close: bool = False
    """Whether the list began right below its lead, so that it ends with the paragraph."""
    seen: dict[Decimal, Draft] = field(default_factory=dict)
    """The totals so far by their values."""
    headed: Told | None = None
    """The total that the heading above takes up: `Where the 1,146 came from`."""

    def read(self, page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
        """Read a sentence: as part of an item, as a row, as the lead of a list, else as the end of one."""
        sentence = findings.sentence
        if sentence.line != self.line:
            self.line, self.told = sentence.line, []
        if sentence.bullet:
            self.item = sentence.line
        beside = bool(self.listed) and sentence.paragraph == self.listed[0].findings.sentence.paragraph
        if self.close and not beside:
            self.listed = ()
        leads = page.scene.tokens.word[sentence.last - 1] == ":"
        if self.listed and self.item == sentence.line and not (leads and drafts):
            self.close = self.close or beside
            self._take_each(findings, drafts)
        elif not (self.listed and drafts and sentence.last - sentence.first <= _ROW and self._take_row(drafts)):
            # A lead without figures, as in `94 were confirmed. By city:`, speaks of those before it in its line.
            leading = drafts or [draft for draft in self.told if draft.whole is None]
            self.listed = [Told(draft, findings, 0, draft.value) for draft in reversed(leading)] if leads else ()
            self.close = False
        self._read_heading(findings, drafts)
        self.told += drafts

    def _read_heading(self, findings: Findings, drafts: Sequence[Draft]) -> None:
        """Make what stands under a heading that takes up a total its parts, until the next heading."""
        if findings.sentence.heading and not drafts:
            taken = (self.seen.get(number.value) for number in findings.numbers if number.value > 1)
            whole = next((draft for draft in taken if draft), None)
            self.headed = Told(whole, findings, 0, whole.value) if whole else None
        for draft in drafts:
            if draft.whole is None and draft.value > 0 and not draft.compared:
                if self.headed and _splits(draft, self.headed):
                    join(draft, self.headed.draft)
                    self.headed.left -= draft.value
                else:
                    self.seen.setdefault(draft.value, draft)

    def _take_row(self, drafts: Sequence[Draft]) -> bool:
        """Make the figures of a row parts of the totals, if all of them can be."""
        free = [draft for draft in drafts if draft.whole is None or draft.link != "breakdown"]
        wholes = [next((told for told in self.listed if _is_item(draft, told)), None) for draft in free]
        found = [(draft, told) for draft, told in zip(free, wholes, strict=True) if told]
        if len(found) < len(free):
            return False
        for draft, told in found:
            _take(draft, told)
        return True

    def _take_each(self, findings: Findings, drafts: Sequence[Draft]) -> None:
        """Make what an item counts parts of the totals that count the same, each figure by itself."""
        for draft in drafts:
            if draft.value == 0 and not findings.sentence.bullet:
                continue  # what an item adds that there was none of
            told = next((told for told in self.listed if _is_item(draft, told) and _is_same(draft, told)), None)
            if told:
                _take(draft, told)


def _take(draft: Draft, told: Told) -> None:
    """Make a figure a part of the total above its line; what it leaves unsaid is what the total says."""
    if draft.event is None:
        draft.indicator = told.draft.indicator
    join(draft, told.draft)
    told.left -= draft.value


def _is_item(draft: Draft, listed: Told) -> bool:
    if draft.whole is not None or draft.value > listed.left or draft.noun is None or listed.draft.noun is None:
        return False
    return draft.counted.noun in (None, draft.noun) and draft.noun.unit == listed.draft.noun.unit


def _splits(draft: Draft, headed: Told) -> bool:
    """Whether a figure counts of a total that the heading takes up, whatever things these are."""
    whole = headed.draft
    alike = draft.indicator is whole.indicator and draft.status == whole.status
    return alike and draft.value <= headed.left and draft.value < whole.value and same_kind(draft, whole)


def _is_same(draft: Draft, listed: Told) -> bool:
    unsaid = draft.event is None and draft.noun is not None and not draft.noun.fixed
    return unsaid or draft.indicator is listed.draft.indicator
