"""Which places of its sentence a figure can claim: those of its clause, but for those of who tells and of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.counted import ENDS, MEASURES
from ingest.extract.stage import PASSIVE
from ingest.extract.text import NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place


def find_claims(
    page: Page, findings: Findings, draft: Draft, others: AbstractSet[int]
) -> tuple[list[Place], list[Place]]:
    """The places that a figure can claim, and those that are first of all of who tells it.

    `others` are where the other numbers of the sentence begin.
    """
    words = page.scene.tokens.word
    inside = [
        place
        for place in findings.places
        if (draft.holds(place.first) or _is_host(findings, draft, place))
        and not _is_attribution(page, draft, place)
        and not _is_of_share(page, draft, place)
        and not _is_make(page, draft, place)
        and not _is_nationality(page, findings, place)
        and not (place.after + 1 in others and words[place.after] == "(")  # an item of the list: "X (7), Y (3)"
    ]
    if any(place.label for place in inside) and any(_is_set(place) for place in findings.places):
        inside = [place for place in inside if not place.label]  # `Latmah: two died when a wall fell in Homs`
    tellers = [place for place in inside if _is_of_teller(page, place, draft.number.first)]
    return [place for place in inside if place not in tellers], tellers


def _is_set(place: Place) -> bool:
    """Whether a preposition says that something is at a place."""
    return place.role == "location" and not place.label and not place.anaphor and bool(place.text)


def _is_make(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a name only says of what make the goods are that a measure weighs: `320 kg of Kerala tea`."""
    tokens, after = page.scene.tokens, place.after
    if draft.noun is None or draft.noun.kind not in MEASURES or tokens.word[place.first - 1] != "of":
        return False
    if after >= len(tokens) or tokens.kind[after] != WORD:
        return False
    event = page.scene.marks["event"].get(after)
    return not (tokens.capital(after) or tokens.word[after] in ENDS or (event and event[1].verb))


def find_clause_host(page: Page, findings: Findings, draft: Draft) -> Place | None:
    """The place that a clause with `where` or `which` tells of: `in X, where 3 camps now shelter 900 people`."""
    words, number = page.scene.tokens.word, draft.number
    ahead = [place for place in findings.places if place.after <= number.outer]
    place = ahead[-1] if ahead else None
    if place is None or not place.text or place.anaphor or place.level in ("water", "wider"):
        return None
    between = words[max([place.after, *(larger.after for larger in place.within)]) : number.outer]
    relative = "where" in between[:2] or ("which" in between[:2] and place.role != "origin")
    if relative and _ENDING.isdisjoint(between):
        close = range(draft.counted.last, draft.counted.last + _CLOSE_BY)
        nearer = any(other.role == "location" and other.outer in close for other in findings.places)
        return None if nearer else place
    return None


_ENDING: Final = frozenset({";", "while", "whereas"})
_CLOSE_BY: Final = 3


def find_sender(page: Page, findings: Findings, draft: Draft) -> str | None:
    """The country that sends things or staff: `X on Monday sent two planes`."""
    if draft.noun and draft.noun.kind == "money":
        return None
    words = page.scene.tokens.word
    sent = [
        first for first, last, event in findings.events
        if event.verb and event.sense in ("send", "deploy") and first < draft.number.first and words[first] in _SENT
        and words[first - 1] not in PASSIVE
    ]  # fmt: skip
    if not sent:
        return None
    ahead = [place for place in findings.places if place.text and place.first < sent[-1]]
    place = ahead[-1] if ahead else None
    if place is None or place.level != "country" or place.role not in ("", "subject", "object"):
        return None
    return place.text if sent[-1] - place.after <= _SENDING else None


_SENT: Final = frozenset({
    "sent", "sends", "send", "dispatched", "dispatches", "dispatch", "flew", "shipped", "ships", "deployed", "deploys",
})  # fmt: skip
_SENDING: Final = 12


def weigh_place(place: Place, center: int, *, moving: bool) -> tuple[bool, int]:
    """How far a place stands from a number at `center`, farther where another place would say more.

    A noun such as "the checkpoint" is another one as often as the one named before.
    """
    return place.anaphor, _size(place, center, moving=moving) + abs(place.first - center)


def _size(place: Place, center: int, *, moving: bool) -> int:
    """How much farther off another place can be that still says more: one that is smaller, where things happened."""
    if place.word == "where" and place.first < center:
        return 0
    size = _GIVES_WAY if place.level in ("country", "wider", "water") else _YIELDS if place.wide else 0
    return size if moving or place.role not in ("origin", "destination") else size + _GIVES_WAY


_GIVES_WAY: Final = 8
_YIELDS: Final = 5


def _is_attribution(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a place stands in words that only say who reported: `…, the bulletin issued from X said`."""
    between = page.scene.tokens.word[draft.number.last : place.first]
    if "," not in between:
        return False
    comma = draft.number.last + between.index(",")
    if page.marks_in("report.sources", comma + 1, place.first):
        return True
    verbs = page.marks_in("report.verbs", comma + 1, place.after + 1)
    return any(page.scene.word(index - 1) not in PASSIVE for index, _ in verbs)


def _is_host(findings: Findings, draft: Draft, place: Place) -> bool:
    """Whether a place that opens a sentence is what takes people in: `X, a country of 2 million, has received 300`."""
    opens = place.role == "subject" and place.first == findings.sentence.first
    return opens and draft.event is not None and draft.event.sense == "take"


def _is_nationality(page: Page, findings: Findings, place: Place) -> bool:
    """Whether people are only said to be of a country: `17 nationals of X, 15 of Y`."""
    words = page.scene.tokens.word
    if place.level != "country" or words[place.first - 1] != "of":
        return False
    before = words[place.first - 2]
    listed = page.scene.tokens.kind[place.first - 2] == NUMERAL
    return before in _NATIONALS or (listed and not _NATIONALS.isdisjoint(words[findings.sentence.first : place.first]))


_NATIONALS: Final = frozenset({"nationals", "citizens", "natives", "national", "citizen", "native", "subjects"})


def _is_of_share(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a place is only that of an uncounted share: `94 were hurt, most of them in X`."""
    words = page.scene.tokens.word
    if place.outer > 0 and words[place.outer - 1] in _MOSTLY:
        return True
    return any(
        words[index] in _UNCOUNTED and words[index + 1] == "of" and words[index + 2] in _THEM
        for index in range(draft.counted.last, place.first - 2)
    )


_UNCOUNTED: Final = frozenset({"most", "half", "many", "some", "majority", "several", "third", "quarter", "dozens"})
_MOSTLY: Final = frozenset({"most", "mostly", "mainly", "many", "majority", "some", "largely", "chiefly", "primarily"})
_THEM: Final = frozenset({"them", "whom", "these", "those", "which"})


def _is_of_teller(page: Page, place: Place, number: int) -> bool:
    """Whether a place is first of all that of whoever tells: `a reporter in X said that 6 …`."""
    if place.role != "location" or place.first > number or not place.text or place.anaphor:
        return False
    tellers = page.scene.marks.get("report.tellers", {})
    near = page.marks_in("report.tellers", max(0, place.outer - _BEFORE), place.outer)
    told = any(tellers[at][0] == place.outer for at, _ in near)
    return told and bool(page.marks_in("report.verbs", place.after, min(place.after + _TELLING, number)))


_BEFORE: Final = 3
_TELLING: Final = 8
