"""The ways that people and goods take from sentence to sentence, and the places that govern from above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.neighbours import is_bracketed, is_elsewhere
from ingest.extract.states import is_of_war, is_perfect
from ingest.extract.text import NUMERAL
from ingest.model import PLACE_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.context import Context
    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.places import Place
    from ingest.extract.stage import Stage


def take_from_above(page: Page, findings: Findings, draft: Draft, context: Context, drafts: Sequence[Draft]) -> None:
    """Take over the way of an earlier sentence of the paragraph, or the place that the text is about."""
    stage = context.stage
    code = draft.indicator.code if draft.indicator else ""
    if code == "departures" and _is_from_several(page, draft):
        return
    _take_way(findings, draft, stage, code)
    if draft.family == "aid" and not draft.roles and not draft.whole:
        _same_load(page, draft, context)
    home = draft.indicator.place if draft.indicator else "location"
    manned = draft.family == "staff" and draft.roles.keys() == {"origin"}
    sent = home == "location" and draft.event is not None and draft.event.sense == "send"
    placed = draft.roles.keys() - {"origin"} if (sent and draft.sender) or manned else draft.roles
    if not placed or (home == "destination" and home not in draft.roles):
        opening = _opening(findings) or _before(draft, findings, drafts)
        draft.own_place = draft.own_place or opening is not None
        place = opening or _of_war(page, draft, context) or _only(page, draft, drafts) or draft.teller
        place = place or _authority(page, findings)
        aside = _is_bygone(page, draft) or is_elsewhere(page, draft)
        place = place or (stage.headline() if aside or draft.sender else None)
        place = place or (None if aside else stage.governing(draft))
        if place and place not in draft.roles.values():
            draft.roles["destination" if sent or manned else home] = place
    if code in _COMING and "destination" not in draft.roles and stage.entered and stage.entered_part == stage.part:
        draft.roles["destination"] = stage.entered


def _is_bygone(page: Page, draft: Draft) -> bool:
    """Whether a figure recalls something of an earlier year, which need not have been where this text is set."""
    dated = draft.dated and draft.end is not None and draft.period in ("year", "month", "day")
    return dated and draft.end is not None and (page.reference - draft.end).days > _BYGONE


_BYGONE: Final = 300


def _take_way(findings: Findings, draft: Draft, stage: Stage, code: str) -> None:
    """Take over whence and whither people or goods go: from the head of a list, a label, from above."""
    if stage.introducer and stage.introducer.family == draft.family:
        for role, text in stage.introducer.roles.items():
            if text not in draft.roles.values():
                draft.roles.setdefault(role, text)
    if draft.family == "movement" and stage.label and code != "departures":
        draft.roles.setdefault("origin", stage.label)
    if code in _COMING and stage.left:
        draft.roles.setdefault("origin", stage.left)
    if code == "departures":
        _take_start(findings, draft, stage)


def _is_from_several(page: Page, draft: Draft) -> bool:
    """Whether people are said to leave several places that are not named: `30,000 will be moved from four towns`."""
    words, kinds = page.scene.tokens.word, page.scene.tokens.kind
    for at in range(draft.counted.last, min(draft.last, draft.counted.last + _NEAR_BY)):
        if words[at] == "from" and (kinds[at + 1] == NUMERAL or words[at + 1] in _SEVERAL):
            return bool(page.marks_in("place.types", at + 2, at + 5))
    return False


_NEAR_BY: Final = 6
_NEAR: Final = 3
_SEVERAL: Final = frozenset({
    "several", "various", "other", "many", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
})  # fmt: skip


def _take_start(findings: Findings, draft: Draft, stage: Stage) -> None:
    """Take over the way of an earlier sentence of the paragraph, or whence people of this text leave."""
    near = stage.route_paragraph == findings.sentence.paragraph and stage.opened - stage.route_at <= _NEAR
    way = stage.route if near else {}
    if draft.roles.get("origin", way.get("origin")) == way.get("origin"):
        for role, text in way.items():
            draft.roles.setdefault(role, text)
    if "origin" not in draft.roles and (stage.scene or stage.origin):
        draft.roles["origin"] = stage.scene or stage.origin or ""
    if "origin" not in draft.roles and stage.titled_one and not stage.titled_wide and stage.title:
        draft.roles["origin"] = stage.title


_COMING: Final = frozenset({"returns", "arrivals"})


def _opening(findings: Findings) -> str | None:
    """The place that a sentence sets out from: `In X, after a night of rain, 5 homes …`."""
    first = next((place for place in findings.places if place.text), None)
    if first and first.role == "location" and not first.anaphor and first.outer == findings.sentence.first:
        return first.text
    return None


def _only(page: Page, draft: Draft, drafts: Sequence[Draft]) -> str | None:
    """The one place at which all of a sentence happened, families in villages and villages in a district."""
    own = [one for one in drafts if one.own_place and not (one.whole or one.counted.partitive)]
    told = {one.roles.get("location") for one in own if not is_bracketed(page, one)}
    kinds = {one.family for one in drafts if one.own_place} | {draft.family}
    return next(iter(told)) if len(told) == 1 and kinds <= _TOGETHER else None


def _before(draft: Draft, findings: Findings, drafts: Sequence[Draft]) -> str | None:
    """The one place that a sentence tells of before it counts: `a dyke gave way near X; the wave killed 60`."""
    if draft.family not in _HAPPENING or any(one.own_place for one in drafts):
        return None
    ahead = [place for place in findings.places if place.first < drafts[0].number.first and place.text]
    told = [place for place in ahead if place.role in ("location", "object") and not place.anaphor]
    return told[0].text if len(told) == len(ahead) == 1 else None


def _of_war(page: Page, draft: Draft, context: Context) -> str | None:
    """The country whose war killed so many, wherever the text is set: `170,000 have been killed in the X conflict`."""
    if draft.family != "harm" or draft.roles:
        return None
    stage = context.stage
    if draft.indicator and draft.indicator.code == "deaths" and draft.value >= _MANY:
        return stage.wide_title() or stage.country
    if is_perfect(page, draft) and (is_of_war(page, draft) or context.tenure.dwarfs(draft)):
        return _whose_war(page, draft) or stage.country
    return None


def _whose_war(page: Page, draft: Draft) -> str | None:
    words, peoples = page.scene.tokens.word, page.scene.marks.get("demonym", {})
    for at in range(draft.counted.last, draft.last):
        if words[at] in _WARS:
            near = [peoples[index][1] for index in range(max(0, at - _ITS), at) if index in peoples]
            return near[-1] if near else None
    return None


_WARS: Final = frozenset({"conflict", "war", "uprising", "revolution", "insurgency"})
_ITS: Final = 3
_MANY: Final = 50_000
"""So many die in no town, but in a country."""
_HAPPENING: Final = frozenset({"harm", "fight", "law"})
_TOGETHER: Final = frozenset({"harm", "works", "staff", "other"})


def _authority(page: Page, findings: Findings) -> str | None:
    """The place for which an authority speaks: `said the X provincial relief office`."""
    speaking = page.scene.marks.get("place.authorities", {})
    return next((place.text for place in findings.places if place.text and place.after in speaking), None)


def _same_load(page: Page, draft: Draft, context: Context) -> None:
    """Aid without a place went where the aid before it went, unless the sentence turns to something new."""
    first, last = draft.first, draft.last
    if draft.indicator and draft.indicator.code in ("medical_aid", "aid_funding"):
        return
    earlier = next((other for other in reversed(context.previous) if other.family == "aid" and other.roles), None)
    if earlier is None or draft.measure != "flow" or draft.status != earlier.status:
        return
    if not page.marks_in("phrase.fresh", first, last):
        draft.roles.update(earlier.roles)


def keep_route(page: Page, findings: Findings, drafts: Sequence[Draft], context: Context) -> None:
    """Remember the way that a sentence describes, with or without a number."""
    moving = [draft for draft in drafts if draft.indicator and draft.indicator.code == "departures"]
    route = dict(moving[-1].roles) if moving else _described(page, findings)
    if route:
        stage = context.stage
        stage.route, stage.route_paragraph = route, findings.sentence.paragraph
        stage.route_at = stage.opened
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
        if role in PLACE_ROLES and (place.role != "location" or place.kind == "zone"):
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
    if draft.family == "movement":
        _go_on(draft, findings.places)
    elif draft.indicator and draft.indicator.code in _BROUGHT:
        _go_on(draft, [place for place in findings.places if place.role == "destination"])


def continue_clause(page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Add what a further clause of the sentence says of the same people: `40 left X; they were taken to Y`."""
    if not drafts:
        return
    words, last = page.scene.tokens.word, drafts[-1].counted.last
    first = next((at + 1 for at in range(last, findings.sentence.last) if words[at] == ";"), 0)
    if not first or not page.marks_in("phrase.continuing", first, first + 1):
        return
    places = [place for place in findings.places if place.first >= first]
    if drafts[-1].family == "movement":
        _go_on(drafts[-1], places)
    brought = next((place.text for place in places if place.role == "destination" and place.text), None)
    for draft in drafts:
        if brought and draft.indicator and draft.indicator.code in _BROUGHT and not draft.whole:
            draft.roles = {role: text for role, text in draft.roles.items() if text != brought}
            draft.roles.setdefault("destination", brought)


_BROUGHT: Final = frozenset({"rescued", "released"})
"""What is told of people who are often brought to a place afterwards."""


def _go_on(draft: Draft, places: Sequence[Place]) -> None:
    for place in places:
        role = "destination" if place.role in ("", "object") else place.role
        if role in ("origin", "destination", "via") and place.text and not place.anaphor:
            draft.roles.setdefault(role, place.text)
