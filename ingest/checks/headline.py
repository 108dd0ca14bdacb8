"""Headline against body: a document whose headline states another number than its text does of the same thing."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.checks.agreement import RULE, agrees
from ingest.checks.claim import DAILY
from ingest.checks.sentence import explain_headline
from ingest.checks.slip import Context, find_slip
from ingest.checks.standing import thing_of
from ingest.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import CounterKey, Observation

NAMED: Final = ("population", "origin", "destination", "via", "location")
"""What a headline may leave unsaid."""


def compare_headlines(key: CounterKey, told: Iterable[Observation]) -> list[Finding]:
    """Return a finding for each headline that its own text contradicts.

    Headlines are short: another number in the text may be of another thing. Only where a slip of the pen leads from one
    to the other, or where all that is said of both is the same, are they two tellings of one.
    """
    documents: dict[str, list[Observation]] = defaultdict(list)
    for one in sorted(told, key=lambda one: str(one.id)):
        documents[one.document].append(one)
    found = []
    for ones in documents.values():
        body = [one for one in ones if not one.headline]
        for head in (one for one in ones if one.headline):
            beside = [one for one in body if _may_be_same(head, one)]
            if not any(agrees(head, one) for one in beside) and (finding := _judge(key, head, beside)) is not None:
                found.append(finding)
    return found


def _may_be_same(head: Observation, other: Observation) -> bool:
    """Say whether a number of the text may be that of the headline, which names less."""
    return (
        head.measure == other.measure
        and head.status == other.status
        and head.part_of == other.part_of
        and (head.period == other.period or {head.period, other.period} <= DAILY | {"unspecified"})
        and all(getattr(head, name) in {None, getattr(other, name)} for name in NAMED)
    )


def _judge(key: CounterKey, head: Observation, beside: Sequence[Observation]) -> Finding | None:
    slips = [(one, slip) for one in beside if (slip := find_slip(head.value, one.value, Context())) is not None]
    same = [(one, None) for one in beside if thing_of(one) == thing_of(head)]
    if not slips and len(same) != 1:
        return None
    body, slip = slips[0] if slips else same[0]
    return Finding(
        rule=RULE,
        verdict="unbalanced",
        counter=key,
        subject=head.id,
        proof=(body.id, head.id),
        stated=head.value,
        low=body.value,
        high=body.value,
        difference=head.value - body.value,
        suspect=head.id if slip else None,
        slip=slip,
        would_be=body.value,
        words=partial(explain_headline, head, body, slip),
    )
