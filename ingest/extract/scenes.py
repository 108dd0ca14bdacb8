"""Where what was told happened in the narrow sense: `6 died in X`, and later `the blast hit the Y quarter`.

A lead tells in which town or country something happened; a later sentence takes up what happened and says where in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place

_BACK: Final = 6
"""How many sentences back what is taken up can have been told."""
_TOLD: Final = frozenset({"harm", "fight"})
_HARM: Final = frozenset({"harm"})
_RUNNING: Final = frozenset({"total", "since", "year"})
_DEFINITE: Final = frozenset({
    "the", "this", "that", "these", "those", "'s", "both", "same", "sunday", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday",
})  # fmt: skip
_DEFINING: Final = 4
"""How far before what happened its article stands: `the second double-tap air strike`."""
_OTHERWISE: Final = frozenset({
    "as", "when", "while", "after", "before", "which", "who", "whose", "since", "until", ";",
})  # fmt: skip
"""What begins a clause that tells of something else."""
_HAPPENED: Final = frozenset({"location", "object"})
_SIZES: Final = {"wider": 4, "country": 3, "region": 2, "city": 1}


def settle_scenes(page: Page, read: Sequence[tuple[Findings, Sequence[Draft]]]) -> None:
    """Give figures of a happening the narrow place that a sentence behind them states for it."""
    if not page.scene.marks.get("place.happenings"):
        return
    sizes = _measure(read)
    for at, (findings, drafts) in enumerate(read):
        if not findings.sentence.line or any(draft.family != "fight" for draft in drafts):
            continue
        place = _taken_up(page, findings) if not drafts else _fired_at(findings, drafts)
        if place and drafts:
            _refine(read[max(0, at - 1) : at], place, sizes, _HARM)
        elif place:
            _refine(read[max(0, at - _BACK) : at], place, sizes, _TOLD)


def _fired_at(findings: Findings, drafts: Sequence[Draft]) -> Place | None:
    """The one place at which a sentence says how many shells or rounds fell that did what the one before told."""
    told = {draft.roles.get("location") for draft in drafts if draft.own_place}
    return next((place for place in findings.places if told == {place.text} and not place.level), None)


def _measure(read: Sequence[tuple[Findings, Sequence[Draft]]]) -> Mapping[str, int]:
    """How large each named place is; what no fact and no noun tells is small."""
    sizes: dict[str, int] = {}
    for findings, _ in read:
        for place in findings.places:
            if place.text and not place.anaphor:
                sizes[place.text] = max(sizes.get(place.text, 0), _size(place))
    return sizes


def _size(place: Place) -> int:
    return _SIZES.get(place.level, 2 if place.wide else 1 if place.noun in ("city", "town") else 0)


def _taken_up(page: Page, findings: Findings) -> Place | None:
    """The one place at which a sentence says that something told before happened."""
    sentence, words = findings.sentence, page.scene.tokens.word
    marks = page.marks_in("place.happenings", sentence.first, sentence.last)
    definite = [
        at for at, _ in marks if any(map(_defines, words[max(sentence.first, at - _DEFINING) : at]))
    ]  # fmt: skip
    if not definite:
        return None
    told = [place for place in findings.places if place.role in _HAPPENED and place.text and not place.anaphor]
    told = [place for place in told if _is_told_of(words, definite[0], marks, place)]
    told = [place for place in told if place.level not in ("water", "wider", "country")]
    smallest = min(map(_size, told), default=0)
    narrow = [place for place in told if _size(place) == smallest]
    return narrow[0] if len(narrow) == 1 else None


def _is_told_of(words: Sequence[str], first: int, marks: Sequence[tuple[int, object]], place: Place) -> bool:
    """Whether no clause that tells of something else stands between what happened and a place."""
    happenings = [at for at, _ in marks if first <= at < place.first]
    return bool(happenings) and _OTHERWISE.isdisjoint(words[happenings[-1] : place.first])


def _defines(word: str) -> bool:
    """Whether a word points back: an article, or the day it was (`Mondays blast`, where apostrophes are lost)."""
    return word in _DEFINITE or word.removesuffix("s") in _DEFINITE


def _refine(
    read: Sequence[tuple[Findings, Sequence[Draft]]], place: Place, sizes: Mapping[str, int], told: AbstractSet[str]
) -> None:
    """Go back over what was told, as far as all of it happened in one larger place or nowhere in particular."""
    held: str | None = None
    small = sizes[place.text]
    for _, drafts in reversed(read):
        apart = False
        for draft in drafts:
            if draft.family not in told or draft.period in _RUNNING:
                continue
            here = draft.roles.get("location")
            size = sizes.get(here, 0) if here else 0
            if (here and size <= small) or (held and here and here != held and size <= sizes.get(held, 0)):
                apart = True
                continue
            held = here or held
            if here or draft.family == "harm":
                draft.roles["location"] = place.text
        if apart:
            return
