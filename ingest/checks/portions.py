"""Portions: figures that a report says are part of another ("105 people, 64 of them children") fit into it.

Children, women and men are different people: together they are at most the whole. Other portions (civilians, patients)
may overlap with them, so that each only fits by itself.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.checks.sentence import explain_portions
from ingest.checks.standing import thing_of
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.checks.standing import Thing
    from ingest.model import CounterKey, Observation, Verdict

RULE: Final = "parts"
DISJOINT: Final = frozenset({"children", "women", "men"})


def check_portions(key: CounterKey, observations: Iterable[Observation]) -> list[Finding]:
    """Return a finding for each whole that its portions exceed, or that children, women and men make up."""
    told = list(observations)
    if not any(one.part_of is not None for one in told):
        return []
    wholes: dict[tuple[Thing, object], Observation] = {}
    portions: dict[tuple[Thing, object], dict[str, Observation]] = defaultdict(dict)
    for one in sorted(told, key=lambda one: str(one.id)):
        if one.status == "actual" and one.qualifier == "exact":
            if one.part_of is None:
                wholes.setdefault(_place(one, one.value), one)
            elif one.population is not None:
                portions[_place(one, one.part_of)].setdefault(one.population, one)
    return [
        finding
        for place, parts in portions.items()
        if (whole := wholes.get(place)) is not None
        for finding in _judge(key, whole, parts)
    ]


def _place(one: Observation, whole: object) -> tuple[Thing, object]:
    """Return what a portion shares with its whole: document, days and places, and the whole's value."""
    of_all = thing_of(one)
    shared = (*of_all[:3], *of_all[4:10], *of_all[11:])  # whose people they are, and of what, is what differs
    return (one.document, *shared), whole


def _judge(key: CounterKey, whole: Observation, told: dict[str, Observation]) -> Iterator[Finding]:
    alone = [told[name] for name in sorted(told) if told[name].value > whole.value]
    together = [told[name] for name in sorted(DISJOINT & set(told))]
    total = sum(one.value for one in together)
    if alone:
        yield _finding(key, whole, alone[:1], "unbalanced")
    elif total > whole.value:
        yield _finding(key, whole, together, "unbalanced")
    elif total == whole.value and len(together) > 1:
        yield _finding(key, whole, together, "balanced")


def _finding(key: CounterKey, whole: Observation, parts: Sequence[Observation], verdict: Verdict) -> Finding:
    total = sum((one.value for one in parts), start=whole.value * 0)
    return Finding(
        rule=RULE,
        verdict=verdict,
        counter=key,
        subject=whole.id,
        proof=(*(one.id for one in parts), whole.id),
        stated=whole.value,
        low=total,
        difference=whole.value - total if verdict == "unbalanced" else None,
        would_be=total if verdict == "unbalanced" else None,
        words=partial(explain_portions, whole, parts),
    )
