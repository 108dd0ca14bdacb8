"""Totals that later sentences split: by place (`34 dead … Guizhou has seen 10 deaths`), by rows, by exact sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.extract.parts import is_compared, is_increment
from ingest.extract.periods import follow_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.extract.drafts import Draft, Findings, Page

_FAR: Final = 14
"""How many sentences after a total its breakdown can stand."""
_WINDOW: Final = 12
_LEADS: Final = 2
_KEPT: Final = 3
_ROW: Final = 8
_SLACK: Final = Decimal("1.03")
"""Rounded totals are a little smaller than the sum of their parts."""


@dataclass(slots=True)
class _Told:
    """A figure and where it stands: its sentence, and its place among the sentences that state figures."""

    draft: Draft
    findings: Findings
    rank: int
    left: Decimal = field(default_factory=Decimal)
    """What of a total no part has taken yet."""


def settle_breakdowns(page: Page, read: Iterable[tuple[Findings, Sequence[Draft]]]) -> None:
    """Find the wholes of figures that split a total of an earlier sentence, once all sentences are read."""
    series: dict[tuple[str, str], list[_Told]] = {}
    listed: _Told | None = None
    rank = 0
    for findings, drafts in read:
        listed = _list_lines(page, findings, drafts, listed)
        for draft in drafts:
            if draft.noun and draft.indicator and draft.status == "actual":
                told = _Told(draft, findings, rank, draft.value)
                series.setdefault((draft.indicator.code, draft.noun.unit), []).append(told)
        rank += bool(drafts) and findings.sentence.line > 0
    for figures in series.values():
        _split_rows(page, figures)
        _split_sums(page, figures)
        _split_places(page, figures)


def _adds_up(total: Decimal, whole: Draft) -> bool:
    """Whether parts make a total; one that is rounded is a little smaller."""
    if whole.number.qualifier in ("over", "about", "at_least"):
        return whole.value <= total <= whole.value * _SLACK
    return total == whole.value


def _join(part: _Told, whole: _Told) -> None:
    draft = part.draft
    draft.whole, draft.link = whole.draft, "breakdown"
    whole.left -= draft.value
    follow_whole(draft)


def _list_lines(page: Page, findings: Findings, drafts: Sequence[Draft], listed: _Told | None) -> _Told | None:
    """Make the lines below a total that ends with a colon its parts: `94 confirmed:` / `Almaty: 31`."""
    sentence = findings.sentence
    if listed and len(drafts) == 1 and sentence.last - sentence.first <= _ROW and _is_item(drafts[0], listed):
        _join(_Told(drafts[0], findings, 0), listed)
        return listed
    if drafts and page.scene.tokens.word[sentence.last - 1] == ":":
        return _Told(drafts[-1], findings, 0, drafts[-1].value)
    return None


def _is_item(draft: Draft, listed: _Told) -> bool:
    if draft.whole is not None or draft.value > listed.left or draft.noun is None or listed.draft.noun is None:
        return False
    return draft.counted.noun in (None, draft.noun) and draft.noun.unit == listed.draft.noun.unit


def _split_rows(page: Page, figures: Sequence[_Told]) -> None:
    """Make the cells of a table parts of the last total before it."""
    whole: _Told | None = None
    for told in figures:
        sentence = told.findings.sentence
        if "|" not in page.scene.tokens.word[sentence.first : sentence.last]:
            whole = told if told.draft.whole is None and not is_compared(page, told.draft) else whole
        elif whole and _is_cell(page, told, whole):
            _join(told, whole)


def _is_cell(page: Page, told: _Told, whole: _Told) -> bool:
    near = told.rank - whole.rank <= _FAR * 2
    return near and told.draft.whole is None and told.draft.value <= whole.left and not _is_total_row(page, told)


def _is_total_row(page: Page, told: _Told) -> bool:
    sentence = told.findings.sentence
    return not {"total", "totals", "all"}.isdisjoint(page.scene.tokens.word[sentence.first : sentence.first + 3])


def _split_sums(page: Page, figures: Sequence[_Told]) -> None:
    """Make two or more figures in a row that add up to the one before them its parts, inner totals first."""
    for place in range(len(figures) - 1, -1, -1):
        whole, total, items = figures[place], Decimal(0), []
        if whole.draft.number.high is not None or whole.draft.value <= 1 or is_compared(page, whole.draft):
            continue
        for told in figures[place + 1 : place + 1 + _WINDOW]:
            if (
                told.rank - whole.rank > _FAR
                or told.draft.value >= whole.draft.value
                or told.findings is whole.findings
            ):
                break
            if told.draft.value > whole.draft.value * _ROUNDED:
                break
            if told.draft.whole is None and _same_period(told.draft, whole.draft):
                total += told.draft.value
                items.append(told)
            if total >= whole.draft.value:
                break
        if len(items) > 1 and _adds_up(total, whole.draft):
            for told in items:
                _join(told, whole)


def _same_period(part: Draft, whole: Draft) -> bool:
    return not part.own_time or (part.period, part.start, part.end) == (whole.period, whole.start, whole.end)


def _same_time(part: Draft, whole: Draft) -> bool:
    """Whether what is said of when a figure was allows it to be a part."""
    if not part.own_time or whole.period in ("total", "asof"):
        return True
    if whole.period == "unspecified":
        return part.period in ("unspecified", "day", "asof")
    return part.start is not None and part.end is not None and _within(part, whole)


def _within(part: Draft, whole: Draft) -> bool:
    starts = whole.start is None or (part.start is not None and part.start >= whole.start)
    return starts and (whole.end is None or part.end is None or part.end <= whole.end)


def _split_places(page: Page, figures: Sequence[_Told]) -> None:
    """Make figures of smaller places parts of the total that the lead, or a word of sums, gives for all of them."""
    totals: list[_Told] = []
    last: _Told | None = None
    for told in figures:
        draft = told.draft
        if draft.whole is None and not is_increment(page, draft) and not is_compared(page, draft):
            whole = next((total for total in reversed(totals) if _splits(page, told, total, last)), None)
            if whole:
                _join(told, whole)
                last = told
            totals = [total for total in totals if not _restates(told, total)]
        if _is_total(page, told) and not (totals and totals[-1].findings is told.findings):
            totals = [*totals[-_KEPT:], told]


def _restates(told: _Told, total: _Told) -> bool:
    """Whether a figure is what a rounded headline meant."""
    return total.findings.sentence.line == 0 and total.draft.value * _ROUNDED < told.draft.value < total.draft.value


_ROUNDED: Final = Decimal("0.9")


def _splits(page: Page, told: _Told, total: _Told, last: _Told | None) -> bool:
    part, whole = told.draft, total.draft
    if _restates(told, total) or not 0 < part.value < whole.value or part.value > total.left * _SLACK:
        return False
    if not (_is_wide(page, whole) or _speaks_of(page, told, whole)):
        return False
    if not _is_near(told, total) or not _same_time(part, whole):
        return False
    if last and last.draft.whole is whole and told.rank - last.rank <= 1:
        return True
    places = set(part.roles.values())
    named = any(place.text for place in told.findings.places)
    return named and bool(places) and places.isdisjoint(whole.roles.values())


def _is_near(told: _Told, total: _Told) -> bool:
    """Whether a figure follows a total soon, said by the same."""
    if told.findings is total.findings or told.rank - total.rank > _FAR:
        return False
    lines = told.findings.sentence.line - total.findings.sentence.line
    return lines <= _LINES and told.findings.said == total.findings.said


_LINES: Final = 5


def _speaks_of(page: Page, told: _Told, whole: Draft) -> bool:
    """Whether a figure's sentence names the smaller place of a total, too."""
    sentence = told.findings.sentence
    words = page.scene.tokens.word[sentence.first : sentence.last]
    return whole.family == "harm" and any(place.casefold().split()[-1] in words for place in whole.roles.values())


def _is_wide(page: Page, whole: Draft) -> bool:
    """Whether a total is of a country, of several places, or of none that is named."""
    places = [place for place in whole.roles.values() if place]
    return all(place in page.lexicon.countries or " and " in place for place in places)


def _is_total(page: Page, told: _Told) -> bool:
    draft, sentence = told.draft, told.findings.sentence
    if is_compared(page, draft) or draft.link in ("partitive", "list"):
        return False
    if sentence.line == 0 or told.rank < _LEADS:
        return True
    first = max(sentence.first, draft.number.outer - _ROW)
    sums = ("phrase.counters", "time")
    return any(page.marks_in(category, first, draft.number.last) for category in sums) and draft.period == "total"
