"""What earlier sentences leave in force for later ones: a period, a place, a way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.extract.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.calendars import Time
    from ingest.extract.drafts import Draft, Findings
    from ingest.extract.sentences import Sentence

_DAILY: Final = frozenset({"24h", "48h", "72h"})
_NEAR: Final = frozenset({"24h", "48h", "72h", "day", "week", "span"})
_COMPANIONS: Final = {"movement": "law", "law": "movement"}
"""Families that are told of together: who is set free comes home."""
_EFFECTS: Final = frozenset({"harm", "fight"})
_LED: Final = ("harm", "law")
_HEADED: Final = 12
"""How many lines a heading can govern."""
_KEPT: Final = 12


@dataclass(slots=True)
class Context:
    """State that is carried from sentence to sentence."""

    time: Time | None = None
    time_paragraph: int = -1
    time_line: int = -1
    time_families: set[str] = field(default_factory=set)
    since_time: int = 0
    """How many sentences ago the period of the paragraph was named."""
    turns: dict[str, int] = field(default_factory=dict)
    """In which order periods were named last."""
    told: dict[str, tuple[Time, int, int]] = field(default_factory=dict)
    """The period that each family of figures was told for last, with its paragraph and line."""
    count: Time | None = None
    """The day that the last total counts from."""
    count_paragraph: int = -1
    count_line: int = -1
    led: bool = False
    """Whether the first figures of the body are told."""
    daily: Time | None = None
    heading_time: Time | None = None
    heading_line: int = -_HEADED
    paragraph: int = -1
    stage: Stage = field(default_factory=Stage)
    previous: list[Draft] = field(default_factory=list)
    """The drafts of the paragraph so far, the last of them where they are many."""
    older: list[Draft] = field(default_factory=list)
    """The last draft of the paragraphs before."""

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: what holds for a paragraph ends with it."""
        self.stage.enter(sentence)
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.older, self.previous = self.previous[-1:] or self.older, []

    def heading(self, sentence: Sentence) -> Time | None:
        """The period of the heading above a line."""
        return self.heading_time if 0 < sentence.line - self.heading_line <= _HEADED else None

    def governing_time(self, sentence: Sentence, draft: Draft) -> Time | None:
        """The period that governs a sentence which states none itself."""
        here = self.time_line == sentence.line and self.time_paragraph == sentence.paragraph
        if self.time and here and self.time.period in _NEAR and self._fits(draft.family):
            return self.time
        told = self._told(sentence, draft.family)
        if told and self.turns.get(draft.family, 0) > self.turns.get("daily", 0):
            return told
        if draft.family != "other" and self.daily:
            return self.daily
        return told

    def _told(self, sentence: Sentence, family: str) -> Time | None:
        """The period that a family of figures was told for, unless each line of a list stands for itself."""
        time, paragraph, line = self.told.get(family, (None, -1, -1))
        listed = sentence.bullet or (sentence.paragraph == paragraph and sentence.line != line)
        return None if listed else time

    def _fits(self, family: str) -> bool:
        """Whether the period of a paragraph governs figures of a family: of its own, harm, or what follows at once."""
        if family in self.time_families or family in _EFFECTS or _COMPANIONS.get(family) in self.time_families:
            return True
        return not self.time_families and self.since_time <= 1

    def running_time(self, sentence: Sentence, draft: Draft) -> Time | None:
        """The total since a day that a word of a running total takes up."""
        time = self._told(sentence, draft.family)
        if self.count and self.count_line == sentence.line and self.count_paragraph == sentence.paragraph:
            return self.count
        return time if time and time.period == "since" else None

    def leave(self, findings: Findings, drafts: Sequence[Draft]) -> None:
        """End a sentence: keep what it said of time and place."""
        self._keep_time(findings, drafts)
        if drafts:
            self.previous = [*self.previous[-_KEPT:], *drafts]

    def _keep_time(self, findings: Findings, drafts: Sequence[Draft]) -> None:
        sentence = findings.sentence
        planned = {draft.time.first for draft in drafts if draft.time and draft.status == "planned"}
        spoken = [time for time in findings.times if not time.again and time.first not in planned]
        if sentence.heading and not drafts:
            if spoken:
                self.heading_time, self.heading_line = spoken[0], sentence.line
            elif sentence.line - self.heading_line > 1 or sentence.last - sentence.first > 1:
                self.heading_time = None
        self.since_time += 1
        against = {draft.time.first for draft in drafts if draft.time and draft.compared}
        for time in spoken:
            if not time.running and time.period in _NEAR and time.first not in against:
                self.time, self.time_paragraph, self.time_line = time, sentence.paragraph, sentence.line
                self.time_families, self.since_time = {draft.family for draft in drafts}, 0
                break
        heads = sentence.heading and not drafts and sentence.line > 0
        daily = next((time for time in spoken if time.period in _DAILY and time.first not in against), None)
        if daily and not heads and (drafts or not _measures(findings)):
            self.daily = daily
            self._turn("daily")
        since = next((time for time in spoken if time.period == "since" and time.start), None)
        if since and drafts:
            self.count, self.count_paragraph, self.count_line = since, sentence.paragraph, sentence.line
        if sentence.heading and not drafts and sentence.line > 0:
            self.told.clear()
        self._keep_told(sentence, spoken, drafts)
        if not self.led and not drafts and not sentence.heading and sentence.line > 0 and self.since_time == 0:
            self._lead(sentence)

    def _lead(self, sentence: Sentence) -> None:
        """Let the day of a lead without figures govern what is told next."""
        for family in _LED:
            if self.time:
                self.told[family] = self.time, sentence.paragraph, sentence.line
                self._turn(family)

    def _turn(self, kind: str) -> None:
        """Note that a period was named after all others."""
        self.turns[kind] = max(self.turns.values(), default=0) + 1

    def _keep_told(self, sentence: Sentence, spoken: Sequence[Time], drafts: Sequence[Draft]) -> None:
        """Keep which period each family of figures was told for."""
        lead = sentence.line > 0 and not self.led
        for draft in drafts:
            time = draft.time
            if not draft.own_time or time is None or draft.status != "actual" or draft.whole or sentence.bullet:
                continue
            if draft.period != time.period:
                continue
            if (
                time.period in _NEAR or (time.period == "since" and lead and draft.family not in _EFFECTS)
            ) and not draft.compared:
                self.told[draft.family] = time, sentence.paragraph, sentence.line
                self._turn(draft.family)
            elif time.period != "asof":
                self.told.pop(draft.family, None)
        used = {draft.time.first for draft in drafts if draft.time}
        causes = (time for time in spoken if time.period in _NEAR and not time.running and time.first not in used)
        undated = bool(drafts) and not any(draft.time and draft.time.period in _NEAR for draft in drafts)
        if cause := next(causes, None) if undated else None:
            self.told["harm"] = cause, sentence.paragraph, sentence.line  # "sent tents after the quake on Monday"
            self._turn("harm")
        self.led = self.led or (lead and bool(drafts))


def _measures(findings: Findings) -> bool:
    """Whether a sentence measures something else than figures, such as rain."""
    return any(number.reason not in (None, "date") for number in findings.numbers)
