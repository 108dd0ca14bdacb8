"""Where what is counted happened: the places of a sentence dealt out to its figures by role."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest.extract.stage import refers_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.context import Context
    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place
    from ingest.extract.stage import Stage


def settle_places(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Give every draft of a sentence its places: its own, its neighbours', those that govern."""
    context.stage.begin(page, findings)
    _give_references(page, drafts)
    _give_names(page, findings, drafts)
    for draft in drafts:
        if not draft.reference:
            _own_places(page, findings, draft, context)
    for draft in drafts:
        _spread(draft, drafts, page)
    for first, second in pairwise(drafts):
        if first.number is second.number:
            _deal_out(findings, first, second)
    for index, draft in enumerate(drafts):
        _neighbours(page, drafts, index, draft)
        _governing(page, findings, draft, context)
    _keep_route(page, findings, drafts, context)


def _give_references(page: Page, drafts: Sequence[Draft]) -> None:
    """What stands behind a whole that is only referred to speaks of the part: `seven of the 27 in X`."""
    words = page.scene.tokens.word
    for part, whole in pairwise(drafts):
        before = words[max(0, whole.number.outer - _REFERRING) : whole.number.outer]
        if len(before) == _REFERRING and before[0] == "of" and before[1] in _DETERMINERS:
            part.last, whole.reference = whole.last, True


def _give_names(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """A name that leans on the number behind it is that number's: `300, ahead of X at 200`."""
    leaning = {
        place.after + 1: place for place in findings.places if page.scene.word(place.after) in _LEANING and place.text
    }
    for before, draft in pairwise(drafts):
        place = leaning.get(draft.number.outer)
        if place and before.number.last <= place.first < draft.first:
            draft.first = before.last = place.outer


_LEANING: Final = frozenset({"at", ":", "–", "-", "("})
_REFERRING: Final = 2
_DETERMINERS: Final = frozenset({"the", "these", "those", "its", "their", "all"})


def _own_places(page: Page, findings: Findings, draft: Draft, context: Context) -> None:
    center = draft.number.first
    inside = [
        place for place in findings.places if draft.holds(place.first) and not _is_attribution(page, draft, place)
    ]
    # A name says more than "the checkpoint", which is another one as often as the one named before.
    for place in sorted(inside, key=lambda place: (place.anaphor, _size(place) + abs(place.first - center))):
        role = _role(page, draft, place, context.stage)
        text = _referent(place, findings, context.stage) if place.anaphor else place.text
        if role and text and role not in draft.roles:
            draft.roles[role] = text
            draft.own_place = True


def _size(place: Place) -> int:
    """Countries and waters give way to smaller places not much farther off."""
    return _GIVES_WAY * (place.level in ("country", "wider") or (place.wide and not place.kind and not place.level))


_GIVES_WAY: Final = 5


def _is_attribution(page: Page, draft: Draft, place: Place) -> bool:
    """Whether a place stands in words that only say who reported: `…, the bulletin issued from X said`."""
    words = page.scene.tokens.word
    reports = page.marks_in("report.verbs", draft.number.last, place.first)
    reports += page.marks_in("report.sources", draft.number.last, place.first)
    return any("," in words[draft.number.last : index] for index, _ in reports)


def _role(page: Page, draft: Draft, place: Place, stage: Stage) -> str | None:
    """The role that a place plays for what is counted."""
    home = draft.indicator.place if draft.indicator else "location"
    moving = draft.family == "movement"
    if place.role == "via" or (place.passage and place.role == "passage"):
        if place.word in _ALONG and (not moving or place.level):
            return home
        return "via" if moving else None
    if place.role in ("origin", "destination"):
        return place.role if moving or _is_sent(page, draft, place) else home
    if place.role == "object" and moving:
        return "origin" if draft.event and draft.event.sense in ("leave", "pass") else "destination"
    if place.role == "subject" and place.level == "country" and draft.number.first - place.after > _SPOKEN_OF:
        return None
    if place.role == "subject":
        return _beside_role(draft, place, home, stage)
    if place.role in ("location", "object") or (place.anaphor and place.kind in ("zone", "area")):
        return home
    return _beside_role(draft, place, home, stage) if _is_beside(page, draft, place) else None


def _beside_role(draft: Draft, place: Place, home: str, stage: Stage) -> str:
    """The role of a name beside a number; in `visitors: India 300, Germany 200` it is where they came from."""
    code = draft.indicator.code if draft.indicator else ""
    listed = code == "arrivals" and place.level == "country" and stage.framing() not in (None, place.text)
    return "origin" if listed else home


_SPOKEN_OF: Final = 5
_ALONG: Final = frozenset({"across", "along"})


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


def _neighbours(page: Page, drafts: Sequence[Draft], index: int, draft: Draft) -> None:
    """Take over what the figures beside it say of places, where they speak of the same."""
    if draft.whole:
        for role, text in draft.whole.roles.items():
            if role not in draft.roles and text not in draft.roles.values():
                draft.roles[role] = text
        return
    for other in _by_nearness(page, drafts, index):
        if other.whole or other.reference or not other.roles or not _goes_with(draft, other):
            continue
        for role, text in other.roles.items():
            if _lends(draft, other, role):
                draft.roles.setdefault(role, text)
        return


def _lends(draft: Draft, other: Draft, role: str) -> bool:
    """Whether a figure's role is also that of its neighbour, if it has none itself."""
    if role == "origin" and draft.indicator and draft.indicator.place == "destination" and other.own_place:
        return False  # "300 came from X, 200 from Y and 100 nationals of Z"
    return not (draft.own_place and role in ("destination", "location") and other.indicator == draft.indicator)


def _by_nearness(page: Page, drafts: Sequence[Draft], index: int) -> list[Draft]:
    """The other figures of the sentence: those of the same clause first, else those before, the nearest first."""
    clause = _clauses(page, drafts)
    others = [*reversed(range(index)), *range(index + 1, len(drafts))]
    return [drafts[other] for other in sorted(others, key=lambda other: clause[other] != clause[index])]


def _clauses(page: Page, drafts: Sequence[Draft]) -> list[int]:
    """The number of the clause in which each figure stands."""
    found, clause, last = [], 0, drafts[0].number.last
    for draft in drafts:
        clause += not _CONTRASTS.isdisjoint(page.scene.tokens.word[last : draft.number.outer])
        last = draft.number.last
        found.append(clause)
    return found


_CONTRASTS: Final = frozenset({"while", "whereas", "but", ";"})


def _goes_with(draft: Draft, other: Draft) -> bool:
    """Whether two figures of a sentence tell of one happening: an attack and those whom it kills do."""
    if other.measure == "flow" and draft.measure == "cumulative" and other.first > draft.first:
        return False  # "the toll rose to 40 after 8 more deaths in X"
    if draft.family == "aid" and other.status != draft.status:
        return False
    if draft.family in _SPLIT and (other.first > draft.first or draft.measure != other.measure):
        return False
    if other.indicator != draft.indicator and (draft.own_place or draft.family == "movement"):
        return False
    return other.family == draft.family or {other.family, draft.family} <= _STRIFE


_SPLIT: Final = frozenset({"truce", "health"})
"""What is counted place by place: a total is not where the first item of its list is."""
_STRIFE: Final = frozenset({"fight", "harm", "law"})


def _deal_out(findings: Findings, first: Draft, second: Draft) -> None:
    """`Three each in A and B`: the first figure is of A, the second of B."""
    listed = {place.text: place for place in findings.places if place.parts}
    for role, text in list(first.roles.items()):
        if text in listed and role not in second.roles:
            first.roles[role] = listed[text].parts[0]
            rest = listed[text].parts[1:]
            second.roles[role] = rest[0] if len(rest) == 1 else ", ".join(rest)
            second.own_place = True


def _spread(draft: Draft, drafts: Sequence[Draft], page: Page) -> None:
    """Give a whole the place that a comma parts from its part: `7 people, four of them children, in X`."""
    for part in drafts:
        if part.whole is draft and part.own_place:
            after = part.counted.last
            aside = page.scene.word(after) == "," and page.scene.marked("preposition", after + 1)
            if aside and part.counted.partitive and not draft.roles:
                draft.roles |= part.roles
                draft.own_place = True
            return


def _governing(page: Page, findings: Findings, draft: Draft, context: Context) -> None:
    """Take over the way of an earlier sentence of the paragraph, or the place that the text is about."""
    stage, sentence = context.stage, findings.sentence
    code = draft.indicator.code if draft.indicator else ""
    if draft.family == "movement" and stage.label and code != "departures":
        draft.roles.setdefault("origin", stage.label)
    way = stage.route if stage.route_paragraph == sentence.paragraph else {}
    if code == "departures" and draft.roles.get("origin", way.get("origin")) == way.get("origin"):
        for role, text in way.items():
            draft.roles.setdefault(role, text)
    if code == "departures" and "origin" not in draft.roles and (stage.scene or stage.origin):
        draft.roles["origin"] = stage.scene or stage.origin or ""
    if draft.family == "aid" and not draft.roles and not draft.whole:
        _same_load(page, draft, context)
    home = draft.indicator.place if draft.indicator else "location"
    if not draft.roles or (home == "destination" and home not in draft.roles):
        place = _opening(findings) or stage.governing(draft)
        if place and place not in draft.roles.values():
            draft.roles[home] = place


def _opening(findings: Findings) -> str | None:
    """The place that a sentence sets out from: `In X, after a night of rain, 5 homes …`."""
    first = next((place for place in findings.places if place.text), None)
    if first and first.role == "location" and not first.anaphor and first.outer == findings.sentence.first:
        return first.text
    return None


def _same_load(page: Page, draft: Draft, context: Context) -> None:
    """Aid without a place went where the aid before it went, unless the sentence turns to something new."""
    first, last = draft.first, draft.last
    if draft.indicator and draft.indicator.code == "medical_aid":
        return
    earlier = next((other for other in reversed(context.previous) if other.family == "aid" and other.roles), None)
    if earlier is None or draft.measure != "flow" or draft.status != earlier.status:
        return
    if not page.marks_in("phrase.fresh", first, last):
        draft.roles.update(earlier.roles)


def _keep_route(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Remember the way that a sentence describes, with or without a number."""
    moving = [draft for draft in drafts if draft.indicator and draft.indicator.code == "departures"]
    route = dict(moving[-1].roles) if moving else _described(page, findings)
    if route:
        stage = context.stage
        stage.route, stage.route_paragraph = route, findings.sentence.paragraph
        if not moving or moving[-1].own_place:
            stage.origin = route.get("origin", stage.origin)


def _described(page: Page, findings: Findings) -> dict[str, str]:
    """The way that a sentence without figures tells of: people who leave, a corridor that is opened."""
    sentence = findings.sentence
    passages = page.marks_in("place.passages", sentence.first, sentence.last)
    if not passages and not any(event.sense == "leave" for _, _, event in findings.events):
        return {}
    route: dict[str, str] = {}
    for place in findings.places:
        if place.anaphor or not place.text:
            continue
        role = {"object": "origin", "passage": "via", "location": "origin"}.get(place.role, place.role)
        if place.passage and place.role == "":
            role = "via"
        if place.role == "location" and place.kind != "zone" and passages and passages[0][0] < place.first:
            role, place.role, place.passage = "via", "passage", True
        if role and (place.role != "location" or place.kind == "zone"):
            route.setdefault(role, place.text)
    return route


def continue_route(page: Page, findings: Findings, context: Context) -> None:
    """Add to the last movement what a following sentence says of the same people: `All of them were taken to X`."""
    sentence = findings.sentence
    if not page.marks_in("phrase.continuing", sentence.first, min(sentence.first + 3, sentence.last)):
        return
    if not context.previous:
        return
    draft = context.previous[-1]
    if draft.family == "aid" and not draft.roles and page.scene.word(sentence.first) == "it":
        named = next((place.text for place in findings.places if place.text), None)
        draft.roles |= {"location": named} if named else {}
    if draft.family != "movement":
        return
    for place in findings.places:
        role = "destination" if place.role in ("", "object") else place.role
        if role in ("origin", "destination", "via") and place.text and not place.anaphor:
            draft.roles.setdefault(role, place.text)
