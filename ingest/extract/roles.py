"""What governs the name of a place: the preposition or verb before it, the verb behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import BREAK, MARK, NUMERAL, WORD

if TYPE_CHECKING:
    from ingest.extract.lexicon import Marks
    from ingest.extract.places import Place
    from ingest.extract.text import Tokens

_BACK: Final = 8
_FILLERS: Final = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "of", "'s", "so-called", "besieged",
    "capital", "part", "parts", "outskirts", "vicinity", "town", "additional", "same", "both", "sunday", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday",
})  # fmt: skip
_LEADING: Final = frozenset({
    "mission", "ambassador", "envoy", "representative", "adviser", "advisor", "minister", "road", "roads", "access",
    "highway", "railway", "line", "links",
})  # fmt: skip
"""What leads to a place or stands for another there: neither people nor things went."""
_STANDING: Final = frozenset({"located", "stationed", "based"})
_FIGHTERS: Final = frozenset({
    "organizations", "organisations", "terrorists", "militants", "groups", "fighters", "rebels", "gunmen", "forces",
})  # fmt: skip
_ARTICLES: Final = frozenset({"the", "a", "an", "this", "these", "those", "its", "their", "besieged"})
_BREAKERS: Final = frozenset({
    "and", "or", "but", "who", "which", "that", "was", "were", "is", "are", "has", "have", "had", ",", ";", ":",
    ".",
})  # fmt: skip


def find_role(tokens: Tokens, place: Place, marks: dict[str, Marks]) -> None:
    """Walk back from a name over articles, directions and nouns to the preposition or verb that governs it."""
    prepositions = _endings(marks.get("preposition", {}), place.first)
    index, steps = place.first, 0
    near = ""
    while index > 0 and steps < _BACK:
        found = prepositions.get(index)
        if found and not _strikes(marks, index, found[0]):
            start, role = found
            place.outer, place.word = start, tokens.word[start]
            place.aside = tokens.word[place.first - 1] == "of" and place.first - 2 in marks.get("place.directions", {})
            if role == "location" and _ends_at(marks, "place.passages", start) and not near:
                near, place.passage = role, True
                index = _ends_at(marks, "place.passages", start) or start
                steps += 1
                continue
            lone = tokens.word[start] == "by" and index - start == 1
            away = (lone and not place.passage) or start - 1 in marks.get("place.elsewhere", ())
            away = away or (role == "destination" and tokens.word[start - 1] in _LEADING)
            away = away or (tokens.word[start - 1] in _STANDING and tokens.word[start - 2] in _FIGHTERS)
            place.word = "-" if away else place.word
            place.role = "" if away else "origin" if role == "location" and _is_fled(tokens, start) else role
            return
        before = index - 1
        if _is_object(tokens, marks, index, place):
            place.outer, place.role = before, "object"
            return
        if _is_of_people(tokens, marks, before):
            place.outer, place.role, place.people = before, "location", True
            return
        if not _skippable(tokens, before, marks):
            if _is_fate_of(tokens, marks, index, before):
                place.outer, place.role, place.word = before, "object", "strikes"
                return
            break
        index, steps = before, steps + 1
        passages = marks.get("place.passages")
        if passages and any(start <= before < end for start, (end, _) in _near(passages, before)):
            place.passage = True
    place.role = "passage" if near else _role_by_what_follows(tokens, place, marks)


def _is_fate_of(tokens: Tokens, marks: dict[str, Marks], index: int, before: int) -> bool:
    """Whether a name stands behind what is done to a place: `a shelling of central districts of X`."""
    return tokens.word[index] == "of" and (
        before in marks.get("place.fated", ()) and before in marks.get("place.happenings", ())
    )


def _is_fled(tokens: Tokens, index: int) -> bool:
    """Whether what happens in a place drives people from it: `fleeing the war in X`, `escaped fighting in X`."""
    return tokens.word[index - 1] in _DRIVING and not _FLEEING.isdisjoint(tokens.word[max(0, index - 4) : index - 1])


_FLEEING: Final = frozenset({"flee", "flees", "fled", "fleeing", "escape", "escaped", "escaping", "escapes"})
_DRIVING: Final = frozenset({
    "war", "wars", "conflict", "fighting", "violence", "unrest", "clashes", "persecution", "hunger", "famine",
    "drought", "offensive", "crisis", "hostilities", "insecurity", "attacks", "poverty", "genocide", "repression",
})  # fmt: skip


def _role_by_what_follows(tokens: Tokens, place: Place, marks: dict[str, Marks]) -> str:
    if "where" in tokens.word[place.after : place.after + 2] and not place.anaphor:
        place.word = "where"
        return "location"
    if place.after in marks.get("place.fates", ()) and not place.loud:
        place.word = "fate"
        return "object"
    return "subject" if _is_subject(tokens, place, marks) else ""


def _is_of_people(tokens: Tokens, marks: dict[str, Marks], index: int) -> bool:
    """Whether `residents of` ends at a token."""
    noun = _ends_at(marks, "noun", index) if tokens.word[index] == "of" else None
    return noun is not None and marks["noun"][noun][1].kind == "person"


def _strikes(marks: dict[str, Marks], index: int, preposition: int) -> bool:
    """Whether a preposition is but the end of a verb of disaster: `swept through X`."""
    strike = _ends_at(marks, "place.strikes", index)
    return strike is not None and strike < preposition


def _is_object(tokens: Tokens, marks: dict[str, Marks], index: int, place: Place) -> bool:
    """Whether a verb that acts on a place ends just before a token: `left X`, `struck northern X`."""
    verb = _ends_at(marks, "event", index)
    if verb is not None and marks["event"][verb][1].verb and _is_plain(tokens, marks, index, place.first):
        return not _is_attribute(tokens, verb)
    strike = _ends_at(marks, "place.strikes", index)
    if strike is None or _is_attribute(tokens, strike):
        return False
    place.word = "strikes"
    return True


def _is_attribute(tokens: Tokens, verb: int) -> bool:
    """Whether a participle describes the noun behind it: `the besieged town of X`."""
    return verb > 0 and tokens.word[verb - 1] in _ARTICLES


def _is_subject(tokens: Tokens, place: Place, marks: dict[str, Marks]) -> bool:
    """Whether a place is what a clause speaks of: `X has seen`, `X, a town in Y, saw`."""
    opening = (
        place.first == 0 or tokens.kind[place.first - 1] in (BREAK, MARK) or tokens.word[place.first - 1] in _CLAUSES
    )
    apposed = tokens.word[place.after : place.after + 2]
    return opening and (
        place.after in marks.get("place.subjects", ())
        or (len(apposed) > 1 and apposed[0] == "," and apposed[1] in _APPOSED)
    )


_APPOSED: Final = frozenset({"a", "an", "the", "one", "home", "which", "capital", "once"})


_CLAUSES: Final = frozenset({"while", "and", "but", "where", "that", "the", "with"})


def _is_plain(tokens: Tokens, marks: dict[str, Marks], first: int, last: int) -> bool:
    """Whether only articles, directions and such as `rebel-held` stand between a verb and the place it acts on."""
    return all(
        tokens.word[index] in _PLAIN
        or "-" in tokens.word[index]
        or index in marks.get("place.directions", ())
        or index in marks.get("place.types", ())
        for index in range(first, last)
    )


_PLAIN: Final = frozenset({"the", "a", "[", "of", "besieged", "embattled", "nearby"})


def _near(marks: Marks, index: int) -> list[tuple[int, tuple[int, object]]]:
    return [(start, marks[start]) for start in range(max(0, index - 2), index + 1) if start in marks]


def _endings(marks: Marks, limit: int) -> dict[int, tuple[int, str]]:
    """Marks near a token by the token after them."""
    return {
        marks[start][0]: (start, marks[start][1]) for start in range(max(0, limit - _BACK - 4), limit) if start in marks
    }


def _ends_at(marks: dict[str, Marks], category: str, index: int) -> int | None:
    """Where a phrase of a category begins that ends just before a token."""
    found = marks.get(category, {})
    for start in range(max(0, index - 4), index):
        if start in found and found[start][0] == index:
            return start
    return None


def _skippable(tokens: Tokens, index: int, marks: dict[str, Marks]) -> bool:
    word = tokens.word[index]
    if tokens.kind[index] == MARK:
        return word in "[“\"'‘’"
    if tokens.kind[index] == NUMERAL or tokens.kind[index] != WORD or word in _BREAKERS:
        return False
    if (
        word in _FILLERS
        or index in marks.get("demonym", ())
        or any(
            index in marks.get(category, ())
            for category in ("place.directions", "place.types", "place.passages", "place.zones")
        )
    ):
        return True
    return (
        tokens.text[tokens.start[index]].islower()
        and index not in marks.get("event", ())
        and index not in marks.get("noun", ())
    )
