"""Where what is counted happened: the places of a sentence dealt out to its figures by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.claims import find_claims, find_clause_host, find_sender, weigh_place
from ingest.extract.neighbours import deal_out_places, deal_out_words, take_from_neighbours
from ingest.extract.stage import refers_to
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
    home = draft.indicator.place if draft.indicator else "location"
    host = find_clause_host(page, findings, draft)
    if host:
        draft.roles[home], draft.own_place = host.text, True
    claims, tellers = find_claims(page, findings, draft, others)
    moving = draft.family in _MOVING or _is_driven(draft)
    for place in sorted(claims, key=lambda place: weigh_place(place, draft.number.first, moving=moving)):
        role = _carried_role(page, draft, place) or _role(page, draft, place, context.stage)
        text = _referent(page, place, findings, context.stage) if place.anaphor else place.text
        if role and text and role not in draft.roles and place is not host:
            draft.roles[role] = text
            draft.own_place = True
    draft.teller = tellers[-1].text if tellers else None
    sender = find_sender(page, findings, draft) if draft.family in _CARRIED and "origin" not in draft.roles else None
    if sender:
        draft.roles = {role: text for role, text in draft.roles.items() if text != sender} | {"origin": sender}
        draft.sender = True
    if draft.family == "staff" and "origin" in draft.roles and "location" in draft.roles:
        draft.roles["destination"] = draft.roles.pop("location")  # "rescuers from X are expected in Y"


_MOVING: Final = frozenset({"movement", "aid", "staff"})


def _is_no_scene(draft: Draft, place: Place) -> bool:
    """Whether nothing happens at a place: a depression over a sea kills ashore, who gives money is elsewhere."""
    if place.level == "water" and draft.family != "fight" and place.word != "in":
        return True
    gives = place.level == "country" and place.role in ("", "subject")
    return gives and draft.indicator is not None and draft.indicator.code == _FUNDING


def _role(page: Page, draft: Draft, place: Place, stage: Stage) -> str | None:
    """The role that a place plays for what is counted."""
    if _is_no_scene(draft, place):
        return None
    home = "destination" if _is_delivered(draft) else draft.indicator.place if draft.indicator else "location"
    moving = draft.family == "movement" or _is_convoy(draft)
    if place.role == "via" or (place.passage and place.role == "passage"):
        everywhere = place.word in _ALONG and (not moving or bool(place.level))
        return home if everywhere else "via" if moving else None
    if moving and (place.role == "object" or place.word == "for"):
        left = place.role == "object" and draft.event is not None and draft.event.sense in ("leave", "pass")
        return "origin" if left else "destination"
    if place.role in ("origin", "destination"):
        goes = moving or _is_driven(draft) or _is_sent(page, draft, place) or _is_brought(page, draft, place)
        return place.role if goes else home
    if place.role in ("location", "object") or (place.anaphor and place.kind in ("zone", "area")):
        return home
    spoken_of = _is_spoken_of(page, draft, place) if place.role == "subject" else _is_beside(page, draft, place)
    return _beside_role(draft, place, home, stage) if spoken_of else None


def _is_delivered(draft: Draft) -> bool:
    """Whether things are told to have come: `2 million doses arrived at X`."""
    arrived = draft.event is not None and draft.event.sense == "arrive"
    return arrived and draft.noun is not None and draft.noun.kind in ("dose", "item", "mass")


_FUNDING: Final = "aid_funding"
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
    if draft.family != "aid" or draft.event is None:
        return False
    lorries = draft.noun is not None and draft.noun.kind == "vehicle"
    return draft.event.sense == "leave" or (lorries and draft.event.sense in ("arrive", "pass", "reach"))


def _is_spoken_of(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a figure tells of the subject of its clause; a country does much that is not counted where it lies."""
    if page.marks_in("report.verbs", place.after + 1, draft.number.first):
        return False  # "X remains on alert, he added, and 5 …"
    if draft.event and draft.event.sense == "take":
        return True  # X, a country of 2.6 million, has received 350,000
    if page.scene.tokens.word[place.after : place.after + 2] == ["has", "the"]:
        return True
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


def _is_brought(page: Page, draft: Draft, place: Place) -> bool:
    """Whether people who were set free or saved are said to have been brought to or from a place."""
    code = draft.indicator.code if draft.indicator else ""
    if code == "rescued" and place.role == "origin":
        return False
    if code not in ("released", "rescued"):
        return False
    events = page.scene.marks["event"]
    near = page.marks_in("event", min(draft.number.first, place.first), max(draft.number.last, place.first))
    between = page.scene.tokens.word[draft.counted.last : place.outer]
    if not between or not _GOING.isdisjoint(between):
        return True
    return any(events[at][1].sense in _BRINGING for at, _ in near)


_GOING: Final = frozenset({"went", "gone", "go", "going", "flown", "taken", "brought", "driven", "headed"})
_BRINGING: Final = frozenset({"leave", "pass", "arrive", "return", "send", "reach"})


def _is_sent(page: Page, draft: Draft, place: Place) -> bool:
    """Whether things or staff went to a place: people are given aid where they are."""
    if draft.family not in ("aid", "staff"):
        return False
    words = page.scene.tokens.word[place.after : draft.number.outer]
    given = draft.family == "aid" and draft.noun is not None and draft.noun.unit in ("person", "family")
    return "where" not in words and not given


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


def _referent(page: Page, place: Place, findings: Findings, stage: Stage) -> str | None:
    if place.passage:
        return stage.passage
    if place.kind == "there":
        ahead = [other.text for other in findings.places if other.first < place.first and other.text]
        return (ahead[-1] if ahead else None) or stage.label or stage.scene or stage.named
    if page.scene.word(place.first - 1) == "same":
        return stage.named
    if place.kind in ("zone", "de-escalation zone"):
        return stage.zone
    if place.kind == "area":
        ahead = [one.text for one in findings.places if one.first < place.first and one.text and one.word != "-"]
        return stage.route.get("origin") or stage.zone or (ahead[-1] if ahead else stage.named)
    named = [other for other in findings.places if other.first < place.first and not other.anaphor and other.text]
    nearest = next((other for other in reversed(named) if refers_to(place.kind, other)), None)
    return nearest.text if nearest else stage.refer(place.kind)
