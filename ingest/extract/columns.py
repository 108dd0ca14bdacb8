"""What the cells of words in a table say: what numbers count, what happened, to whom, when, whether planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.extract.calendars import Time
from ingest.extract.grids import Cell
from ingest.extract.lexicon import Event, Indicator, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page

_PEOPLE: Final = Noun("person", "person")
_SHARES: Final = frozenset({"children", "women", "men"})
"""Populations that divide people: `Confirmed cases | Children under 15`."""


@dataclass(slots=True, frozen=True)
class Saying:
    """What the words of one cell say, each None where they are silent of it."""

    cell: Cell
    noun: Noun | None = None
    events: tuple[Event, ...] = ()
    time: Time | None = None
    planned: bool = False
    served: bool = False
    """Whether it says of people that aid reached or is to reach them."""
    total: bool = False
    rate: bool = False
    place: str | None = None

    @property
    def speaks(self) -> bool:
        """Whether it says what is counted."""
        return bool(self.noun or self.events or self.served)


@dataclass(slots=True, frozen=True)
class Head:
    """What numbers count, settled from the sayings of column, row and caption."""

    noun: Noun
    event: Event | None
    indicator: Indicator


def read_saying(page: Page, findings: Findings, cell: Cell) -> Saying:
    """Read a cell of words."""
    marks = page.scene.marks.get("noun", {})
    nouns = [marks[index][1] for index in range(*cell) if index in marks]
    fixed = next((noun for noun in nouns if noun.fixed), None)
    people = next((noun for noun in nouns if noun.population), None)
    noun = fixed or (nouns[0] if nouns else None)
    if noun and people and noun.unit == "person" and noun.population is None:
        noun = replace(noun, population=people.population)
    events = sorted((one for first, _, one in findings.events if cell[0] <= first < cell[1]), key=lambda one: one.weak)
    return Saying(
        cell,
        noun,
        tuple(events),
        next((time for time in findings.times if cell[0] <= time.first < cell[1]), None),
        planned=bool(page.marks_in("table.plans", *cell)),
        served=bool(page.marks_in("table.served", *cell)),
        total=bool(page.marks_in("table.totals", *cell)),
        rate=bool(page.marks_in("table.rates", *cell)),
        place=next((one.text for one in findings.places if one.text and one.first == cell[0]), None),
    )


def settle_head(page: Page, sayings: Sequence[Saying]) -> Head | None:
    """What is counted by several sayings, the nearest first: each adds what those before it are silent of."""
    if not any(one.speaks for one in sayings):
        return None
    noun = next((one.noun for one in sayings if one.noun), _PEOPLE)
    indicators = page.lexicon.indicators
    for saying in sayings:
        if saying.served and noun.unit in ("person", "family"):
            return Head(noun, None, indicators["aid_recipients"])
        if saying.noun and saying.noun.fixed and saying.noun.indicator:
            people = (one.noun for one in sayings if one.noun and one.noun.population and not one.noun.fixed)
            return Head(_whom(saying.noun, next(people, noun)), None, indicators[saying.noun.indicator])
        for event in () if noun.fixed else saying.events:
            if code := page.lexicon.code_of(noun, event.sense):
                return Head(noun, event, indicators[code])
    code = noun.indicator or _code_above(page, noun, sayings)
    return Head(noun, None, indicators[code or "other"]) if noun.unit in ("person", "family") or code else None


def _code_above(page: Page, noun: Noun, sayings: Sequence[Saying]) -> str | None:
    """What a noun counts of which no cell tells what happened: what the caption, the heading, the text before says."""
    if any(one.noun and one.noun.population == "idps" for one in sayings):
        return "displacement"
    headed = (page.lexicon.code_of(noun, event.sense) for event in page.heading_events)
    return next((code for code in headed if code), None) or page.counted_before.get(noun.unit)


def _whom(fixed: Noun, noun: Noun) -> Noun:
    """The people of whom a fixed noun such as `cases` or `deaths` is said: `Cases` in a column, `Children` in a row."""
    if noun is fixed or noun.unit != "person" or not noun.population or noun.fixed:
        return fixed
    return replace(noun, indicator=fixed.indicator)


def is_share(saying: Saying) -> bool:
    """Whether a column counts a part of the people of one to its left: `Women`, `of whom children`."""
    return saying.noun is not None and saying.noun.population in _SHARES and not saying.noun.fixed
