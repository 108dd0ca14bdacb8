"""figure_match: which figures of a story are one statement, and which of its descriptions is the best.

Two figures are one statement when originator, value, indicator and unit agree and the rest is compatible: equal,
refining, or missing on one side. The answer depends on the set of figures alone, not on the order they arrived in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ingest.dedupe.compatibility import affinity, is_rounding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.dedupe.mention import Mention

LENIENT_FROM: Final = 20
"""From this value on, a figure of another outlet that differs only in its place is taken for the same statement
where the story has no other with that value: two outlets rarely mean different things by one such number."""


@dataclass(slots=True)
class Statement:
    """One statement: the figure that describes it best, and all figures that state it (the best among them)."""

    canonical: Mention
    witnesses: list[Mention] = field(default_factory=list)


def match_figures(mentions: Iterable[Mention]) -> list[Statement]:
    """Gather the figures of one story into statements, exact figures before rounded ones, best witnesses first."""
    ranked = sorted(mentions, key=_rank)
    statements: list[Statement] = []
    for rounded in (False, True):
        chosen = [mention for mention in ranked if (mention.qualifier != "exact") == rounded]
        for _, own in groupby(chosen, key=lambda mention: mention.document):
            _place(list(own), statements)
    return statements


def _rank(mention: Mention) -> tuple[object, ...]:
    return (
        mention.standing != "primary",
        mention.said_at,
        mention.canonical_url,
        mention.version,
        mention.document,
        mention.ordinal,
    )


def _place(own: Sequence[Mention], statements: list[Statement]) -> None:
    """Give each figure of one document to the statement it fits best; what fits none is a statement of its own."""
    earlier = list(statements)
    for mention in own:
        best = _best(mention, [one for one in statements if _goes_on(mention, one)]) or _only_one(mention, earlier)
        if best is None:
            best = Statement(mention)
            statements.append(best)
        best.witnesses.append(mention)


def _goes_on(mention: Mention, statement: Statement) -> bool:
    """Say whether no version of the page between left the statement: one that comes back to it states it anew."""
    same = (one.version for one in statement.witnesses if one.canonical_url == mention.canonical_url)
    before = [version for version in same if version < mention.version]
    return not before or max(before) == mention.version - 1


def _best(mention: Mention, statements: Sequence[Statement]) -> Statement | None:
    scored = [(affinity(mention, one.canonical), -n) for n, one in enumerate(statements)]
    fitting = [(score, place) for score, place in scored if score is not None]
    return statements[-max(fitting)[1]] if fitting else None


def _only_one(mention: Mention, statements: Sequence[Statement]) -> Statement | None:
    if mention.value < LENIENT_FROM or mention.part_of is not None:
        return None
    same = [one for one in statements if _same_number(mention, one.canonical)]
    if (
        len(same) != 1
        or not _goes_on(mention, same[0])
        or any(other.document == mention.document for other in same[0].witnesses)
    ):
        return None
    return same[0] if affinity(mention, same[0].canonical, any_place=True) is not None else None


def _same_number(mention: Mention, other: Mention) -> bool:
    return mention.value == other.value or is_rounding_of(mention, other)
