"""Figures that are said twice: headline and body, summary and detail. One mention stays, the most precise."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

from ingest.model import PLACE_ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from ingest.model import Figure

    _Value = tuple[Decimal, Decimal | None, str]

_TELLING: Final = Decimal(10)
"""From here on no two counts of the same thing agree by chance."""
_PARTS_TELLING: Final = Decimal(100)
"""Parts of one whole are told apart by place, and often agree."""
_RIVALS: Final = 50
_told_of: Final = attrgetter(*PLACE_ROLES, "population")
_stated_of: Final = attrgetter(*PLACE_ROLES, "population", "part_of", "start")


def drop_echoes(
    figures: Sequence[Figure], stages: tuple[int, int], within: AbstractSet[tuple[str, str]]
) -> list[Figure]:
    """Leave out what is said again.

    Args:
        figures: All that a text states, in order.
        stages: Where its headline ends, which the body overrules, and its lead, which sums up what is told in detail.
        within: Which place was said to lie in which.
    """
    title, lead = stages
    headlines = [figure for figure in figures if figure.number[1] <= title]
    body = _merge((figure for figure in figures if figure.number[1] > title), lead, within)
    said = {_value(figure) for figure in body}
    codes = {(_value(figure), figure.indicator) for figure in body}
    told = {_value(figure) for figure in body if figure.indicator != "other" and figure.value >= _TELLING}
    body = [figure for figure in body if figure.indicator != "other" or _value(figure) not in told]
    kept = [figure for figure in _merge(headlines, lead, within) if not _is_headline_of(figure, said, codes)]
    return [*kept, *body]


def _is_headline_of(figure: Figure, said: Collection[_Value], codes: Collection[tuple[_Value, str]]) -> bool:
    """Whether the body says a headline's figure again."""
    value = _value(figure)
    return (value, figure.indicator) in codes or (
        value in said and (figure.value >= _TELLING or figure.indicator == "other")
    )


def _value(figure: Figure) -> _Value:
    return figure.value, figure.value_high, figure.unit


def _merge(figures: Iterable[Figure], lead: int, within: AbstractSet[tuple[str, str]]) -> list[Figure]:
    kept: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        rivals = kept.setdefault((figure.value, figure.value_high, figure.indicator, figure.unit), [])
        twin = next((other for other in rivals[-_RIVALS:] if _agree(figure, other)), None)
        if twin is None and (twin := next((one for one in rivals if _details(figure, one, lead, within)), None)):
            rivals[rivals.index(twin)] = figure
        elif twin is None:
            rivals.append(figure)
        elif _precision(figure) > _precision(twin):
            rivals[rivals.index(twin)] = figure
    return sorted((figure for rivals in kept.values() for figure in rivals), key=lambda figure: figure.number)


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of one value are the same: a small one only where its time and place are told alike."""
    if not _may_agree(one, other):
        return False
    small = one.value < (_TELLING if one.part_of is None or other.part_of is None else _PARTS_TELLING)
    if small and (one.value == 0 or one.period != other.period or one.end != other.end):
        return False
    pairs = list(zip(_told_of(one), _told_of(other), strict=True))
    if any(a is not None and b is not None and not _alike(cast(str, a), cast(str, b)) for a, b in pairs):
        return False
    return not small or (one.part_of == other.part_of and any(a is not None and b is not None for a, b in pairs))


def _may_agree(one: Figure, other: Figure) -> bool:
    return one.status == other.status and (one.measure == other.measure or "unspecified" in (one.period, other.period))


def _details(figure: Figure, other: Figure, lead: int, within: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a figure tells in detail what the lead summed up: the same count at a place in the lead's place."""
    if other.number[1] > lead or figure.number[0] < lead or not _may_agree(figure, other):
        return False
    return (figure.location, other.location) in within


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _precision(figure: Figure) -> float:
    fields = _stated_of(figure)
    stated = figure.confidence + len(fields) - fields.count(None)
    return stated + (figure.period != "unspecified") + (figure.qualifier == "exact")
