"""Which figures of one kind, in the order of a text, split which: by what they add up to, by their places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.extract.drafts import Draft, Findings
from ingest.extract.kinship import is_increment, is_superseded
from ingest.extract.periods import follow_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Page

FAR: Final = 14
"""How many sentences after a total its breakdown can stand."""
_WINDOW: Final = 12
_LEADS: Final = 2
_KEPT: Final = 3
_WORDS: Final = 8
_LINES: Final = 5
_ITEMS: Final = 3
_SLACK: Final = Decimal("1.03")
"""Rounded totals are a little smaller than the sum of their parts."""
_SHORT: Final = Decimal("0.95")
"""A breakdown that leaves out somebody, such as "a woman", is a little smaller than its total."""
_LONG: Final = Decimal("1.05")
_ROUNDED: Final = Decimal("0.9")
_CLOSE: Final = Decimal("0.95")
_RECENT: Final = timedelta(days=10)


@dataclass(slots=True)
class Told:
    """A figure and where it stands: its sentence, and the place of that among the sentences that state figures."""

    draft: Draft
    findings: Findings
    rank: int
    left: Decimal
    """What of a total no part has taken yet."""


def join(part: Draft, whole: Draft) -> None:
    """Make a figure part of another, in its period where it states none."""
    part.whole, part.link = whole, "breakdown"
    follow_whole(part)


def split_sums(page: Page, figures: Sequence[Told]) -> None:
    """Make two or more figures in a row that add up to the one before them its parts, inner totals first."""
    for place in range(len(figures) - 1, -1, -1):
        whole = figures[place]
        if whole.draft.number.high is None and whole.draft.value > 1 and not whole.draft.compared:
            items = _take(page, figures[place + 1 : place + 1 + _WINDOW], whole)
            if not _adds_up(page, items, whole):
                items = _take(page, figures[place + 1 : place + 1 + _WINDOW], whole, loose=True)
                items = items if sum(told.draft.value for told in items) == whole.draft.value else []
            if _adds_up(page, items, whole) and any(told.findings is not whole.findings for told in items):
                for told in items:
                    join(told.draft, whole.draft)


def _take(page: Page, figures: Sequence[Told], whole: Told, *, loose: bool = False) -> list[Told]:
    """The figures that follow a total until they fill it; days of its span and near restatements only if `loose`."""
    items: list[Told] = []
    left = whole.draft.value
    for told in figures:
        if told.draft.dated and _is_earlier(told.draft, whole.draft):
            continue  # `in April (55)` only stands against May
        if told.rank - whole.rank > FAR or told.draft.value >= whole.draft.value or left <= 0:
            break
        if _restates(told, whole) and not loose:
            break
        if is_increment(page, told.draft) and (whole.rank >= _LEADS or whole.draft.measure != "flow"):
            break
        timely = _same_period(told.draft, whole.draft) or (loose and _is_within(told.draft, whole.draft))
        if told.draft.whole is None and timely and not _is_echo(told, items):
            left -= told.draft.value
            items.append(told)
    return items


def _is_within(part: Draft, whole: Draft) -> bool:
    """Whether a figure is of a day of a total's span."""
    if not (part.start and part.end and whole.start and whole.end):
        return False
    return whole.start <= part.start and part.end <= whole.end


def _is_earlier(draft: Draft, whole: Draft) -> bool:
    return bool(draft.start and draft.end and whole.start and draft.end < whole.start)


def _is_echo(told: Told, items: Sequence[Told]) -> bool:
    """Whether a figure only repeats one that was told just before, of the same place."""
    return any(
        item.draft.value == told.draft.value
        and item.draft.roles == told.draft.roles
        and item.findings is not told.findings
        for item in items[-_NEAR:]
    )


_NEAR: Final = 2


def _adds_up(page: Page, items: Sequence[Told], whole: Told) -> bool:
    """Whether parts make a total; a rounded total is a little smaller, a breakdown by places may leave out some."""
    if len(items) <= 1:
        return False
    total, goal = sum(told.draft.value for told in items), whole.draft.value
    if total == goal:
        return True
    if any(is_increment(page, told.draft) for told in items):
        return False
    if whole.draft.number.qualifier in ("over", "about", "at_least"):
        return goal <= total <= goal * _SLACK
    places = {place for told in items for place in told.draft.roles.values()}
    return len(items) >= _ITEMS and len(places) >= _ITEMS and goal * _SHORT <= total <= goal * _LONG


def _same_period(part: Draft, whole: Draft) -> bool:
    if not part.dated or whole.period == "unspecified":
        return _same_time(part, whole)
    return (part.period, part.start, part.end) == (whole.period, whole.start, whole.end)


def _same_time(part: Draft, whole: Draft) -> bool:
    """Whether what is said of when a figure was allows it to be a part."""
    if not part.dated:
        return True
    if whole.period in ("total", "asof"):
        return part.period in ("total", "asof")
    if whole.period == "unspecified":
        recent = part.start is None or whole.end is None or whole.end - part.start <= _RECENT
        return recent and part.period in ("unspecified", "day", "asof", "24h", "total")
    return (part.period, part.start) == (whole.period, whole.start)


def split_places(page: Page, figures: Sequence[Told]) -> None:
    """Make figures of smaller places parts of the total that the lead, or a word of sums, gives for all of them."""
    totals: list[Told] = []
    last: Told | None = None
    for place, told in enumerate(figures):
        draft = told.draft
        if totals and draft.whole is None and not draft.compared and _is_told_anew(page, told):
            whole = next((total for total in reversed(totals) if _splits(page, told, total, last)), None)
            if whole:
                join(draft, whole.draft)
                whole.left -= draft.value
                last = told
        totals = [total for total in totals if not _restates(told, total)]
        beside = bool(totals) and totals[-1].findings is told.findings
        beside = beside or any(_is_earlier(draft, one.draft) for one in figures[max(0, place - _KEPT) : place])
        if not beside and _is_total(page, told):
            totals = [*totals[-_KEPT:], told]


def split_leaders(page: Page, figures: Sequence[Told]) -> None:
    """Make what is called the largest share part of the total before it: `the highest number, 45, was in Lenn`."""
    for place, told in enumerate(figures):
        if not told.draft.whole and not told.draft.compared and _leads(page, told):
            before = (one for one in reversed(figures[:place]) if told.rank - one.rank <= FAR)
            whole = next((one for one in before if _is_led(page, told, one)), None)
            if whole:
                join(told.draft, whole.draft)


def _leads(page: Page, told: Told) -> bool:
    """Whether a sentence tells who has most, and a figure has a place or a people of its own."""
    first, last = told.findings.sentence[:2]
    if _LEADERS.isdisjoint(page.scene.tokens.word[first:last]) or is_increment(page, told.draft):
        return False
    return bool(told.draft.roles) or _is_of_people(page, told.draft)


def _is_led(page: Page, told: Told, one: Told) -> bool:
    """Whether a figure is a total of more than what leads it, by the same words of time."""
    whole, part = one.draft, told.draft
    if whole.whole or whole.compared or whole.value <= part.value or _is_of_people(page, whole):
        return False
    return _is_wide(page, whole) and _same_time(part, whole) and not _is_elsewhere(page, part, whole)


_LEADERS: Final = frozenset({"highest", "largest", "biggest", "greatest", "most", "majority", "bulk"})


def _is_told_anew(page: Page, told: Told) -> bool:
    """Whether a figure neither adds to earlier ones nor was overtaken by later ones."""
    return not is_increment(page, told.draft) and not is_superseded(page, told.findings)


def _restates(told: Told, total: Told) -> bool:
    """Whether a figure is what a rounded headline meant."""
    value, whole = told.draft.value, total.draft.value
    if total.findings.sentence.line == 0:
        return whole * _ROUNDED < value < whole * 2
    return whole > value > whole * _CLOSE


def _splits(page: Page, told: Told, total: Told, last: Told | None) -> bool:
    part, whole = told.draft, total.draft
    if _restates(told, total) or not 0 < part.value < whole.value or part.value > total.left * _SLACK:
        return False
    if _is_elsewhere(page, part, whole):
        return False
    if not _is_wide(page, whole) or not _is_near(told, total) or not _same_time(part, whole):
        return False
    if last and last.draft.whole is whole and told.rank - last.rank <= 1:
        return True
    if told.rank - total.rank <= 1 and _is_of_people(page, part) and not _is_of_people(page, whole):
        return True
    named = any(place.text for place in told.findings.places)
    return named and not set(part.roles.values()).issubset(whole.roles.values())


def _is_of_people(page: Page, draft: Draft) -> bool:
    """Whether a nation stands before a number, as a place might: `Russian arrivals were 32,030`."""
    return bool(page.marks_in("demonym", draft.first, draft.number.outer))


def _is_elsewhere(page: Page, part: Draft, whole: Draft) -> bool:
    """Whether a figure is of another country than a total."""
    countries = page.lexicon.countries
    pairs = ((place, whole.roles.get(role)) for role, place in part.roles.items())
    return any(one in countries and other in countries and one != other for one, other in pairs)


def _is_near(told: Told, total: Told) -> bool:
    """Whether a figure follows a total soon, said by the same."""
    if told.findings is total.findings or told.rank - total.rank > FAR:
        return False
    lines = told.findings.sentence.line - total.findings.sentence.line
    said = told.findings.said
    return lines <= _LINES and (said is None or said == (total.findings.said or total.draft.end))


def _is_wide(page: Page, whole: Draft) -> bool:
    """Whether a total is of a country, of several places, or of none that is named."""
    places = [place for place in whole.roles.values() if place]
    return all(place in page.lexicon.countries or " and " in place for place in places)


def _is_total(page: Page, told: Told) -> bool:
    """Whether a figure is one of the lead, or is marked as a total of the whole country."""
    draft, sentence = told.draft, told.findings.sentence
    if (
        sentence.bullet
        or draft.compared
        or draft.whole
        or is_increment(page, draft)
        or (draft.period, draft.measure) == _AS_OF
    ):
        return False
    if sentence.line == 0 or told.rank < _LEADS:
        return True
    if not _ALL.isdisjoint(page.scene.tokens.word[sentence.first : sentence.last]):
        return True
    first = max(sentence.first, draft.number.outer - _WORDS)
    if page.marks_in("phrase.counters", first, draft.number.last):
        return True
    return draft.period == "total" and bool(page.marks_in("time", first, draft.number.last))


_AS_OF: Final = ("asof", "cumulative")
_ALL: Final = frozenset({"nationwide", "countrywide", "nationally", "across", "throughout", "islandwide"})
