"""The place that a title names: as a label, or as where what it tells happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import MARK, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Page
    from ingest.extract.lexicon import Event
    from ingest.extract.places import Place
    from ingest.extract.sentences import Sentence

_OPENERS: Final = frozenset(":–")
_CLOSERS: Final = frozenset("-–—|")


def read_title(page: Page, sentence: Sentence, named: Sequence[Place]) -> tuple[str | None, bool]:
    """The place of a title, None where it names none, and whether it stands there as a label: `X: …`, `… – X`.

    The name of whoever issued a bulletin states no place; a smaller place says more than its country.
    """
    found: Place | None = None
    for place in named:
        if any(is_label(page, place, sentence) for is_label in (_is_label, _follows_issuer, _is_apart)):
            return place.text, True
    if subject := _subject_of_report(page, sentence, named):
        return subject.text, True
    for place in named:
        says_more = found is None or (found.level == "country" != place.level)
        if not says_more or _is_of_issuer(page, place, sentence):
            continue
        topic = len(named) == 1 and _is_topic(page, place, sentence)
        if topic or _is_told_of(page, place) or _opens(page, place, sentence):
            found = place
    return (found.text if found else None), False


def _is_of_issuer(page: Page, place: Place, sentence: Sentence) -> bool:
    """Whether a place belongs to the name of whoever issued the report: `briefing by the centre for X in Y`."""
    issuers = page.marks_in("report.originators", sentence.first, place.first)
    if not issuers:
        return False
    between = range(issuers[-1][0], place.first)
    if not _APART.isdisjoint(page.scene.tokens.word[between.start : between.stop]):
        return False
    return not any(event.verb for event in _acts(page, between.start, between.stop))


def _acts(page: Page, first: int, last: int) -> list[Event]:
    """What is told to happen in a run of tokens."""
    events = page.scene.marks["event"]
    return [events[index][1] for index, _ in page.marks_in("event", first, last)]


def _is_apart(page: Page, place: Place, sentence: Sentence) -> bool:
    """Whether a name stands between commas as a label: `Operational picture, X, 5 May`."""
    tokens, after = page.scene.tokens, place.after
    if place.first <= sentence.first + 1 or tokens.word[place.first - 1] != "," or place.role:
        return False
    return after + 1 < sentence.last and tokens.word[after] == "," and bool(page.scene.dated[after + 1])


def _is_label(page: Page, place: Place, sentence: Sentence) -> bool:
    if place.first == sentence.first:
        return page.scene.word(place.after) in _OPENERS or not _has_words(page, place.after, sentence.last)
    return page.scene.word(place.first - 1) in _CLOSERS and not _has_words(page, place.after, sentence.last)


def _follows_issuer(page: Page, place: Place, sentence: Sentence) -> bool:
    """Whether a label names the place behind whoever issued the report alone: `UNHCR Sudan: …`."""
    issuers = dict(page.marks_in("report.originators", sentence.first, place.first))
    if not issuers or page.scene.word(place.after) not in _OPENERS:
        return False
    return all(page.scene.tokens.capital(index) for index in range(sentence.first, place.first))


def _subject_of_report(page: Page, sentence: Sentence, named: Sequence[Place]) -> Place | None:
    """The one place that the title of a report names, unless as that of its issuer: `X food security update`."""
    if not page.marks_in("report.papers", sentence.first, sentence.last) or not named:
        return None
    place = named[0] if len(named) == 1 else None
    if place is None or place.role not in _ABOUT:
        return None
    issuers = page.marks_in("report.originators", sentence.first, place.first)
    if issuers and _APART.isdisjoint(page.scene.tokens.word[issuers[-1][0] : place.first]):
        return None
    following = page.marks_in("report.originators", place.after, place.after + 1)
    return None if following else place


_ABOUT: Final = frozenset({"", "location", "object", "subject"})
_APART: Final = frozenset({":", "–", "—", ",", "on", "|", ";"})


def _opens(page: Page, place: Place, sentence: Sentence) -> bool:
    """Whether a title begins with its country and a comma: `Indonesia, flood in Aceh`."""
    return place.first == sentence.first and page.scene.word(place.after) == ","


def _has_words(page: Page, first: int, last: int) -> bool:
    return any(page.scene.tokens.kind[index] != MARK for index in range(first, last))


def _is_topic(page: Page, place: Place, sentence: Sentence) -> bool:
    """Whether a title that names one country or region alone is about it, and not what it gives, says or attacks."""
    if place.level not in ("country", "region") or place.role not in ("", "subject"):
        return False
    last = min(place.after + _ACTING, sentence.last)
    acting = any(event.verb and event.sense in _ACTS for event in _acts(page, place.after, last))
    return not acting and not page.marks_in("report.verbs", place.after, last)


_ACTING: Final = 3
_ACTS: Final = frozenset({
    "give", "send", "fund", "kill", "attack", "destroy", "seize", "release", "deploy", "ask", "violate",
})  # fmt: skip


def _is_told_of(page: Page, place: Place) -> bool:
    """Whether a title tells of what happened in a place, and not of what it says or does."""
    if place.role in ("location", "destination", "object"):
        return True
    if place.role:
        return False
    marks, following, before = page.scene.marks, place.after, place.first - 1
    if before > 0 and page.scene.word(before) == "of":
        return any(marks.get("place.fated", {}).get(at, (0,))[0] == before for at in range(max(0, before - 2), before))
    if following >= len(page.scene.tokens) or page.scene.tokens.kind[following] != WORD:
        return False
    if page.scene.word(following) == "'s" or following in marks.get("place.compounds", ()):
        return True
    noun = marks.get("noun", {}).get(following)
    return following in marks.get("place.fates", ()) or (
        noun is not None and (noun[1].kind == "person" or following not in marks["event"])
    )
