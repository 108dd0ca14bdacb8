"""What became of every number of a text: a figure, a reason why it is none, or unread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.text import CLOCK
from ingest.model import Numeral

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ingest.extract.numbers import Number
    from ingest.extract.text import Tokens
    from ingest.model import Figure

FIGURE: Final = "figure"
REPEATED: Final = "repeated"
UNREAD: Final = "unread"
DATE: Final = "date"


def account(
    tokens: Tokens, numbers: Iterable[Number], drafted: Collection[int], figures: Iterable[Figure]
) -> tuple[Numeral, ...]:
    """Return every number of a text with its outcome, in order of text.

    Args:
        tokens: The text.
        numbers: All its numbers; those that count nothing say why.
        drafted: First tokens of the numbers that were read as figures, said again elsewhere or not.
        figures: What was made of them.
    """
    told = {figure.number for figure in figures}
    found = [
        Numeral(tokens.start[index], tokens.end[index], DATE) for index, kind in enumerate(tokens.kind) if kind == CLOCK
    ]
    for number in numbers:
        start, end = tokens.start[number.first], tokens.end[number.last - 1]
        outcome = FIGURE if (start, end) in told else number.reason or (REPEATED if number.first in drafted else UNREAD)
        found.append(Numeral(start, end, outcome))
    return tuple(sorted(found))
