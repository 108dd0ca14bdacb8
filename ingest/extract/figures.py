"""From sentences to figures: each number with what it counts, what happened, when, where and of what it is part."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from ingest.extract.breakdowns import settle_breakdowns
from ingest.extract.causes import find_cause
from ingest.extract.containers import drop_containers
from ingest.extract.context import Context
from ingest.extract.counted import Counted, read_counted
from ingest.extract.drafts import Draft, Findings, Page
from ingest.extract.grids import Grid
from ingest.extract.happenings import find_owners, settle_indicator
from ingest.extract.leads import settle_leads
from ingest.extract.nouns import find_heading_noun, settle_noun, settle_people
from ingest.extract.objections import find_objection, refuse_doubtful
from ingest.extract.openings import read_opening
from ingest.extract.outlines import settle_outlines
from ingest.extract.parts import settle_whole
from ingest.extract.periods import date_by, settle_time
from ingest.extract.routes import settle_places
from ingest.extract.scenes import settle_scenes
from ingest.extract.segments import split_segments
from ingest.extract.shares import settle_bare_split, settle_respective, settle_shares, settle_split
from ingest.extract.speakers import find_speaker
from ingest.extract.stage import find_country
from ingest.extract.tables import Table
from ingest.extract.ways import continue_route
from ingest.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.numbers import Number

_LEAST: Final = 0.05


def read_drafts(page: Page, sentences: Sequence[Findings], *, originator: str | None) -> list[Draft]:
    """Read all sentences in order; each leaves to the next what it said of time and place."""
    context, table = Context(), Table(Grid(page.scene.tokens.text))
    found: list[Draft] = []
    read: list[tuple[Findings, Sequence[Draft]]] = []
    context.stage.country = find_country(sentences)
    context.tenure.cause = find_cause(page, sentences)
    speaker = None
    for findings, following in zip_longest(sentences, sentences[1:]):
        if findings.sentence.again:
            for number in findings.numbers:
                number.reason = number.reason or "repeated"
            continue
        if table.holds(page, findings, following):
            read.append((findings, _row(page, findings, context, table, speaker or originator)))
            context.tenure.note_report(page, findings, read[-1][1])
            found += read[-1][1]
            continue
        findings.places = drop_containers(page, findings.places)
        context.enter(findings.sentence)
        speaker = find_speaker(page, findings.sentence) or speaker
        continue_route(page, findings, context)
        earlier = context.previous or context.older
        context.tenure.anchor(page, findings)
        drafts = _draft(page, findings, earlier, found[-_TOLD:])
        if drafts:
            settle_time(page, findings, drafts, context)
            drafts = refuse_doubtful(page, findings, drafts)
        settle_places(page, findings, drafts, context)
        for draft in drafts:
            draft.originator = speaker or originator
        if findings.sentence.line == 0:
            page.topics |= {event.sense for _, _, event in findings.events}
        if findings.sentence.heading and not drafts:
            page.heading_events = [event for _, _, event in findings.events]
            page.heading_noun, page.heading_line = find_heading_noun(page, findings.sentence), findings.sentence.line
        context.leave(page, findings, drafts)
        context.stage.leave(page, findings, drafts)
        table.leave(page, findings, told=bool(drafts))
        found += drafts
        read.append((findings, drafts))
    settle_outlines(page, read)
    settle_breakdowns(page, read)
    settle_scenes(page, read)
    settle_leads(page, read)
    return found


def _row(page: Page, findings: Findings, context: Context, table: Table, speaker: str | None) -> list[Draft]:
    """The figures of a table's row; they leave nothing to the sentences below."""
    read = table.read_row(page, findings)
    drafts = [draft for draft, _ in read]
    planned = {id(draft) for draft in drafts if draft.status == "planned"}
    settle_time(page, findings, drafts, context)
    for draft, said in read:
        time = said
        if time is None and id(draft) in planned:
            time = context.tenure.planned(page.reference)
        if time:
            date_by(page, draft, time)
        if id(draft) in planned:
            draft.status = "planned"
        home = draft.indicator.place if draft.indicator else "location"
        if not draft.roles and draft.whole is None and (place := context.stage.heading()):
            draft.roles[home] = place
        draft.originator = speaker
    return drafts


_TOLD: Final = 30
"""How many figures back a sentence can refer by "of them" or "of the arrested"."""


def _draft(page: Page, findings: Findings, earlier: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
    numbers = [number for number in findings.numbers if number.reason is None]
    drafts: list[Draft] = []
    if not numbers:
        return drafts
    findings.firsts = [number.first for number in findings.numbers]
    findings.owners = find_owners(page.scene.tokens.word, findings)
    segments = split_segments(page.scene.tokens, findings.sentence, numbers)
    opening = read_opening(page, findings, told)
    opened: int | None = None
    for index, (number, (first, last, joint)) in enumerate(zip(numbers, segments, strict=True)):
        limit = numbers[index + 1].outer if index + 1 < len(numbers) else findings.sentence.last
        opens = not drafts and joint in _OPEN  # with what stood around a number that is none
        draft = Draft(
            number,
            read_counted(page.scene, number, limit),
            opened if opens and opened is not None else first,
            last,
            joint,
            findings.sentence.first,
            _reach(segments, index),
        )
        draft.bound = page.scene.word(number.outer - 1) in _BINDING and number.outer - 1 > findings.sentence.first
        before = drafts or earlier
        if not settle_noun(page, findings, draft, before, told):
            _give_back(drafts, last)
            opened = first if not drafts and opened is None else opened
            continue
        settle_whole(page, findings, draft, drafts, told, opening)
        if draft.whole and draft.link == "opening" and draft.counted.noun is None and _is_of_things(draft.whole):
            draft.noun = draft.whole.noun
        draft.indicator = settle_indicator(page, findings, draft, before)
        settle_people(page, draft)
        number.reason = find_objection(page, draft, drafts)
        if number.reason:
            _give_back(drafts, last)
            opened = first if not drafts and opened is None else opened
            continue
        _lend(draft, page)
        page.values.add(draft.value)
        drafts += _share_out(page, draft)
        settle_shares(page, findings, drafts, told)
    for draft in drafts:
        _settle_casualties(page, draft)
    settle_respective(page, findings, drafts)
    settle_split(findings, drafts)
    settle_bare_split(findings, drafts)
    return drafts


_BINDING: Final = frozenset({"in", "from", "at", "across", "on", "by", "with", "within", "over", "throughout", "to"})


def _is_of_things(draft: Draft) -> bool:
    """Whether a figure counts no people, so that its parts count none either: `of the 90 cases, 40 were in X`."""
    return draft.noun is not None and draft.noun.unit != "person"


def _settle_casualties(page: Page, draft: Draft) -> None:
    """Casualties of whom some were wounded are the dead and the wounded together."""
    whole = draft.whole
    if (
        whole
        and whole.noun
        and whole.noun.kind == "casualty"
        and draft.indicator
        and draft.indicator.code == "injuries"
    ):
        whole.indicator = page.lexicon.indicators["other"]


def _reach(segments: Sequence[tuple[int, int, str]], index: int) -> int:
    """Where the list ends that a segment begins or goes on with."""
    while index + 1 < len(segments) and segments[index + 1][2] not in _PARTING:
        index += 1
    return segments[index][1]


_OPEN: Final = frozenset({"", "and", "in"})
_PARTING: Final = frozenset({";", ":", "while", "whereas", "but", "|", "\n", ")"})


def _give_back(drafts: Sequence[Draft], last: int) -> None:
    """What stood around a number that is no figure speaks of the figure before it."""
    if drafts:
        drafts[-1].last = last


def _lend(draft: Draft, page: Page) -> None:
    """What follows a part in commas speaks of its whole: `119 people, including 61 children, were treated today`."""
    words, whole = page.scene.tokens.word, draft.whole
    if whole is None:
        return
    closing = next((index for index in range(draft.counted.last, draft.last) if words[index] in (",", ")")), None)
    if closing and (words[closing] == ")" or draft.joint in ("including", ",", "(") or draft.link == "list"):
        whole.rest, draft.last = (closing, draft.last), closing


def _share_out(page: Page, draft: Draft) -> list[Draft]:
    """`Three each in A and B` are two figures."""
    words, tokens = page.scene.tokens.word, page.scene.tokens
    if "each" not in words[draft.number.last : draft.counted.last + 2]:
        return [draft]
    cuts = [
        index
        for index in range(draft.counted.last + 1, draft.last - 1)
        if words[index] in (",", "and") and tokens.capital(index + 1)
    ]
    if not cuts:
        return [draft]
    bounds = [draft.first, *cuts, draft.last]
    return [replace(draft, first=first, last=last, roles={}) for first, last in pairwise(bounds)]


def to_figure(page: Page, draft: Draft) -> Figure:
    """The finished figure of a draft."""
    tokens, number, noun = page.scene.tokens, draft.number, draft.noun
    first, last = _quoted(page, draft.counted, number)
    return Figure(
        value=number.value,
        value_high=number.high,
        qualifier=number.qualifier,
        indicator=draft.indicator.code if draft.indicator else "other",
        unit=noun.unit if noun else "",
        population=noun.population if noun else None,
        measure=draft.measure,
        period=draft.period,
        start=draft.start,
        end=draft.end or page.reference,
        **{role: _squeeze(name) for role, name in draft.roles.items()},
        part_of=draft.whole.value if draft.whole else None,
        status=draft.status,
        quote=tokens.slice(first, last),
        span=(tokens.start[first], tokens.end[last - 1]),
        number=(tokens.start[number.first], tokens.end[number.last - 1]),
        originator=draft.originator,
        since_label=_squeeze(draft.time.label if draft.time and draft.period == "since" and not draft.start else None),
        basis=_basis(page, draft),
        confidence=max(_LEAST, round(1 - draft.doubt, 2)),
    )


def _squeeze(name: str | None) -> str | None:
    """A name as people see it: single spaces, no invisible characters."""
    if not name:
        return None
    visible = name if name.isprintable() else "".join(char for char in name if char.isprintable() or char.isspace())
    return " ".join(visible.split())


def _quoted(page: Page, counted: Counted, number: Number) -> tuple[int, int]:
    """The run that holds the number and what is counted; of a far noun only what stands beside the number."""
    start, end = page.scene.tokens.start, page.scene.tokens.end
    first, last = min(counted.first, number.outer), max(counted.last, number.last)
    while first < number.outer and end[last - 1] - start[first] > _LONGEST_QUOTE:
        first += 1
    while last > number.last and end[last - 1] - start[first] > _LONGEST_QUOTE:
        last -= 1
    return first, last


_LONGEST_QUOTE: Final = 60
"""In characters; a reader finds the rest in the sentence."""


def _basis(page: Page, draft: Draft) -> str | None:
    """The words that fixed the period."""
    time = draft.time
    return page.scene.tokens.slice(time.first, time.last) if time and time.last > time.first else None
