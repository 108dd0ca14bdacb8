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
_HEADED: Final = 12
"""How many lines a heading can govern."""
_KEPT: Final = 12


@dataclass(slots=True)
class Context:
    """State that is carried from sentence to sentence."""

    time: Time | None = None
    time_paragraph: int = -1
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
        if self.time and self.time_paragraph == sentence.paragraph and self.time.period in _NEAR:
            return self.time
        if draft.indicator and draft.indicator.code == "other":
            return None
        return self.daily

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
        for time in spoken:
            if not time.running and time.period in _NEAR:
                self.time, self.time_paragraph = time, sentence.paragraph
                break
        self.daily = next((time for time in spoken if time.period in _DAILY), self.daily)
