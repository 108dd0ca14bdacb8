"""Whether a figure is said to be so, to be planned, or to be untrue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.denials import is_denied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.model import Status


def status_of(page: Page, findings: Findings, draft: Draft) -> Status:
    """Whether a figure is said to be so, to be planned, or to be untrue."""
    if is_denied(page, findings, draft):
        return "denied"
    time, words = draft.time, draft.words
    due = bool(
        time and time.start and time.end and time.start >= page.reference < time.end and not _is_aside(page, draft)
    )
    due = due and not (draft.indicator and draft.indicator.code == "in_need")
    asked = draft.noun is not None and draft.noun.kind == "money" and _is_asked(page, draft)
    aimed = ("planned" in words and _is_aimed(page, draft)) or _is_object(page, draft)
    if _is_come(page, draft):
        return "planned" if due else "actual"
    return "planned" if due or asked or aimed else "actual"


def _is_asked(page: Page, draft: Draft) -> bool:
    """Whether money is sought: `needs $3 million`, `is asking donors for 4 million francs`."""
    if draft.event and draft.event.sense in _ASKED:
        return True
    words, first = page.scene.tokens.word, draft.number.outer
    return words[first - 1] == "for" and not _ASKING.isdisjoint(words[max(draft.first, first - _LONG) : first])


_ASKING: Final = frozenset({"ask", "asks", "asking", "asked", "calling", "calls", "called", "campaign", "plea"})


def _is_come(page: Page, draft: Draft) -> bool:
    """Whether money that was asked for has come: `only $96 million has been confirmed`, `have received $23 million`."""
    if draft.noun is None or draft.noun.kind != "money":
        return False
    words, first = page.scene.tokens.word, draft.number.outer
    if not _COME.isdisjoint(words[max(draft.first, first - _NEAR) : first]):
        return True
    after = words[draft.counted.last : draft.last] if words[first - 1] != "for" else []
    return not _PAST.isdisjoint(after) and not _COME.isdisjoint(after)


_NEAR: Final = 3
_COME: Final = frozenset({
    "received", "raised", "secured", "mobilised", "mobilized", "collected", "confirmed", "provided", "contributed",
    "come", "came", "brought", "disbursed", "paid", "got", "committed", "spent",
})  # fmt: skip


def _is_object(page: Page, draft: Draft) -> bool:
    """Whether an infinitive of a purpose governs a figure: `kits to treat 300 people`, `agreed to swap 40 captives`."""
    place, scene = draft.number.outer - 1, page.scene
    while scene.word(place) in _LIGHT:
        place -= 1
    struck = draft.indicator is not None and draft.indicator.code == "attacks"
    if (scene.marked("plan.means", draft.counted.last) and not struck) or _means(page, draft):
        return True
    if any(
        meaning == "planned" and scene.marks["time"][at][0] == place + 1
        for at, meaning in page.marks_in("time", max(draft.opening, place - _LONG), place + 1)
    ):
        return True
    events = scene.marks.get("event", {})
    verb = events.get(place)
    if scene.word(place - 1) != "to" or verb is None or not verb[1].verb or scene.word(place).endswith("ing"):
        return False
    return bool(page.marks_in("plan.intents", draft.opening, place - 1))


def _means(page: Page, draft: Draft) -> bool:
    """Whether words of purpose or of a plan stand just before a figure: `for the treatment of`, `a deal over`."""
    means = page.scene.marks.get("plan.before", {})
    first, words = draft.number.outer, page.scene.tokens.word
    if any(place in means and means[place][0] == first for place in range(first - _LONG, first)):
        return True
    return words[first - 1] in _COVERS and not _DEALS.isdisjoint(words[draft.first : first])


_COVERS: Final = frozenset({"covered", "covers", "covering", "foresees", "foresaw", "envisages", "envisaged", "for"})
_DEALS: Final = frozenset({"deal", "agreement", "accord", "pact", "swap"})


_LONG: Final = 5
_LIGHT: Final = frozenset({"the", "another", "some", "further", "up", "to", "all", "additional", "a", "its", "their"})


def _is_aside(page: Page, draft: Draft) -> bool:
    """Whether the period of a figure stands in a clause about somebody: `police, who will meet on Friday, held 4`."""
    words, time = page.scene.tokens.word, draft.time
    if time is None:
        return False
    if time.first > draft.number.first:
        return ";" in words[draft.counted.last : time.first]
    before = words[draft.first : time.first]
    return "," in words[time.last : draft.number.first] and not _RELATIVES.isdisjoint(before)


_ASKED: Final = frozenset({"ask", "need"})


def is_planned_too(page: Page, drafts: Sequence[Draft], place: int) -> bool:
    """Whether a figure goes on with a list of plans: `Needs: 4,000 tents, 12,000 blankets`."""
    if not place or drafts[place - 1].status != "planned":
        return False
    if _is_purpose(page, drafts[place - 1], drafts[place]):
        return True
    if drafts[place].joint not in (",", "and"):
        return False
    draft, events = drafts[place], page.scene.marks.get("event", {})
    verbs = (index for index in range(drafts[place - 1].counted.last, draft.number.outer) if index in events)
    told = page.scene.tokens.word[draft.number.last : draft.last]
    return not any(events[index][1].verb for index in verbs) and _PAST.isdisjoint(told)


def is_plan_of_fact(draft: Draft) -> bool:
    """Whether some of those who are, or who did something, are to do another thing: `25 of them will join in June`."""
    return draft.whole is not None and draft.status == "planned" and draft.whole.status == "actual"


def _is_purpose(page: Page, asked: Draft, draft: Draft) -> bool:
    """Whether a figure is what planned money or goods are for: `asks for $3 million to help 200,000 people`."""
    if draft.indicator is None or draft.indicator.measure == "stock":
        return False
    between = page.scene.tokens.word[asked.counted.last : draft.number.outer]
    return bool(between) and between[0] in _PURPOSES and _PURPOSE_ENDS.isdisjoint(between) and len(between) <= _SHORT


_SHORT: Final = 9
_PURPOSES: Final = frozenset({"to", "for", "in"})
_PURPOSE_ENDS: Final = frozenset({",", ";", ":", "(", "were", "was", "have", "has", "and", "after", "since", "of"})


def _is_aimed(page: Page, draft: Draft) -> bool:
    """Whether a word of the future stands in the clause of a number, not in one before or after it."""
    words = page.scene.tokens.word
    for place, meaning in page.marks_in("time", draft.first, draft.last):
        if meaning == "planned":
            before = place < draft.number.first
            crossed = words[place : draft.number.outer] if before else words[draft.counted.last : place]
            if not before and _is_capacity(page, draft, place):
                continue
            if not before and _is_parenthesis(words, draft, place):
                return True
            aside = before and "," in crossed and not _RELATIVES.isdisjoint(words[max(draft.first, place - 2) : place])
            if not aside and (_APART if before else _AFTER).isdisjoint(crossed):
                return True
    return False


def _is_capacity(page: Page, draft: Draft, place: int) -> bool:
    """Whether a word of the future tells of what the next figure can hold: `5 shelters can take another 400`."""
    after = page.scene.marks["time"][place][0]
    return draft.indicator is not None and draft.indicator.code == "facilities_operating" and draft.last - after <= 1


def _is_parenthesis(words: Sequence[str], draft: Draft, place: int) -> bool:
    """Whether a figure stands in a parenthesis before a plan: `the next round, on 300 captives, is due to begin`."""
    crossed = words[draft.counted.last : place]
    return crossed[-1:] == [","] and crossed.count(",") == 1 and words[draft.number.outer - 2] == ","


_RELATIVES: Final = frozenset({"which", "who", "that"})
_APART: Final = frozenset({";", "but", "while", "whereas", "said", "says", "after", "since", "because", "following"})
_AFTER: Final = frozenset({",", ";", "adding", "as", "while", "but", "after", "amid", "who", "which"})


_PAST: Final = frozenset({"have", "has", "had", "were", "was"})
