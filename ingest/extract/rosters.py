"""Lines of names and bare numbers that split a total told before: `By place: Jena 60, Gera 22, elsewhere 8`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.extract.kinship import last_of
from ingest.extract.text import BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.extract.drafts import Draft, Findings, Page
    from ingest.extract.numbers import Number


def find_rostered(page: Page, findings: Findings, told: Sequence[Draft]) -> Draft | None:
    """The total that a line of bare numbers splits: `By place: Jena 60, Gera 22, elsewhere 8`."""
    tokens, numbers = page.scene.tokens, [number for number in findings.numbers if number.reason is None]
    if len(numbers) < _ROSTER or not all(_is_bare(page, number) for number in numbers):
        return None
    if _says_what(page, findings.sentence.first, numbers[0].outer):
        return None
    ends = [findings.sentence.first, *(number.last for number in numbers)]
    spans = zip(ends, numbers, strict=False)
    total = sum(number.value * _sharers(tokens.word[end : number.last + 1]) for end, number in spans)
    free = [one for one in told if one.whole is None and not one.compared and one.noun]
    if exact := last_of(free, lambda one: one.value == total):
        return exact
    lead = tokens.word[findings.sentence.first : numbers[0].outer]
    if ":" not in lead or _SPLITTING.isdisjoint(lead):
        return None
    large = [one for one in free if one.value >= total and one.noun and one.noun.kind != "region"]
    return last_of(large, lambda one: one.measure == "flow") or last_of(large, bool)


def _is_bare(page: Page, number: Number) -> bool:
    return page.scene.word(number.last) in _BARE_ENDS or page.scene.tokens.kind[number.last] == BREAK


def _says_what(page: Page, first: int, last: int) -> bool:
    """Whether a list says itself what it counts: `Cases by district: …`."""
    nouns = page.scene.marks.get("noun", {})
    return any(place in nouns and nouns[place][1].kind != "region" for place in range(first, last))


def _sharers(words: Sequence[str]) -> int:
    """How many share a number: `Jena and Gera, 61 each`."""
    if words[-1:] != ["each"]:
        return 1
    return 1 + words.count("and") + max(0, words.count(",") - 1)


_ROSTER: Final = 3
_BARE_ENDS: Final = frozenset({",", ";", "and", ".", ")", "each", "(", "|", "/", ""})
_SPLITTING: Final = frozenset(
    {"by", "main", "top", "breakdown", "distribution", "namely", "destinations", "where", "per"}
)
