"""Lists of places: what goes on with a list, and what shares the noun at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import BREAK, NUMERAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from ingest.extract.numbers import Scene
    from ingest.extract.places import Place
    from ingest.extract.sentences import Sentence

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


def find_rows(scene: Scene, sentences: Sequence[Sentence], places: Sequence[Place]) -> set[int]:
    """Names that head rows of one list: lines `X – 6 killed`, items `X, 70; Y, 12`, all of them where one is a place.

    Rows are of places, too, where they are said to be ("by district: …") or where many of them are names in no list.
    """
    starts = {sentence.first for sentence in sentences if sentence.line}
    found: set[int] = set()
    run: list[Place] = []
    for place in places:
        if not _is_row(scene, place, starts, run[-1] if run else None):
            continue
        if run and not _follows_row(scene, run[-1], place):
            found |= _take_rows(scene, run)
            run = []
        run.append(place)
    return found | _take_rows(scene, run)


def _take_rows(scene: Scene, run: Sequence[Place]) -> set[int]:
    """The rows of one list if it is a list of places."""
    known = any(place.level or place.kind for place in run)
    if known or len(run) >= _ROWS or (run and _is_by_place(scene, run[0])):
        return {place.first for place in run}
    return set()


_ROWS: Final = 3
"""How many names in a row of counts can be nothing else but places."""


def _is_row(scene: Scene, place: Place, starts: AbstractSet[int], last: Place | None) -> bool:
    tokens, after = scene.tokens, place.after
    if place.anaphor or after + 1 >= len(tokens):
        return False
    ahead = tokens.kind[after + 1 : after + _VERB]
    if tokens.word[after] in ("had", "has", "have") and not place.loud and NUMERAL in ahead:
        return True  # "X had lost 490, Y 430 and Z 400"
    opens = place.first in starts or tokens.word[place.first - 1] in _ROW_OPENERS
    if not opens and not (last and place.first - last.after <= _ITEM):
        return False
    if tokens.kind[after] == NUMERAL:
        return True
    if tokens.word[after] not in _ROW_MARKS:
        return False
    first = after + 1 + (tokens.word[after + 1] == _SELECTOR)
    return first < len(tokens) and (tokens.kind[first] == NUMERAL or tokens.word[first] in _NONE)


def _follows_row(scene: Scene, last: Place, place: Place) -> bool:
    """Whether one row follows another: on the next line, or a few words on."""
    tokens = scene.tokens
    words, mark = tokens.word[last.after : place.first], tokens.word[last.after]
    lines = BREAK in tokens.kind[last.after : place.first]
    if lines and mark in _LINING and mark == tokens.word[place.after]:
        return len(words) <= _LINES  # rows with more to say than a number
    return len(words) <= _ROW and "." not in words[:-1]


_ROW: Final = 24
_LINES: Final = 90
_LINING: Final = frozenset("–—-:|➡")
_ROW_OPENERS: Final = frozenset({":", ";", "•", "-", "–", "*", "·", "|", "▪", "and", ",", "("})
_VERB: Final = 4
_SELECTOR: Final = "\ufe0f"
"""What a pictogram may have behind it."""
_ROW_MARKS: Final = frozenset({":", "–", "-", "—", ",", "|", "(", "=", "➡"})
_NONE: Final = frozenset([
    "no", "none", "nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
])  # fmt: skip


def _is_by_place(scene: Scene, place: Place) -> bool:
    """Whether a list is said to be of places: `By district: X, 70`."""
    words, types = scene.tokens.word, scene.marks.get("place.types", {})
    said = (at + 1 for at in range(max(0, place.first - _ITEM), place.first) if words[at] in ("by", "per"))
    return any(at in types or words[at] in ("place", "location") for at in said)


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
