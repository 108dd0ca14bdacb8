"""What earlier sentences leave in force for later ones: their figures, their periods, their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.extract.drafts import Draft
from ingest.extract.stage import Stage
from ingest.extract.tenure import Tenure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Findings, Page
    from ingest.extract.sentences import Sentence

_KEPT: Final = 12


@dataclass(slots=True)
class Context:
    """State that is carried from sentence to sentence."""

    paragraph: int = -1
    stage: Stage = field(default_factory=Stage)
    tenure: Tenure = field(default_factory=Tenure)
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

    def leave(self, page: Page, findings: Findings, drafts: Sequence[Draft]) -> None:
        """End a sentence: keep what it told."""
        self.tenure.leave(page, findings, drafts)
        if drafts:
            self.previous = [*self.previous[-_KEPT:], *drafts]
