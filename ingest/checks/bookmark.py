"""Where the check of a counter ended, so that its next report need not be checked with all that came before."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from ingest.checks.plausibility import continue_line
from ingest.checks.silence import Rhythm, rhythm_of
from ingest.checks.standing import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ingest.checks.balance import Balance
    from ingest.checks.standing import Thing
    from ingest.model import CounterKey, Finding, Observation


class Line(msgspec.Struct, frozen=True, array_like=True):
    """What the next figure of a series is held against: newest end (an ordinal), rhythm, the last logarithms."""

    end: int
    rhythm: Rhythm | None = None
    logs: tuple[float, ...] = ()


class Bookmark(msgspec.Struct, frozen=True, array_like=True):
    """Where the check of a counter ended, in ordinals of days, and the last instant on its clock.

    `last` is the day of its newest report, `daily` that of the newest daily figure of the whole, `until` that of the
    newest report of all.
    """

    last: int
    until: int
    daily: int | None
    clock: int | None
    lines: dict[str, Line]


def bookmark_of(groups: Sequence[Balance], lines: Mapping[Thing, list[Observation]], until: date) -> Bookmark | None:
    """Return where a check in full ended; None where the next report asks for another."""
    if len(groups) != 1 or not groups[0].is_calm:
        return None
    (books,) = groups
    return Bookmark(
        last=max(one.reference_day for one in chain.from_iterable(lines.values())).toordinal(),
        until=until.toordinal(),
        daily=max(books.reported, default=None),
        clock=books.whole.latest,
        lines={repr(name): _continue(books.key, None, line)[1] for name, line in lines.items()},
    )


def continue_lines(
    key: CounterKey, before: Bookmark, new: Iterable[Observation], until: date
) -> tuple[list[Finding], dict[str, Line]] | None:
    """Return what is implausible of new figures, and the lines with them; None where one is late or was overdue."""
    lines = dict(before.lines)
    found: list[Finding] = []
    for name, told in ((repr(name), told) for name, told in lines_of(new).items()):
        line = lines.get(name)
        if line is not None and (
            min(one.end for one in told).toordinal() <= line.end or _is_broken(line, before.until)
        ):
            return None
        jumps, lines[name] = _continue(key, line, told)
        found += jumps
    if any(
        _is_broken(line, until.toordinal()) != _is_broken(before.lines.get(name), before.until)
        for name, line in lines.items()
    ):
        return None
    return found, lines


def _continue(key: CounterKey, line: Line | None, told: Sequence[Observation]) -> tuple[list[Finding], Line]:
    before = line or Line(0)
    jumps, logs = continue_line(key, before.logs, told)
    end = max(one.end for one in told).toordinal()
    return jumps, Line(end, rhythm_of(told, before.rhythm), tuple(logs))


def _is_broken(line: Line | None, until: int) -> bool:
    return line is not None and line.rhythm is not None and line.rhythm.is_broken(until)
