"""The steps of a trial, for people: one a line, problems with what to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from scheduler.excerpt import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from crawlers.trial.steps import Step

_STYLES: Final = {"ok": "green", "note": "yellow", "problem": "bold red"}


def print_steps(console: Console, steps: Sequence[Step]) -> bool:
    """Print steps in their order; say whether none has a problem."""
    for step in steps:
        line = Text(f"{step.state:8}", style=_STYLES[step.state])
        line.append(f"{step.name:9}{inert(step.sentence)}", style="not bold default")
        if step.advice:
            line.append(f" → {inert(step.advice)}", style="not bold default")
        console.print(line, soft_wrap=True)
    return all(step.state != "problem" for step in steps)
