"""Places that stand side by side: one that only says where another lies, and several that are listed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.listings import ends_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Page
    from ingest.extract.places import Place

_MOST: Final = 3
_LEVELS: Final = {"": 0, "water": 0, "city": 1, "region": 2, "country": 3, "wider": 4}


def drop_containers(page: Page, places: Sequence[Place]) -> list[Place]:
    """Leave out a place that only says where the one before it lies, and join places that are listed together."""
    kept: list[Place] = []
    outer_end = -1
    for place in places:
        previous = kept[-1] if kept else None
        if previous and _adjoins(page, max(outer_end, previous.after), place):
            bridge = _between(page, max(outer_end, previous.after), place.first)
            if _is_inside(page, previous, place, bridge):
                outer_end = place.after
                previous.within.append(place)
                if previous.text:
                    page.within.add((previous.text, place.text))
                if not previous.text:
                    previous.text = place.text  # too many to be named: the area that they are in
                continue
            if outer_end > previous.after and bridge[:1] == ["'s"]:
                outer_end = place.after
                continue
            if _is_name_of(previous, place, bridge):
                place.role, place.outer = previous.role, previous.outer
                kept[-1] = place
                continue
            if _is_listed(page, previous, place, bridge):
                _append(page, previous, place)
                continue
        kept.append(place)
    return kept


def _between(page: Page, first: int, last: int) -> list[str]:
    return page.scene.tokens.word[first:last]


def _adjoins(page: Page, after: int, place: Place) -> bool:
    return 0 <= place.first - after <= _GAP and not any(
        page.scene.tokens.kind[index] in "dn" for index in range(after, place.first)
    )


_GAP: Final = 7
_PARTING: Final = frozenset({"and", "while", "for", "to", "from", "through", "or", "but", "where", "via"})


def _is_inside(page: Page, previous: Place, place: Place, bridge: list[str]) -> bool:
    """Whether `place` contains `previous`: `X settlement in the Y province`, `X (Y province)`, `X, Y province`."""
    if previous.anaphor or place.anaphor or not _PARTING.isdisjoint(bridge):
        return False
    if bridge[:1] in (["in"], ["("]) or _is_of_building(page, place, bridge):
        return True
    if bridge[:1] == ["of"]:
        wider = place.wide and (bool(place.kind) or not (previous.wide or previous.kind))
        return wider or (bridge == ["of"] and _is_administered(previous, place))
    return bridge[:1] == [","] and _is_beyond(page, previous, place, bridge)


def _is_of_building(page: Page, place: Place, bridge: Sequence[str]) -> bool:
    """Whether but the noun of a building stands between a name and where it lies: `the X hospital in Y`."""
    at = place.first - len(bridge)
    return len(bridge) == _SHORT and bridge[1] == "in" and at in page.scene.marks.get("place.buildings", ())


_SHORT: Final = 2


def _is_beyond(page: Page, previous: Place, place: Place, bridge: list[str]) -> bool:
    """Whether what follows a comma is where the place before it lies, and no further item of a list."""
    if bridge[1:2] in (["a"], ["an"], ["the"]) and "in" in bridge:
        return True  # "X, a town in Y"
    if bridge[-1:] in (["of"], ["near"], ["outside"]) and bridge[1] in _ASIDE:
        return True  # "X, on the outskirts of Y"
    if not _is_thin(page, place.first - len(bridge) + 1, place.first):
        return False
    larger = _LEVELS[place.level] > max(_LEVELS["city"], _LEVELS[previous.level])
    if larger and place.level == "country":
        return True
    lone = place.level == "city" and not (previous.level or previous.parts or previous.kind) and len(bridge) == 1
    return (larger or lone or (place.wide and not previous.wide)) and not ends_list(page.scene, place)


_ASIDE: Final = frozenset({
    "on", "just", "close", "near", "outside", "north", "south", "east", "west", "northeast", "northwest", "southeast",
    "southwest", "north-east", "north-west", "south-east", "south-west", "northern", "southern", "eastern", "western",
})  # fmt: skip


def _is_administered(previous: Place, place: Place) -> bool:
    """`X district of Y`, `the X quarter of Y` lie in Y, where `the X suburb of Y` is Y."""
    if previous.kind in _UNITS and place.level in ("region", "country"):
        return True
    small = previous.kind in _QUARTERS or (previous.kind == "area" and bool(place.level))
    return small and not previous.level


_QUARTERS: Final = frozenset({
    "neighbourhood", "neighborhood", "quarter", "district", "ward", "village", "hamlet", "barangay", "commune",
    "street", "road", "camp",
})  # fmt: skip
_UNITS: Final = frozenset({"district", "county", "municipality", "province", "village", "township", "governorate"})


def _is_thin(page: Page, first: int, last: int) -> bool:
    """Whether nothing but articles, directions and nouns of places stands between."""
    marks = page.scene.marks
    return all(
        page.scene.tokens.word[index] in _THIN
        or any(index in marks.get(category, ()) for category in ("place.directions", "place.types", "demonym"))
        for index in range(first, last)
    )


_THIN: Final = frozenset({"the", "in", "of", "a", "an", "capital", "'s", "as", "well", "near"})


def _is_name_of(previous: Place, place: Place, bridge: list[str]) -> bool:
    """`the Damascus suburban area of Eastern Ghouta` is Eastern Ghouta; `China's Gansu` is Gansu."""
    if previous.anaphor or place.anaphor:
        return False
    named = bridge == ["of"] and bool(previous.kind) and previous.kind != "zone"
    named = named and not (place.kind or _is_administered(previous, place))
    return named or bridge[:1] == ["'s"]


def _is_listed(page: Page, previous: Place, place: Place, bridge: list[str]) -> bool:
    if previous.anaphor or place.anaphor or not set(bridge) <= {",", "and", "or", "the"}:
        return False
    if place.level == "country" and previous.level != "country":
        return False
    if previous.role == "" and place.role == "subject":
        previous.role = place.role
    return (
        place.role in ("", previous.role) or (place.role == "subject" and "and" in bridge)
    ) and page.scene.tokens.kind[previous.after - 1] != "d"


def _append(page: Page, previous: Place, place: Place) -> None:
    previous.parts = [*(previous.parts or [previous.text]), place.text]
    previous.last, previous.after = place.last, place.after
    previous.text = page.scene.tokens.slice(previous.first, place.last)
    previous.wide = previous.wide or place.wide
    previous.passage = previous.passage or place.passage
    if sum(map(_count_names, previous.parts)) > _MOST:
        previous.text = ""


def _count_names(text: str) -> int:
    """How many names a run holds: `Sulaiman al-Halabi al-Midan al-Furqan` is a list that lost its commas."""
    return max(1, sum(word.startswith("al-") for word in text.casefold().split()))
