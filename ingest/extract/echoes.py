"""Figures that are said twice: headline and body, summary and detail. One mention stays, the most precise."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from ingest.model import PLACE_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import Figure

    _Value = tuple[Decimal, Decimal | None, str]

_TELLING: Final = Decimal(10)
"""From here on no two counts of the same thing agree by chance."""
_PARTS_TELLING: Final = Decimal(100)
"""Parts of one whole are told apart by place, and often agree."""
_NEAR: Final = 200
"""In characters: what is told so soon again, and more closely, is no other figure."""
_CHANCELESS: Final = Decimal(25)
"""From here on they do not even where they stand under different places."""
_RIVALS: Final = 50
_told_of: Final = attrgetter(*PLACE_ROLES, "population")
_stated_of: Final = attrgetter(*PLACE_ROLES, "population", "part_of", "start")


class Atlas(NamedTuple):
    """What is known of the places of figures."""

    within: AbstractSet[tuple[str, str]] = frozenset()
    """Which place was said to lie in which."""
    countries: Collection[str] = frozenset()
    given: AbstractSet[tuple[int, int]] = frozenset()
    """The numbers, by their spans, whose places no word of their own sentence gives."""
    restated: AbstractSet[tuple[int, int]] = frozenset()
    """The numbers, by their spans, that only repeat one told before."""

    def may_hold(self, one: str | None, other: str | None) -> bool:
        """Whether one place is a country, so that the other may lie in it, or is said to hold the other."""
        if (one, other) in self.within or (other, one) in self.within:
            return True
        return (one in self.countries) != (other in self.countries)


def drop_echoes(figures: Sequence[Figure], stages: tuple[int, int], atlas: Atlas) -> list[Figure]:
    """Leave out what is said again.

    Args:
        figures: All that a text states, in order.
        stages: Where its headline ends, which the body overrules, and its lead, which sums up what is told in detail.
        atlas: What is known of their places.
    """
    title, lead = stages
    headlines = [figure for figure in figures if figure.number[1] <= title]
    body = _merge((figure for figure in figures if figure.number[1] > title), lead, atlas)
    said = {_value(figure) for figure in body}
    codes = {(_value(figure), figure.indicator) for figure in body}
    told = {_value(figure) for figure in body if figure.indicator != "other" and figure.value >= _TELLING}
    body = [figure for figure in body if figure.indicator != "other" or _value(figure) not in told]
    kept = [figure for figure in _merge(headlines, lead, atlas) if not _is_headline_of(figure, said, codes)]
    return [*kept, *body]


def _is_headline_of(figure: Figure, said: Collection[_Value], codes: Collection[tuple[_Value, str]]) -> bool:
    """Whether the body says a headline's figure again."""
    value = _value(figure)
    return (value, figure.indicator) in codes or (
        value in said and (figure.value >= _TELLING or figure.indicator == "other")
    )


def _value(figure: Figure) -> _Value:
    return figure.value, figure.value_high, figure.unit


def _merge(figures: Iterable[Figure], lead: int, atlas: Atlas) -> list[Figure]:
    kept: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        rivals = kept.setdefault((figure.value, figure.value_high, figure.indicator, figure.unit), [])
        twin = next((other for other in rivals[-_RIVALS:] if _agree(figure, other, atlas)), None)
        if twin is None and (
            twin := next((one for one in rivals[:_RIVALS] if _details(figure, one, lead, atlas)), None)
        ):
            rivals[rivals.index(twin)] = _complete(figure, twin)
        elif twin is None:
            rivals.append(figure)
        elif _says_more(figure, twin, atlas):
            rivals[rivals.index(twin)] = _complete(figure, twin)
        else:
            rivals[rivals.index(twin)] = _complete(twin, figure)
    return sorted((figure for rivals in kept.values() for figure in rivals), key=lambda figure: figure.number)


def _complete(figure: Figure, twin: Figure) -> Figure:
    """A figure with what only its echo says: of which whole it is a part, of whom, and when."""
    if twin.part_of and not figure.part_of:
        figure = replace(figure, part_of=twin.part_of)
    if figure.period == "unspecified" and twin.period in _DAYS and twin.measure == figure.measure:
        figure = replace(figure, period=twin.period, start=twin.start, end=twin.end)
    if twin.population and not figure.population:
        figure = replace(figure, population=twin.population)
    return figure


_DAYS: Final = frozenset({"day", "24h", "48h", "72h", "span", "week"})


def _agree(one: Figure, other: Figure, atlas: Atlas) -> bool:
    """Whether two figures of one value are the same: a small one only where its time and place are told alike."""
    if not _may_agree(one, other) or one.number == other.number:
        return False
    small = one.value < (_TELLING if one.part_of is None or other.part_of is None else _PARTS_TELLING)
    if small and (one.value == 0 or not _may_coincide(one, other)):
        return False
    telling = one.value >= _CHANCELESS or (not small and one.population == other.population is not None)
    given = one.number in atlas.given or other.number in atlas.given
    pairs = list(zip(_told_of(one), _told_of(other), strict=True))
    if not all(_alike(a, b) or (telling and (given or atlas.may_hold(a, b))) for a, b in pairs[:-1]):
        return False
    if None not in pairs[-1] and one.population != other.population:
        return False
    apart = None not in (one.part_of, other.part_of) and one.part_of != other.part_of
    return not small or (not apart and any(a is not None and b is not None for a, b in pairs))


def _may_coincide(one: Figure, other: Figure) -> bool:
    """Whether two small figures can be of one time: told alike, or left untold by one."""
    return "unspecified" in (one.period, other.period) or (one.period, one.end) == (other.period, other.end)


def _may_agree(one: Figure, other: Figure) -> bool:
    periods = {one.period, other.period}
    toll = "total" in periods and one.value >= _TELLING  # the toll that a report gives and the dead of whom it tells
    return one.status == other.status and (one.measure == other.measure or toll or "unspecified" in periods)


def _details(figure: Figure, other: Figure, lead: int, atlas: Atlas) -> bool:
    """Whether a figure tells in detail what the lead summed up: the same count at a place in the lead's place."""
    near = figure.number[0] - other.number[1] < _NEAR
    if not near and (other.number[1] > lead or figure.number[0] < lead):
        return False
    if not _may_agree(figure, other):
        return False
    return (figure.location, other.location) in atlas.within


def _alike(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one in other or other in one


def _says_more(figure: Figure, twin: Figure, atlas: Atlas) -> bool:
    """Whether an echo says more than what was told: where more closely, else more of everything."""
    if (figure.number in atlas.restated) != (twin.number in atlas.restated):
        return twin.number in atlas.restated
    if (figure.location, twin.location) in atlas.within and figure.number not in atlas.given:
        return True
    if (twin.location, figure.location) in atlas.within and twin.number not in atlas.given:
        return False
    return _precision(figure, atlas) > _precision(twin, atlas)


def _precision(figure: Figure, atlas: Atlas) -> float:
    fields = _stated_of(figure)
    stated = figure.confidence + len(fields) - fields.count(None) - _GIVEN * (figure.number in atlas.given)
    stated -= _WIDE * (figure.location in atlas.countries)
    return stated + _DATED.get(figure.period, 1.2) + (figure.qualifier == "exact") * _EXACT


_GIVEN: Final = 1.0
_WIDE: Final = 0.5
_EXACT: Final = 0.7
_DATED: Final = {"unspecified": 0.0, "total": 0.2}
