"""Silence: a series that is overdue by its own rhythm.

If nothing has changed, the silence that lasts is as likely as any of the n before it to be the longest: longer than
all of them it is with chance 1 in n + 1 (a rank test; Gibbons and Chakraborti, Nonparametric Statistical Inference).
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from ingest.checks.sentence import explain_silence
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.checks.standing import Thing
    from ingest.model import CounterKey, Observation

RULE: Final = "silence"
A_RHYTHM: Final = 19
"""From so many gaps on, chance alone makes the newest the longest at most once in 20 times."""


class Rhythm(msgspec.Struct, frozen=True, array_like=True):
    """On how many days a series spoke, its longest silence in days, and the last of its days (an ordinal)."""

    days: int
    longest: int
    last: int

    def is_broken(self, until: int) -> bool:
        """Say whether it has been silent for longer than ever, up to a day (an ordinal)."""
        return self.days > A_RHYTHM and until - self.last > self.longest


def rhythm_of(line: Iterable[Observation], before: Rhythm | None = None) -> Rhythm | None:
    """Return the rhythm of a line of figures, or of one that goes on with it; None where it does not count."""
    days = sorted({one.reference_day.toordinal() for one in line if one.status == "actual" and one.part_of is None})
    if not days:
        return before
    known = before or Rhythm(0, 0, days[0])
    gaps = [after - earlier for earlier, after in pairwise([known.last, *days])]
    return Rhythm(known.days + len(days), max(known.longest, *gaps), days[-1])


def find_silence(key: CounterKey, lines: Mapping[Thing, list[Observation]], until: date) -> list[Finding]:
    """Return a finding for each series that has said nothing for longer than ever, up to the day `until`."""
    found = []
    for line in lines.values():
        rhythm = rhythm_of(line)
        if rhythm is not None and rhythm.is_broken(until.toordinal()):
            day = date.fromordinal(rhythm.last)
            last = min((one for one in line if one.reference_day == day), key=lambda one: str(one.id))
            found.append(_overdue(key, last, rhythm.longest))
    return found


def _overdue(key: CounterKey, last: Observation, longest: int) -> Finding:
    return Finding(
        rule=RULE,
        verdict="open",
        counter=key,
        subject=last.id,
        proof=(last.id,),
        stated=last.value,
        words=partial(explain_silence, last, longest),
    )
