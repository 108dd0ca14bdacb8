"""The check of a counter taken up where the last one ended: the newest report, held against the few before it.

Let all that was told so far be free of contradictions, and let each new statement either be the first word on the time
since, or say no more than what two exact statements that meet make of it already. Then it changes no bound between
earlier instants: a constraint that others imply shortens no path, and an instant with one way to it lies on none. What
was found before stays, and what is found of the new statements shows by those that meet them, all of which end no
earlier than the new ones begin. Where that does not hold (a contradiction, a gap, a part, a report that is late or
comes in pieces) nothing is returned, and the counter is to be checked in full.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ingest.checks.balance import place_in_books
from ingest.checks.bookmark import Bookmark, continue_lines
from ingest.checks.bound import fits
from ingest.checks.claim import as_claim, report_day
from ingest.checks.constraints import Constraints
from ingest.checks.counter import part_of_counter
from ingest.checks.headline import compare_headlines
from ingest.checks.parts import loosen
from ingest.checks.population import split_by_population
from ingest.checks.portions import check_portions
from ingest.checks.standing import newest_of_outlets, select_standing
from ingest.checks.verdict import Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.checks.claim import Claim
    from ingest.model import CounterKey, Finding, Observation


class Continued(NamedTuple):
    """What is found of new statements, and where the check ends now."""

    findings: list[Finding]
    bookmark: Bookmark


def begin_of_window(new: Iterable[Observation]) -> date:
    """Return the earliest last day of statements that new ones are held against."""
    told = list(new)
    ends = [one.end.toordinal() for one in told]
    begun = [claim.start // 2 for claim in _claims(told) if isinstance(claim.start, int)]
    return date.fromordinal(
        min([*ends, *(day - 1 for day in begun)])
    )  # what ends with a day's report may be of the eve


def take_up(
    key: CounterKey, bookmark: Bookmark, window: Sequence[Observation], new: Sequence[Observation], until: date
) -> Continued | None:
    """Check what is new of a counter, with the same outcome as a check in full; None where only that can tell.

    `window` are the earlier statements on the counter that end on `begin_of_window` or later.
    """
    if not _follows(bookmark, window, new) or compare_headlines(key, new):
        return None
    claims = _claims(new)
    earlier = _claims(select_standing(newest_of_outlets(window).values()))
    verdicts = Verdicts(key)
    continued = continue_lines(key, bookmark, new, until)
    if continued is None or not _adds_up(verdicts, bookmark, earlier, claims):
        return None
    found, lines = continued
    return Continued(
        found + check_portions(key, new) + verdicts.findings,
        Bookmark(
            last=max(one.reference_day for one in new).toordinal(),
            until=until.toordinal(),
            daily=max((claim.end // 2 for claim in claims if claim.daily), default=bookmark.daily),
            clock=max((claim.end for claim in claims), default=bookmark.clock),
            lines=lines,
        ),
    )


def _follows(bookmark: Bookmark, window: Sequence[Observation], new: Sequence[Observation]) -> bool:
    """Say whether statements are of reports after all others, of wholes, and each of a thing of its own."""
    together = [*window, *new]
    alone = {told[0].id for told in newest_of_outlets(together).values() if len(told) == 1}
    return (
        all(one.reference_day.toordinal() > bookmark.last for one in new)
        and all(one.reference_day.toordinal() <= bookmark.last for one in window)  # else one came in at this moment
        and all(one.id in alone for one in new)
        and all(part_of_counter(one) is None for one in together)
        and not {one.document for one in new} & {one.document for one in window}
        and len(split_by_population(together)) == 1
    )


def _adds_up(verdicts: Verdicts, bookmark: Bookmark, earlier: Sequence[Claim], new: Sequence[Claim]) -> bool:
    """Judge new claims; False where they are not the next of a calm count."""
    begun = min((claim.start for claim in new if isinstance(claim.start, int)), default=None)
    if begun is None:
        return not new
    known = [claim for claim in earlier if claim.end >= begun]
    ends = {claim.end for claim in new}
    if any(claim.end in ends and isinstance(claim.start, int) and claim.start < begun for claim in known):
        return False
    books = Constraints()
    for claim in known:
        books.add(claim)
    clock, daily = bookmark.clock, bookmark.daily
    for claim in new:
        if claim.daily and (clock is None or (isinstance(claim.start, int) and claim.start >= clock)):
            if daily is not None and claim.end // 2 > daily + 1:
                return False
            daily = claim.end // 2
            books.add(claim)
        elif not _enter_implied(verdicts, books, claim):
            return False
        clock = claim.end if clock is None else max(clock, claim.end)
    return True


def _enter_implied(verdicts: Verdicts, books: Constraints, claim: Claim) -> bool:
    """Enter a claim that says no more than others do, and tell so; False where it is none."""
    pinned = books.pin(claim.start, claim.end)
    told_before = any(one.daily for one in books.between(claim.start, claim.end))
    if pinned is None or not fits(claim, pinned, pinned) or (claim.daily and not told_before):
        return False
    books.add(claim)
    if not claim.daily:
        verdicts.accept(claim, pinned, pinned, books)
    return True


def _claims(told: Iterable[Observation]) -> list[Claim]:
    """Return what observations claim, report by report, as the books take it."""
    claims = sorted((claim for one in told if (claim := as_claim(one)) is not None), key=place_in_books)
    return [claim for _, report in groupby(claims, key=report_day) for claim in loosen(list(report))]
