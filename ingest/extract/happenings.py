"""What happened to what is counted: the event that governs a number, the indicator."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.extract.antecedents import PERSON, antecedent
from ingest.extract.lexicon import Event, Noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.lexicon import Indicator
    from ingest.extract.numbers import Number

_WEAK: Final = 14
_LABEL: Final = 8
_TELLING: Final = 2
_PARTICIPLES: Final = ("ed", "en", "dead", "hurt", "slain", "missing", "held", "caught")
_OTHER_SEGMENT: Final = 20
_LISTED: Final = 3
_OTHER_NUMBER: Final = 6
_OWNED: Final = 20
_RELATIVE: Final = 10
_LISTING: Final = frozenset({",", "and", "plus", "or", "with", "("})
_AUXILIARIES: Final = frozenset({
    "were", "was", "are", "is", "have", "has", "had", "been", "being", "others", "more", "also", "be", "of",
    "them", "whom", "reported", "reportedly",
})  # fmt: skip


_LASTING: Final = frozenset({"deaths"})
"""What remains true of people whatever happens to them next; who was arrested may be set free."""
_CIVIL: Final = "facilities_damaged"
_MILITARY: Final = "equipment_losses"
_COMING: Final = "arrivals"
_HOMECOMING: Final = "returns"
_GOING: Final = "departures"
_ROUTES: Final = frozenset({_COMING, _GOING, "aid_items", "deployed"})
_CONVOY: Final = "aid_actions"
_BREACHES: Final = "violations"


_TOLD_OF: Final = frozenset({"person", "house", "facility", "vehicle", "animal", "settlement"})


class _Governor(NamedTuple):
    event: Event
    cost: float
    own: bool
    leaning: bool = False
    """Whether it is the predicate of the count: `40 have received food`."""


def settle_indicator(page: Page, findings: Findings, draft: Draft, before: Sequence[Draft]) -> Indicator:
    """The indicator of a draft by its noun and the event that governs it."""
    noun, lexicon = draft.noun or PERSON, page.lexicon
    if draft.value == 0:
        noun = _of_nothing(page, noun)
    parted = _parted(page, draft, noun)
    governor = _Governor(parted, 0.0, own=True) if parted else _governing(page, findings, draft, noun)
    draft.event = governor.event if governor else None
    if noun.fixed and noun.indicator:
        further = _what_became(page, draft, noun, governor)
        return lexicon.indicators[further or noun.indicator]
    whole = draft.whole
    if (
        whole
        and whole.indicator
        and whole.indicator.code in _LASTING
        and whole.noun
        and whole.noun.fixed
        and draft.counted.head < 0
    ):
        return whole.indicator  # two of the dead were recovered: they are dead
    listed = governor and governor.event.weak and findings.sentence.bullet
    code = (_headed(page, noun, strong=True) if listed else None) or _choose(page, draft, before, noun, governor)
    if code == _CIVIL and _is_among_arms(draft, before):
        code = _MILITARY
    if noun.kind == "vehicle" and code in _ROUTES:
        code = _of_lorries(page, draft, noun, code)
    code = _by_topic(page, findings, draft, noun, code)
    code = _by_war(page, noun, _of_arms(page, findings, noun, code))
    if code == _COMING and whole and whole.indicator and whole.indicator.code == _HOMECOMING:
        code = _HOMECOMING  # 300 returned: 200 of them came from X
    if code is None:
        draft.doubt += 0.3
    page.counted_before[noun.unit] = code or "other"
    return lexicon.indicators[code or "other"]


def _what_became(page: Page, draft: Draft, noun: Noun, governor: _Governor | None) -> str | None:
    """What is told of some of the hurt: `eleven of the injured were admitted to hospital`; of the dead nothing is."""
    if noun.indicator != _HURT or not draft.counted.common or governor is None or not governor.own:
        return None
    code = page.lexicon.code_of(PERSON, governor.event.sense)
    if code == "hospitalised" and _ADMITTED.isdisjoint(page.scene.tokens.word[draft.counted.last : draft.last]):
        return None  # in critical condition
    return code if code in _AFTERWARDS else None


_ADMITTED: Final = frozenset({"admitted", "hospitalised", "hospitalized", "taken", "rushed", "brought", "hospital"})
_HURT: Final = "injuries"
_AFTERWARDS: Final = frozenset({"hospitalised", "recoveries", "deaths", "departures", "medical_aid"})


def _by_topic(page: Page, findings: Findings, draft: Draft, noun: Noun, code: str | None) -> str | None:
    """What a figure counts in a text about vaccination, an exchange, arrivals: who is reached is vaccinated there."""
    sense = draft.event.sense if draft.event else ""
    if noun.unit == "person" and code in _SERVED and sense in _REACHED:
        campaign = "vaccinate" in page.topics or any(
            event.sense == "vaccinate" and first < draft.number.first for first, _, event in findings.events
        )
        return page.lexicon.code_of(noun, "vaccinate") if campaign and noun.population not in _STAFF else code
    if code in _KEPT and "release" in page.topics and noun.population in _SWAPPED and sense in _KEEPING:
        return page.lexicon.code_of(noun, "release")
    going = any(place.role == "origin" for place in findings.places)
    if code == _GOING and sense == "pass" and "arrive" in page.topics and not going:
        return _COMING
    return code


def _by_war(page: Page, noun: Noun, code: str | None) -> str | None:
    """What a text of war or of a truce makes of incidents, shellings and raids."""
    if noun.kind == "incident" and code in (None, _BREACHES):
        if page.truces():
            return _BREACHES
        return "attacks" if code and noun.unit != "incident" else None
    return "attacks" if noun.unit == "raid" and code == "offences" and page.wars() else code


def _of_arms(page: Page, findings: Findings, noun: Noun, code: str | None) -> str | None:
    """What became of arms and munitions of which nothing plain is said: deminers clear them, police seize them."""
    if (
        noun.kind == "mass"
        and code == "crops_damaged"
        and any(event.sense == "drugs" for _, _, event in findings.events)
    ):
        return "seizures"
    if code == "offences" and noun.kind in ("facility", "house"):
        cleared = any(event.sense == "clear" for _, _, event in findings.events)
        return "buildings_cleared" if cleared else code  # engineers inspect them for mines
    if noun.kind not in _ARMS and noun.unit != "item":
        return code
    if code in _UNPLAIN and ("clear" in page.topics or any(event.sense == "clear" for _, _, event in findings.events)):
        code = "ordnance_cleared"
    elif page.polices() and (code is None or (code == "deployed" and noun.unit in _GUNS)):
        code = "seizures"
    elif code is None:
        found = any(event.sense == "find" for _, _, event in findings.events)
        code = page.arms or ("seizures" if found and noun.unit != "item" else None)
    if noun.unit != "item" and code in _FATES:
        page.arms = code
    return code


_ARMS: Final = frozenset({"ammunition", "weapon", "ordnance"})
_UNPLAIN: Final = frozenset({None, "equipment_losses", "aid_items", "facilities_damaged"})
_GUNS: Final = frozenset({"firearm", "gun", "pistol", "rifle", "shotgun", "revolver", "weapon", "grenade", "round"})
_FATES: Final = frozenset({"equipment_losses", "seizures", "ordnance_cleared"})


_SERVED: Final = frozenset({"aid_recipients", "arrivals", None})
_REACHED: Final = frozenset({"reach", "serve", "", "attack"})
_STAFF: Final = frozenset({"medics", "aid_workers", "rescuers"})
_SWAPPED: Final = frozenset({"prisoners", "soldiers", "militants"})
_KEPT: Final = frozenset({"detained", "aid_recipients", "departures", None})
_KEEPING: Final = frozenset({"", "give", "take", "leave", "pass", "reach", "serve"})


def _of_lorries(page: Page, draft: Draft, noun: Noun, code: str) -> str:
    """Laden vehicles are convoys of aid, and so are given lorries, where a given ambulance is a good itself."""
    sent = code != "deployed" or (draft.event is not None and draft.event.sense == "send")
    given = code == "aid_items" and noun.unit in _LORRIES
    return _CONVOY if given or (sent and _is_laden(page, draft)) else code


def _is_laden(page: Page, draft: Draft) -> bool:
    """Whether lorries carry goods: `23 trucks with 350 tons`, `46 lorries entered the suburb with food`."""
    last = draft.counted.last
    if draft.noun and draft.noun.unit in _LORRIES and not page.topics.isdisjoint(_HELPING):
        return True
    nouns = page.marks_in("noun", last, last + _LADEN_REACH)
    if any(isinstance(noun, Noun) and noun.kind in ("mass", "item") for _, noun in nouns):
        return True
    goods = page.scene.marks.get("phrase.goods", {})
    return any(page.scene.word(place - 1) in _BEARING for place in range(last, draft.reach) if place in goods)


_LORRIES: Final = frozenset({"truck", "lorry"})
_HELPING: Final = frozenset({"give", "serve", "need"})
_BEARING: Final = frozenset({"with", "of", "carrying", "bringing", "and", "loaded"})
_LADEN_REACH: Final = 6


def _is_among_arms(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether vehicles or buildings go on with a list of weapons that were lost."""
    last = before[-1] if before else None
    if last is None or last.opening != draft.opening or last.indicator is None or last.noun is None:
        return False
    return last.indicator.code == _MILITARY or last.noun.population == "militants"


def _of_nothing(page: Page, noun: Noun) -> Noun:
    """`No casualties` says that nobody died; five casualties may have been hurt."""
    code = page.lexicon.indicator_of(noun.kind, "nothing")
    return replace(noun, indicator=code, fixed=True) if code else noun


def _choose(page: Page, draft: Draft, before: Sequence[Draft], noun: Noun, governor: _Governor | None) -> str | None:
    """The code of the event that governs; a weak or a far one gives way to what list, whole and noun say."""
    said = page.lexicon.code_of(noun, governor.event.sense) if governor else None
    if governor and governor.own and not governor.event.weak:
        return _told_of_whole(page, draft, noun, governor) or said
    shared = _shared(page, draft, before, noun)
    listed = shared and draft.whole and draft.joint in ("and", ",")
    if (
        governor
        and governor.event.weak
        and not listed
        and noun.population != "patients"
        and governor.event.sense != "do"
        and (usual := page.lexicon.code_of(noun, "usual"))
    ):
        return noun.indicator if noun.indicator in _STATED else usual
    if governor and not governor.own and not governor.event.weak and noun.indicator is None and not shared:
        return said
    predicate = governor is not None and governor.leaning and governor.own and governor.event.sense in _TELLING_OF_PARTS
    strange = not (governor and governor.own) or (governor.event.weak and draft.whole is not None)
    goes_on = draft.joint == "and" and not page.marks_in("event", draft.first, draft.number.outer)
    goes_on = goes_on and governor is not None and governor.event.weak
    yields = goes_on or strange or draft.counted.noun is None
    if shared and (said is None or (yields and not predicate)):
        draft.doubt += 0.1
        return shared
    if governor and governor.own and (noun.indicator is None or (said == "aid_recipients" and noun.unit == "person")):
        return said
    return noun.indicator or said or _remembered(page, draft, noun)


_TELLING_OF_PARTS: Final = frozenset({"give", "serve", "operate", "take", "send", "see", "hold"})
"""What weak predicates tell of a part, whatever happened to the whole: `of 90 in need, 40 have received food`."""


def _told_of_whole(page: Page, draft: Draft, noun: Noun, governor: _Governor) -> str | None:
    """The code of the whole, if the same is told of it: prisoners who return are released, also the Saudis of them."""
    whole = draft.whole
    if whole is None or whole.indicator is None or whole.noun is None or whole.event != governor.event:
        return None
    if whole.noun.kind != noun.kind or whole.noun.fixed:
        return None
    code = whole.indicator.code
    return code if code == page.lexicon.code_of(whole.noun, governor.event.sense) else None


_STATED: Final = frozenset({"wanted"})
"""What some nouns say of people for good: a fugitive is no prisoner."""


def _headed(page: Page, noun: Noun, *, strong: bool = False) -> str | None:
    """What the heading above says that happened to what is counted."""
    events = (event for event in page.heading_events if not (strong and event.weak))
    codes = (page.lexicon.code_of(noun, event.sense) for event in events)
    return next(filter(None, codes), None)


def _remembered(page: Page, draft: Draft, noun: Noun) -> str | None:
    """What where they are says, what the heading above or the line before says, else what this noun counted before."""
    if _is_housed(page, draft, noun):
        return page.lexicon.code_of(noun, "shelter")
    if noun.kind != "thing" and (headed := _headed(page, noun)):
        return headed
    for one in (noun, draft.counted.noun):
        usual = page.lexicon.code_of(one, "usual") if one else None
        if usual:
            return usual
    if noun.unit in ("person", "family"):
        return None
    return page.counted_before.get(noun.unit)


def _is_housed(page: Page, draft: Draft, noun: Noun) -> bool:
    """Whether people are only said to be in so many camps: `9,000 people in 130 sites`."""
    scene, place = page.scene, draft.counted.last
    if noun.unit not in ("person", "family") or scene.word(place) not in ("in", "at", "inside"):
        return False
    nouns = page.marks_in("noun", place + 1, place + _SITES_REACH)
    return any(isinstance(one, Noun) and one.unit in _SITES for _, one in nouns)


_SITES_REACH: Final = 6
_SITES: Final = frozenset({"site", "camp", "shelter", "centre", "settlement"})


def _shared(page: Page, draft: Draft, before: Sequence[Draft], noun: Noun) -> str | None:
    """What a draft shares with the whole or the list to which it belongs, or with what it leaves unsaid."""
    earlier = draft.whole or draft.source or antecedent(page.scene, before, draft)
    if earlier is None or earlier.noun is None or earlier.indicator is None:
        return None
    bare = draft.counted.noun is None or draft.counted.head < 0
    if earlier.noun.kind == noun.kind and (bare or draft.whole or (draft.joint and earlier.noun.unit == noun.unit)):
        draft.event = draft.event or earlier.event
        return earlier.indicator.code
    if draft.joint not in _LISTING:
        return None
    if earlier.event:
        return page.lexicon.code_of(noun, earlier.event.sense)
    return page.lexicon.code_of(noun, "deploy") if earlier.indicator.family == "staff" else None


def _governing(page: Page, findings: Findings, draft: Draft, noun: Noun) -> _Governor | None:
    """The cheapest event of the sentence that can happen to what is counted: near, in the same list, not weak."""
    best: _Governor | None = None
    inner: Event | None = None
    begin, end = draft.counted.first, draft.counted.last
    firsts, owners, words = findings.firsts, findings.owners, page.scene.tokens.word
    for first, last, event in findings.events:
        if begin <= first < draft.counted.head:
            inner = inner or (event if page.lexicon.code_of(noun, event.sense) and not event.weak else None)
            continue
        sense = event.sense
        if event.toward:
            if draft.counted.head <= first < draft.number.outer:
                continue  # what has reached 616 has come nowhere
            sense = event.toward if last <= begin else sense  # seen from the other side
        if not page.lexicon.code_of(noun, sense) or (last == begin and _is_sum(words, last, sense)):
            continue
        cost = float(max(0, first - end) if first >= begin else begin - last + 0.5)
        own = draft.holds(first)
        listed = not own and draft.last <= first < draft.reach
        owner = owners.get(first, draft.number)
        leaning = owners.get(first) is draft.number
        own = own or leaning or (listed and not event.weak)
        cost += _price_of_leaning(page, findings, draft, noun, first, sense)
        own = own and first not in page.attributes
        cost += _LABEL * (words[last : last + 1] == [":"] and not leaning)
        cost += _WEAK * event.weak + _OTHER_SEGMENT * (not own) + _LISTED * listed
        cost -= (leaning + (leaning and last == draft.number.outer)) * (not event.weak)
        low, high = (end, first) if first >= end else (last, begin)
        aside = _is_relative(page, first, _FAR_ASIDE if event.weak else _ASIDE)
        aside = aside or (draft.counted.partitive and 0 <= first - end <= 1 and words[first - 1] in _DEFINITE)
        aside = aside or (
            first == end and words[first].endswith("ing") and sense != "miss"
        )  # 20 people sheltering there died
        cost += _RELATIVE * aside
        own = own and not (aside and (event.weak or draft.counted.noun is None))
        cost += _OTHER_NUMBER * (bisect_left(firsts, high) - bisect_left(firsts, low))
        # who shared two tonnes did share them
        if owner is not draft.number and not (event.weak and 0 <= first - end <= 1):
            cost, own = cost + _OWNED, False
        if best is None or cost < best.cost:
            told = event if sense == event.sense else replace(event, sense=sense)
            best = _Governor(told, cost, own, leaning and first >= end)
    if best and not best.own:
        draft.doubt += 0.05
    if inner and best is None and noun.kind in _TOLD_OF:
        return _Governor(inner, 0.0, own=True)  # one drowned man
    return best


def _is_relative(page: Page, index: int, reach: int) -> bool:
    """Whether an event is told aside: `people who were affected by the storm are in shelters`."""
    words = page.scene.tokens.word
    before = words[max(0, index - reach) : index]
    return "who" in before or "whose" in before


def _parted(page: Page, draft: Draft, noun: Noun) -> Event | None:
    """The event whose verb stands right before a count and whose complement right behind it."""
    words, last = page.scene.tokens.word, draft.counted.last
    event = page.lexicon.parted(page.scene.word(draft.number.outer - 1), words, last) if last < draft.last else None
    if event is None or event.weak or event.sense == "leave" or words[last] in _LISTING:
        return None  # what leaves may be saved
    return event if page.lexicon.code_of(noun, event.sense) else None


def _is_sum(words: Sequence[str], last: int, sense: str) -> bool:
    """Whether what arrives is a sum: `its losses have come to 945`."""
    return sense == "arrive" and words[last - 1] == "to"


def _price_of_leaning(page: Page, findings: Findings, draft: Draft, noun: Noun, first: int, sense: str) -> int:
    """What a participle right behind the noun gains, or costs where a finite verb tells more of the same."""
    if first != draft.counted.last or not page.scene.tokens.word[first].endswith(_PARTICIPLES):
        return 0
    if sense != "give" and _is_given_to(page, findings, draft):
        return _WEAK * 2
    return _RELATIVE if sense not in _FINAL and _is_told_on(page, findings, draft, noun) else -_TELLING


_DEFINITE: Final = frozenset({"the", "those", "these", "newly"})
"""Ten of those saved were brought to hospital: what is said of all tells nothing of the ten."""


def _is_given_to(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether a participle only says to whom something is given: `handed out kits to 300 families displaced by X`."""
    before = page.scene.word(draft.number.outer - 1)
    return before == "to" and any(
        event.sense == "give" and event.verb and first < draft.number.outer for first, _, event in findings.events
    )


def _is_told_on(page: Page, findings: Findings, draft: Draft, noun: Noun) -> bool:
    """Whether a finite verb tells more of those of whom a participle was said: `four girls held in X were freed`."""
    words, outer = page.scene.tokens.word, draft.number.outer
    if outer > 1 and words[outer - 2] == "of" and words[outer - 1] in _DEFINITE:
        return False  # three of the 14 people detained were charged
    return any(
        not event.weak
        and draft.counted.last < first < draft.last
        and not _FINITE.isdisjoint(words[max(draft.counted.last, first - _FINITE_REACH) : first + 1])
        and page.lexicon.code_of(noun, event.sense)
        for first, _, event in findings.events
    )


_FINAL: Final = frozenset({"kill", "casualties"})
"""After what nothing more is told of people."""
_FINITE: Final = frozenset({"were", "was", "are", "is"})
_FINITE_REACH: Final = 3
_ASIDE: Final = 5
_FAR_ASIDE: Final = 8


def find_owners(words: list[str], findings: Findings) -> dict[int, Number]:
    """The numbers on which events lean, by first token: `killing 3`, `61 recovered`, `14 were injured`."""
    numbers = [number for number in findings.numbers if not number.reason]
    before = {number.outer: number for number in numbers}
    after = {number.last: number for number in numbers}
    owners = {}
    for first, last, event in findings.events:
        if words[last : last + 1] and words[last] in _LABELLING and last + 1 in before:
            owners[first] = before[last + 1]
            continue
        if event.verb and last in before and (first not in after or words[last - 1].endswith("ing")):
            owners[first] = before[last]
            continue
        if not event.verb:
            continue
        for place in range(first, max(-1, first - _AUXILIARY_REACH - 1), -1):
            if place in after:
                owners[first] = after[place]
            if place in after or words[place - 1] not in _AUXILIARIES:
                break
    return owners


_LABELLING: Final = frozenset({":", "–", "—"})
_AUXILIARY_REACH: Final = 3
