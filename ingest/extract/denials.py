"""What a text says to be untrue: `not 5 but 7`, `reports of 12 dead are false`, `denies that 90 were held`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ingest.extract.drafts import Draft, Findings, Page

_NEXT: Final = 4
"""How far into the next sentence its verdict can stand: `"40 dead". That is a fake.`"""
_CONTRAST: Final = 8
_NAMED: Final = 3


def is_denied(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether a figure is said to be untrue."""
    if _is_contrasted(page, draft):
        return True
    marks = page.scene.marks
    if "denial.false" in marks and (_is_refuted(page, findings, draft) or _is_called_false(page, draft)):
        return True
    if "denial.verbs" in marks and (_is_rejected(page, findings, draft) or _is_disputed(page, findings, draft)):
        return True
    return "denial.errors" in marks and _is_error(page, findings, draft)


def _is_contrasted(page: Page, draft: Draft) -> bool:
    """`not 5 but 7`, `7, not 5`, `7 rather than the 5 first told of`."""
    words, first = page.scene.tokens.word, draft.number.outer
    first -= words[first - 1] == "the"
    if words[max(0, first - 2) : first] == ["rather", "than"]:
        return True
    if words[first - 1] != "not" or not draft.value:
        return False
    return words[first - 2] in _APART or "but" in words[draft.number.last : draft.number.last + _CONTRAST]


def _is_refuted(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether a claim leads to a figure and a verdict follows it, at once or in the next sentence."""
    first, last = findings.sentence.first, findings.sentence.last
    if not page.marks_in("denial.claims", first, draft.number.outer) and not _is_quoted(page, draft):
        return False
    verdicts = page.marks_in("denial.false", draft.counted.last, last + _NEXT)
    between = page.scene.tokens.word[draft.counted.last : verdicts[0][0]] if verdicts else ()
    return bool(verdicts) and _TURNS.isdisjoint(between)


def _is_quoted(page: Page, draft: Draft) -> bool:
    """Whether a figure stands in quotation marks of its own: `"40 dead"`."""
    return page.scene.word(draft.number.outer - 1) in _QUOTES


def _is_called_false(page: Page, draft: Draft) -> bool:
    """Whether a verdict comes first: `it is not true that 40 died`, `false reports of 40 dead`."""
    words = page.scene.tokens.word
    if not draft.value:
        return False
    for place, _ in page.marks_in("denial.false", draft.first, draft.number.outer):
        last = page.scene.marks["denial.false"][place][0]
        claimed = page.marks_in("denial.claims", last, min(last + _NAMED, draft.number.outer))
        if (claimed or words[last : last + 1] in (["that"], [":"])) and _ENDS.isdisjoint(
            words[last : draft.number.outer]
        ):
            return True
    return words[draft.number.outer - 2 : draft.number.outer] == ["no", ","]  # no, 300 teachers have not died


def _is_rejected(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether somebody denies what leads to a figure: `denies reports in the press that 40 were held`."""
    words, verbs = page.scene.tokens.word, page.scene.marks["denial.verbs"]
    for place, _ in page.marks_in("denial.verbs", findings.sentence.first, draft.number.outer):
        after = words[verbs[place][0] : draft.number.outer]
        said = "that" in after or "having" in after
        said = said or bool(page.marks_in("denial.claims", place, min(place + _CONTRAST, draft.number.outer)))
        if said and _ENDS.isdisjoint(after):
            return True
    return False


def _is_disputed(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether what follows a figure rejects it: `counted 40 deaths, a figure that the ministry denies`."""
    for place, _ in page.marks_in("denial.verbs", draft.counted.last, findings.sentence.last):
        between = page.scene.tokens.word[draft.counted.last : place]
        if not _TAKEN_UP.isdisjoint(between) and _ENDS.isdisjoint(between) and len(between) <= _DISPUTED:
            return True
    return False


_DISPUTED: Final = 12
_TAKEN_UP: Final = frozenset({"figure", "number", "toll", "count", "claim", "which"})


def _is_error(page: Page, findings: Findings, draft: Draft) -> bool:
    """Whether a figure was given in error: `yesterday's list gave 40 by mistake; it should have read 30`."""
    words, first, last = page.scene.tokens.word, findings.sentence.first, findings.sentence.last
    if not page.marks_in("denial.errors", first, last) or page.marks_in("denial.right", first, draft.number.outer):
        return False
    return not _GIVEN.isdisjoint(words[first : draft.number.outer])


_APART: Final = frozenset({",", "and", "(", "—", "–", "-", ";"})
_TURNS: Final = frozenset({"but", ";", "while", "though", "although", "arrested", "detained"})
_ENDS: Final = frozenset({"but", ";", "saying", "adding", "said", "says", "while", "although", "insisting", "instead"})
_QUOTES: Final = frozenset({'"', "“", "”", "«", "'", "‘"})
_GIVEN: Final = frozenset({
    "gave", "put", "said", "stated", "reported", "listed", "showed", "named", "wrote", "spoke", "counted", "published",
    "announced", "given", "reads", "read", "mentioned",
})  # fmt: skip
