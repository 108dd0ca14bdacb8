"""Ages: numbers that say how old somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import NUMERAL

if TYPE_CHECKING:
    from ingest.extract.numbers import Number, Scene


def is_age(scene: Scene, number: Number) -> bool:
    """How old somebody is: `aged 32`, `children under 5`, `Omar Said, 32, of`, `the oldest 61`, `60 and older`."""
    if number.value > _OLDEST or number.currency:
        return False
    before = number.first - 1 - (scene.word(number.first - 1) in ("is", "was", "being", "of", "between", "from"))
    if scene.word(number.first - 1) == "am" and scene.word(number.first - 2) == "i":
        return True
    paired = scene.word(before) in ("and", "to", "or") and not _AGED.isdisjoint(
        (scene.word(before - 2), scene.word(before - 3))
    )  # aged 7 and 9, aged between 34 and 91
    if paired or scene.word(before) in _AGED or scene.marked("numeral.older", number.last):
        return True
    nouns = scene.marks.get("noun", {})
    if scene.word(number.first - 1) == "of" and not scene.marked("noun", number.last):  # a girl of four
        child = nouns.get(number.first - 2)
        return bool(child and child[1].population in _OF_AGE and not child[1].plural)
    if number.qualifier in ("under", "over", "at_least") and not scene.marked("noun", number.last):
        return _is_limit(scene, number)
    return _is_apposed(scene, number)


def _is_limit(scene: Scene, number: Number) -> bool:
    """Whether an age bounds a group: `children under 5`, `persons over 60`."""
    start = number.outer - 1 - (scene.word(number.outer - 1) in ("aged", "age", "are"))
    noun = scene.marks.get("noun", {}).get(start)
    if noun and scene.word(start) in _PERSONS and scene.tokens.kind[number.first] == NUMERAL:
        return number.value >= _GROWN
    return bool(noun and noun[1].kind == "person" and noun[1].population)


def _is_apposed(scene: Scene, number: Number) -> bool:
    """Whether an age stands behind the name of a person: `Omar Said, 32, of`."""
    before, tokens = number.first - 1, scene.tokens
    if tokens.kind[number.first] != NUMERAL or scene.word(before) not in (",", "("):
        return False
    if scene.word(number.last) == "." and scene.word(before) == ",":
        return _is_speaker(scene, before - 1)
    return scene.word(number.last) == scene.word(before).replace("(", ")") and _is_of_person(
        scene, before - 1, number.last + 1
    )


def _is_speaker(scene: Scene, index: int) -> bool:
    """Whether a name at the end of a sentence is that of somebody quoted: `said its manager, Ion Pavel, 52.`."""
    verbs = (place for place in range(max(0, index - _QUOTED), index) if scene.marked("report.verbs", place))
    if scene.tokens.capital(index):
        return any(verbs)
    noun = scene.marks.get("noun", {}).get(index)
    if noun is None:
        return scene.word(index - 1) in ("a", "an")  # detained a signalman, 43.
    return noun[1].kind == "person" and not (noun[1].plural or noun[1].fixed)


_QUOTED: Final = 7


def _is_of_person(scene: Scene, index: int, after: int) -> bool:
    """Whether a name of two words ends at a token, as names of people do, and goes on as people do at `after`."""
    tokens = scene.tokens
    if index < 1 or not tokens.capital(index):
        return False
    if not tokens.capital(index - 1):
        return scene.word(after) in _TELLING
    return scene.word(after) in _OF_PERSONS or scene.marked("report.verbs", after)


_PERSONS: Final = frozenset({"people", "persons", "adults", "individuals", "citizens", "residents"})
_GROWN: Final = 12
_OF_AGE: Final = frozenset({"children", "women", "men"})
_OLDEST: Final = 110
_AGED: Final = frozenset({"aged", "age", "ages", "oldest", "youngest"})
_TELLING: Final = frozenset({"told", "said", "says", "who"})
_OF_PERSONS: Final = frozenset(
    {"who", "said", "told", "was", "whose", "says", "from", "of", "has", "had", "is", "a", "an"}
)
