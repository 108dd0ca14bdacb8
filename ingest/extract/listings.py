"""Lists of places: what goes on with a list, and what shares the noun at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import BREAK, NUMERAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Scene
    from ingest.extract.places import Place

_LIST: Final = frozenset({",", "and", "or", "&"})
_GAP: Final = 2


def find_shared(scene: Scene, places: Sequence[Place]) -> set[int]:
    """Names that share the noun at the end of their list: `X, Y and Z districts`."""
    shared: set[int] = set()
    following: Place | None = None
    for place in reversed(places):
        if following and (following.kind.endswith("s") or following.first in shared):
            between = scene.tokens.word[place.after : following.first]
            if between and len(between) <= _GAP and set(between) <= _LIST | {"the"} and not place.kind:
                shared.add(place.first)
        following = place
    return shared


def continues_list(scene: Scene, last: Place, place: Place) -> bool:
    """Whether a name goes on with a list of places: `in X, Y and Z`, `X 12, Y 8`, a further line of a table."""
    between = scene.tokens.word[last.after : place.first]
    kinds = scene.tokens.kind[last.after : place.first]
    if _is_itemised(scene, last) and _is_itemised(scene, place):
        nouns = scene.marks.get("noun", {})
        return len(between) <= _ITEM and all(
            kind in (NUMERAL, BREAK) or word in _ITEMS or at in nouns
            for at, (word, kind) in enumerate(zip(between, kinds, strict=True), last.after)
        )
    if place.loud and not last.loud:
        return False
    if not between or len(between) > _GAP or not set(between) <= _LIST | {"the"}:
        return False
    return "and" in between or "or" in between or last.listed or bool(place.level) or ends_list(scene, place)


_ITEM: Final = 8
_ITEMS: Final = frozenset({",", ";", "and", "(", ")", "|", "–", "-", ":", "➡", "%"})


def _is_itemised(scene: Scene, place: Place) -> bool:
    """Whether a number follows a name but for a mark: `X 12`, `X | 12`, `X: 12`."""
    tokens, after = scene.tokens, place.after
    if after < len(tokens) and tokens.kind[after] == NUMERAL:
        return True
    return after + 1 < len(tokens) and tokens.word[after] in _ITEMS and tokens.kind[after + 1] == NUMERAL


def ends_list(scene: Scene, place: Place) -> bool:
    """Whether a list goes on after a name: `…, X and`, `…, X, Y and`."""
    tokens = scene.tokens
    after = place.after
    while after + 1 < len(tokens) and after - place.after < _ITEM:
        if tokens.word[after] in ("and", "or"):
            return tokens.capital(after + 1)
        if tokens.word[after] != "," and not tokens.capital(after):
            return False
        after += 1
    return False
