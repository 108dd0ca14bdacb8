"""How far long work is, with its rate and what is left: a bar on terminals, a line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

LINE_SECONDS: Final = 30.0
MINUTE: Final = 60
HOUR: Final = 3600


class Meter:
    """Tells on standard error how far a piece of work is; safe to call from threads."""

    def __init__(self, console: Console, unit: str = "pages") -> None:
        self._console = console
        self._unit = unit
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(unit),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._begun = self._told = time.monotonic()
        self._what = ""
        self._first: float | None = None
        self._done = 0.0
        self._total: float | None = None

    def __enter__(self) -> Self:
        self._task = self._bar.add_task("", total=None, start=True)
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, what: str) -> None:
        """Begin a part of the work, whose size is not known yet."""
        self._what, self._first, self._done, self._total = what, None, 0.0, None
        self._begun = time.monotonic()
        self._bar.reset(self._task, description=what, total=None, completed=0)

    def advance(self, by: float = 1) -> None:
        """Say that some more is done."""
        self.show(self._done + by, self._total)

    def show(self, done: float, total: float | None) -> None:
        """Say how much is done in all, and of how much; what was done before the first call took none of our time."""
        if self._first is None:
            self._first = done
        self._done, self._total = done, total
        self._bar.update(self._task, completed=done, total=total)
        now = time.monotonic()
        if not self._console.is_terminal and now - self._told >= LINE_SECONDS:
            self._told = now
            self._console.print(self.sentence(now - self._begun), soft_wrap=True)

    def sentence(self, seconds: float) -> str:
        """Return how far it is after so many seconds."""
        rate = (self._done - (self._first or 0)) / seconds if seconds > 0 else 0.0
        of = f" of {self._total:,.0f}" if self._total is not None else ""
        told = f"tallywire: {self._what}: {self._done:,.0f}{of} {self._unit}, {rate:,.1f} a second"
        if self._total is not None and rate > 0:
            told += f", about {as_duration((self._total - self._done) / rate)} left"
        return f"{told}."


class _Rate(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """Return how many are done in a second."""
        return Text(f"{task.speed or 0:,.1f} {self._unit}/s")


def as_duration(seconds: float) -> str:
    """Return seconds in the unit that a person would use."""
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} min"
    return f"{seconds / HOUR:,.1f} h"
