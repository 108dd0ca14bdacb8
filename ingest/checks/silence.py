"""Silence: a series that is overdue by its own rhythm.

If nothing has changed, the silence that lasts is as likely as any of the n before it to be the longest: longer than
all of them it is with chance 1 in n + 1 (a rank test; Gibbons and Chakraborti, Nonparametric Statistical Inference).
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest.checks.sentence import explain_silence
from ingest.checks.standing import Thing, line_of
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ingest.model import CounterKey, Observation

RULE: Final = "silence"
A_RHYTHM: Final = 19
"""From so many gaps on, chance alone makes the newest the longest at most once in 20 times."""


def find_silence(key: CounterKey, observations: Iterable[Observation], until: date) -> list[Finding]:
    """Return a finding for each series that has said nothing for longer than ever, up to the day `until`."""
    lines: dict[Thing, dict[date, Observation]] = defaultdict(dict)
    for one in sorted(observations, key=lambda one: str(one.id)):
        if one.status == "actual" and one.part_of is None:
            lines[line_of(one)].setdefault(one.reference_day, one)
    found = []
    for line in lines.values():
        days = sorted(line)
        longest = max(((after - before).days for before, after in pairwise(days)), default=0)
        if len(days) > A_RHYTHM and (until - days[-1]).days > longest:
            found.append(_overdue(key, line[days[-1]], longest))
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
