"""Totals that later sentences split: by lines and rows below them, by place, by exact sums."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Final

from ingest.extract.grids import BAR
from ingest.extract.items import Items
from ingest.extract.splits import FAR, Told, join, split_leaders, split_places, split_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ingest.extract.drafts import Draft, Findings, Page


def settle_breakdowns(page: Page, read: Iterable[tuple[Findings, Sequence[Draft]]]) -> None:
    """Find the wholes of figures that split a total of an earlier sentence, once all sentences are read."""
    series: dict[tuple[str, str, str], list[Told]] = {}
    items = Items()
    above: Draft | None = None
    rank = 0
    taken: dict[int, Decimal] = {}
    for findings, drafts in read:
        for draft in drafts:
            if draft.whole and draft.link in ("list", "opening"):
                taken[id(draft.whole)] = taken.get(id(draft.whole), Decimal(0)) + draft.value
        items.read(page, findings, drafts)
        tabled = bool(drafts) and drafts[0].joint == BAR
        if above and not tabled:
            _split_line(above, drafts)
        above = drafts[0] if len(drafts) == 1 and not tabled else None
        for draft in drafts:
            if draft.noun and draft.indicator:
                told = Told(draft, findings, rank, draft.value)
                series.setdefault((draft.status, draft.indicator.code, draft.noun.unit), []).append(told)
        rank += bool(drafts) and findings.sentence.line > 0
    for told in chain(*series.values()):
        told.left -= taken.get(id(told.draft), Decimal(0))
    for (status, *_), figures in ((kind, several) for kind, several in series.items() if len(several) > 1):
        _split_rows(page, figures)
        if status != "actual":
            continue
        prose = [told for told in figures if told.draft.joint != BAR]
        split_sums(page, prose)
        split_leaders(page, prose)
        split_places(page, prose)


def _split_line(whole: Draft, drafts: Sequence[Draft]) -> None:
    """Make the figures of a line parts of the lone one above it where they add up to it, whatever became of them."""
    if len(drafts) < _SEVERAL or any(draft.whole for draft in drafts):
        return
    units = {draft.noun.unit for draft in (whole, *drafts) if draft.noun}
    if len(units) > 1:
        return
    if sum(draft.value for draft in drafts) == whole.value:
        for draft in drafts:
            join(draft, whole)


_SEVERAL: Final = 2


def _split_rows(page: Page, figures: Sequence[Told]) -> None:
    """Make the cells of a column that add up to the last total before their table its parts."""
    whole: Told | None = None
    columns: dict[tuple[int, int], list[Told]] = {}
    for told in figures:
        if told.draft.joint != BAR:
            _join_columns(whole, columns)
            whole, columns = (told if told.draft.whole is None and not told.draft.compared else whole), {}
        elif whole and _is_cell(page, told, whole):
            columns.setdefault(told.draft.rest, []).append(told)
    _join_columns(whole, columns)


def _join_columns(whole: Told | None, columns: Mapping[tuple[int, int], Sequence[Told]]) -> None:
    for cells in columns.values():
        if whole and whole.left <= sum(told.draft.value for told in cells) <= whole.left * _SLACK:
            for told in cells:
                join(told.draft, whole.draft)


_SLACK: Final = Decimal("1.03")
"""A rounded total is a little smaller than the sum of its parts."""


def _is_cell(page: Page, told: Told, whole: Told) -> bool:
    near = told.rank - whole.rank <= FAR * 2
    other = told.draft.status != whole.draft.status or (told.draft.time is not None and not _is_same_time(told, whole))
    return near and not other and told.draft.whole is None and not _is_total_row(page, told)


def _is_same_time(told: Told, whole: Told) -> bool:
    return (told.draft.period, told.draft.start) == (whole.draft.period, whole.draft.start)


def _is_total_row(page: Page, told: Told) -> bool:
    first, words = told.findings.sentence.first, page.scene.tokens.word
    return bool(page.marks_in("table.totals", first, first + 3)) or "total" in words[first : first + 3]
