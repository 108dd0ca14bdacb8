"""Where what is counted happened: the places of a sentence dealt out to its figures by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.neighbours import deal_out_places, deal_out_words, take_from_neighbours
from ingest.extract.stage import PASSIVE, refers_to
from ingest.extract.ways import continue_clause, keep_route, take_from_above

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from ingest.extract.context import Context
    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place
    from ingest.extract.stage import Stage


def settle_places(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Give every draft of a sentence its places: its own, its neighbours', those that govern."""
    context.stage.begin(page, findings)
    head = context.stage.introducer
    for draft in drafts:
        if head and draft.event is None and head.noun and draft.noun and head.noun.unit == draft.noun.unit:
            draft.indicator = head.indicator  # "900 returned: – from X, 400; – from Y, 500"
    deal_out_words(page, findings, drafts)
    counted = {draft.number.outer for draft in drafts}
    for draft in drafts:
        if not draft.reference:
            _own_places(page, findings, draft, context, counted - {draft.number.outer})
    continue_clause(page, findings, drafts)
    deal_out_places(page, findings, drafts)
    for index, draft in enumerate(drafts):
        take_from_neighbours(page, drafts, index, draft)
        take_from_above(page, findings, draft, context, drafts)
    keep_route(page, findings, drafts, context)


def _own_places(page: Page, findings: Findings, draft: Draft, context: Context, others: AbstractSet[int]) -> None:
    center, words = draft.number.first, page.scene.tokens.word
    inside = [
        place
        for place in findings.places
        if (draft.holds(place.first) or _is_host(findings, draft, place))
        and not _is_attribution(page, draft, place)
        and not _is_of_share(page, draft, place)
        and not (place.after + 1 in others and words[place.after] == "(")  # an item of the list: "X (7), Y (3)"
    ]
    if host := _clause_host(page, findings, draft):
        draft.roles[_home_of(draft)], draft.own_place = host.text, True
        inside = [place for place in inside if place is not host]
    tellers = [place for place in inside if _is_of_teller(page, place, center)]
    inside = [place for place in inside if place not in tellers]
    moving = draft.family in _MOVING or _is_driven(draft)
    # A name says more than "the checkpoint", which is another one as often as the one named before.
    for place in sorted(inside, key=lambda place: (place.anaphor, _size(place, center, moving=moving) + abs(place.first - center))):
        role = _carried_role(page, draft, place) or _role(page, draft, place, context.stage)
        text = _referent(place, findings, context.stage) if place.anaphor else place.text
        if role and text and role not in draft.roles:
            draft.roles[role] = text
            draft.own_place = True
    if tellers and not draft.roles and _home_of(draft) == "location":
        draft.roles["location"], draft.own_place = tellers[-1].text, True
    if "origin" not in draft.roles and (sender := _sender(page, findings, draft)):
        draft.roles = {role: text for role, text in draft.roles.items() if text != sender} | {"origin": sender}
        draft.sender = True
    if draft.family == "staff" and "origin" in draft.roles and "location" in draft.roles:
        draft.roles["destination"] = draft.roles.pop("location")  # "rescuers from X are expected in Y"


_MOVING: Final = frozenset({"movement", "aid", "staff"})


def _is_of_teller(page: Page, place: Place, number: int) -> bool:
    """Whether a place is first of all that of whoever tells: `a reporter in X said that 6 …`."""
    if place.role != "location" or place.first > number or not place.text or place.anaphor:
        return False
    told = any(at + 1 == place.outer or place.outer in marks for at, marks in _tellers_before(page, place))
    return told and bool(page.marks_in("report.verbs", place.after, min(place.after + _TELLING, number)))


_TELLING: Final = 8


def _tellers_before(page: Page, place: Place) -> list[tuple[int, tuple[int, ...]]]:
    tellers = page.scene.marks.get("report.tellers", {})
    return [(at, (tellers[at][0],)) for at, _ in page.marks_in("report.tellers", max(0, place.outer - 3), place.outer)]


def _home_of(draft: Draft) -> str:
    return draft.indicator.place if draft.indicator else "location"


def _clause_host(page: Page, findings: Findings, draft: Draft) -> Place | None:
    """The place that a clause with `where` or `which` tells of: `in X, where 3 camps now shelter 900 people`."""
    words, number = page.scene.tokens.word, draft.number
    ahead = [place for place in findings.places if place.after <= number.outer]
    place = ahead[-1] if ahead else None
    if place is None or not place.text or place.anaphor or place.level in ("water", "wider"):
        return None
    between = words[place.after : number.outer]
    relative = "where" in between[:2] or ("which" in between[:2] and place.role != "origin")
    if relative and _ENDING.isdisjoint(between):
        close = range(draft.counted.last, draft.counted.last + _CLOSE_BY)
        nearer = any(other.role == "location" and other.outer in close for other in findings.places)
        return None if nearer else place
    return None


_ENDING: Final = frozenset({";", "while", "whereas"})
_CLOSE_BY: Final = 3


def _sender(page: Page, findings: Findings, draft: Draft) -> str | None:
    """The country that sends things or staff: `X on Monday sent two planes`."""
    if draft.family not in _CARRIED or (draft.noun and draft.noun.kind == "money"):
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
    verbs = page.marks_in("report.verbs", comma + 1, place.first)
    return any(page.scene.word(index - 1) not in PASSIVE for index, _ in verbs)


def _is_host(findings: Findings, draft: Draft, place: Place) -> bool:
    """Whether a place that opens a sentence is what takes people in: `X, a country of 2 million, has received 300`."""
    opens = place.role == "subject" and place.first == findings.sentence.first
    return opens and draft.event is not None and draft.event.sense == "take"


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


def _role(page: Page, draft: Draft, place: Place, stage: Stage) -> str | None:
    """The role that a place plays for what is counted."""
    if place.level == "water" and draft.family != "fight" and place.word != "in":
        return None  # "a depression over the Bay of X has killed 5 people"
    home = "destination" if _is_delivered(draft) else draft.indicator.place if draft.indicator else "location"
    moving = draft.family == "movement" or _is_convoy(draft)
    if place.role == "via" or (place.passage and place.role == "passage"):
        everywhere = place.word in _ALONG and (not moving or bool(place.level))
        return home if everywhere else "via" if moving else None
    if moving and (place.role == "object" or place.word == "for"):
        left = place.role == "object" and draft.event is not None and draft.event.sense in ("leave", "pass")
        return "origin" if left else "destination"
    if place.role in ("origin", "destination"):
        return place.role if moving or _is_driven(draft) or _is_sent(page, draft, place) else home
    if place.role in ("location", "object") or (place.anaphor and place.kind in ("zone", "area")):
        return home
    spoken_of = _is_spoken_of(page, draft, place) if place.role == "subject" else _is_beside(page, draft, place)
    return _beside_role(draft, place, home, stage) if spoken_of else None


def _is_delivered(draft: Draft) -> bool:
    """Whether things are told to have come: `2 million doses arrived at X`."""
    arrived = draft.event is not None and draft.event.sense == "arrive"
    return arrived and draft.noun is not None and draft.noun.kind in ("dose", "item", "mass")


_CARRIED: Final = frozenset({"aid", "staff"})


def _carried_role(page: Page, draft: Draft, place: Place) -> str | None:
    """Whence and whither a ship or convoy takes things and staff: `left X with 35 tonnes of rice for Y`."""
    words = page.scene.tokens.word
    if draft.family not in _CARRIED:
        return None
    if place.role == "object" and words[place.outer] in _LEAVING:
        return "origin"
    bound = place.word == "for" and not _SETTING_OUT.isdisjoint(words[draft.opening : place.first])
    return "destination" if bound else None


_LEAVING: Final = frozenset({"left", "leaves", "leaving", "departed", "departing"})
_SETTING_OUT: Final = _LEAVING | {"sailed", "bound", "headed", "heading", "route", "flew", "took"}


def _is_convoy(draft: Draft) -> bool:
    """Whether lorries with aid, or what they carry, set out: from an origin, to a destination."""
    return draft.family == "aid" and draft.event is not None and draft.event.sense == "leave"


def _is_spoken_of(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a figure tells of the subject of its clause; a country does much that is not counted where it lies."""
    if page.marks_in("report.verbs", place.after + 1, draft.number.first):
        return False  # "X remains on alert, he added, and 5 …"
    if draft.event and draft.event.sense == "take":
        return True  # X, a country of 2.6 million, has received 350,000
    return place.level != "country" or draft.number.first - place.after <= _SPOKEN_OF


def _beside_role(draft: Draft, place: Place, home: str, stage: Stage) -> str:
    """The role of a name beside a number; in `visitors: India 300, Germany 200` it is where they came from."""
    code = draft.indicator.code if draft.indicator else ""
    if draft.event and draft.event.sense == "take":
        return home
    listed = code == "arrivals" and place.level == "country" and stage.framing() not in (None, place.text)
    return "origin" if listed else home


_SPOKEN_OF: Final = 5
_ALONG: Final = frozenset({"across", "along"})


def _is_driven(draft: Draft) -> bool:
    """Whether people were displaced: from an origin, to a destination, otherwise at a location."""
    return draft.indicator is not None and draft.indicator.code == "displacement"


def _is_sent(page: Page, draft: Draft, place: Place) -> bool:
    """Whether things or staff went to a place: people are given aid where they are."""
    if draft.family not in ("aid", "staff"):
        return False
    words = page.scene.tokens.word[place.after : draft.number.outer]
    return "where" not in words and not (draft.noun and draft.noun.unit == "person" and draft.family == "aid")


def _is_beside(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a name stands next to the number alone: `Aleppo (20)`, `Idlib had 13`."""
    if place.first < draft.number.first:
        words = page.scene.tokens.word[place.after : draft.number.outer]
        return len(words) <= _BESIDE and (set(words) <= _SIGNS or place.after in page.scene.marks["place.subjects"])
    between = page.scene.tokens.word[draft.counted.last : place.first]
    if between[:1] == ["("] and ")" in between:
        between = between[between.index(")") + 1 :]
    directions = page.scene.marks["place.directions"]
    between = [word for at, word in enumerate(between, place.first - len(between)) if at not in directions]
    return len(between) <= 1 or (len(between) <= _LINKED and set(between) <= _LINKS)


_BESIDE: Final = 2
_SIGNS: Final = frozenset(
    {"(", ":", "–", "-", "—", "|", ",", "➡", "️", "=", "at", "with", "by", "of", "for", "another", "only", "all"}
)
_LINKED: Final = 3
_LINKS: Final = frozenset({"of", "the", "'s"})


def _referent(place: Place, findings: Findings, stage: Stage) -> str | None:
    if place.passage:
        return stage.passage
    if place.kind == "there":
        return stage.label or stage.scene or stage.named
    if place.kind in ("zone", "de-escalation zone"):
        return stage.zone
    if place.kind == "area":
        return stage.route.get("origin") or stage.zone or stage.named
    named = [other for other in findings.places if other.first < place.first and not other.anaphor and other.text]
    nearest = next((other for other in reversed(named) if refers_to(place.kind, other)), None)
    return nearest.text if nearest else stage.refer(place.kind)
