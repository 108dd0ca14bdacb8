"""What stands before a number: the sign or code of a currency, and words such as `about` or `at least`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import MARK

if TYPE_CHECKING:
    from ingest.extract.numbers import Number, Scene
    from ingest.model import Qualifier


def find_qualifiers(scene: Scene) -> dict[int, tuple[int, str]]:
    """Qualifiers by the token after them, the longest of those that end there: `no fewer than`, not `fewer than`."""
    found: dict[int, tuple[int, str]] = {}
    for start, (end, name) in scene.marks.get("qualifier", {}).items():
        found.setdefault(end, (start, name))
    return found


def qualify(scene: Scene, number: Number, qualifiers: dict[int, tuple[int, str]]) -> None:
    """Find the currency sign and the qualifier before a number."""
    before, currencies = number.first - 1, scene.marks.get("currency", {})
    for start in range(max(0, number.first - _LONGEST), number.first) if currencies else ():
        found = currencies.get(start)
        if found and found[0] == number.first and (scene.tokens.kind[start] == MARK or scene.tokens.capital(start)):
            number.currency, before = found[1], start - 1
            break
    number.outer = before + 1
    while scene.word(before) in _BETWEEN:
        before -= 1
    said = qualifiers.get(before + 1)
    if said and scene.word(before) == "than" and before + 1 < number.first and scene.word(before + 1) == "the":
        return  # `more than the 200 of last year` compares
    if said and said[1] == "over" and before == said[0] and scene.word(before - 1) in _RULING:
        said = None  # `took over 12 wells`, `a deal over 300 captives`
    if said and scene.word(said[0]) in _SIGNS and scene.tokens.glued(said[0]):
        said = None  # the end of a tag or of an arrow
    rising = said and said[1] == "up_to" and scene.word(said[0] - 1) in _RISING
    if said and not rising and not scene.dated[number.first]:
        number.outer, number.qualifier = said[0], said[1]  # type: ignore[assignment]
    elif number.qualifier == "exact":
        _qualify_behind(scene, number)


def _qualify_behind(scene: Scene, number: Number) -> None:
    """Find what is said behind a number: `300 or so`, `20+`, `40-odd`."""
    last = number.last
    if scene.word(last) == "+" and scene.tokens.glued(last) and number.value > _LEVELS:
        number.last, number.qualifier = last + 1, "over"
    elif (said := _BEHIND.get((scene.word(last), scene.word(last + 1)))) and not _is_barred(scene, number):
        number.last, number.qualifier = last + 2, said


def _is_barred(scene: Scene, number: Number) -> bool:
    return bool(scene.dated[number.first]) or scene.tokens.capital(number.last)


_LEVELS: Final = 5
"""Up to here a number with a plus is a level: `phase 3+`."""
_BEHIND: Final[dict[tuple[str, str], Qualifier]] = {
    ("or", "so"): "about",
    ("or", "thereabouts"): "about",
    ("-", "odd"): "about",
    ("or", "more"): "at_least",
    ("at", "least"): "at_least",
    ("at", "most"): "up_to",
    ("or", "fewer"): "up_to",
    ("or", "less"): "up_to",
}


_RULING: Final = frozenset({
    "take", "takes", "took", "taking", "hand", "hands", "handed", "handing", "turn", "turned", "deal", "talks",
    "dispute", "row", "control", "concern", "concerns", "flew", "fly", "flying", "agreement", "clashes", "fight",
})  # fmt: skip
"""Words that rule the preposition `over`."""
_SIGNS: Final = frozenset("<>")
_LONGEST: Final = 2
"""A sign and a letter before it, or a code and its stop, have two tokens."""
_RISING: Final = frozenset({
    "go", "goes", "going", "went", "gone", "rise", "rises", "rising", "rose", "risen", "climb", "climbs", "climbed",
    "grow", "grew", "increase", "increased", "jumped",
})  # fmt: skip
_BETWEEN: Final = frozenset({"a", "another", "the", "further", "additional"})
