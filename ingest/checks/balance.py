"""Balance: do running totals and figures of several days agree with the daily ones?

Reports are gone through in order. Each claim is held against what the claims before and beside it allow; what agrees
joins them, so that the system never contradicts itself. Of what does not, all statements, later ones too, are asked
which number is wrong; that one is left out, or, where nothing shows it, the newest total stands and the day's
figures give way: one contradiction is told once, not again by every later total.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain, combinations, groupby
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ingest.checks.bound import Bound, fits
from ingest.checks.claim import (
    NOTHING_BEFORE_START,
    PARTS_EXHAUSTIVE,
    REPORT_DAYS,
    Claim,
    as_claim,
    by_event_day,
    report_day,
)
from ingest.checks.constraints import Constraints
from ingest.checks.counter import Part, part_of_counter
from ingest.checks.parts import A_SUM, Parts, loosen
from ingest.checks.phase import begins_anew, settle_fall
from ingest.checks.suspicion import find_suspect, restore_digits, weigh
from ingest.checks.verdict import Verdicts
from ingest.checks.witnesses import Witnesses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.checks.claim import Instant
    from ingest.checks.suspicion import Suspicion
    from ingest.model import CounterKey, Observation

SMALLER_SETS: Final = [
    frozenset(chosen)
    for size in range(3)
    for chosen in combinations((REPORT_DAYS, NOTHING_BEFORE_START, PARTS_EXHAUSTIVE), size)
]
MOST_WRONG: Final = 4
"""How many numbers one claim may show wrong before it is itself left out."""


class Balance:
    """One counter's books, filled report by report."""

    def __init__(self, key: CounterKey, claims: Sequence[tuple[Part | None, Claim]]) -> None:
        self.key = key
        self._whole = Constraints()
        self._books: dict[Part, Constraints] = defaultdict(Constraints)
        self._parts = Parts(self._books)
        self._phases: dict[Instant, Instant] = {}
        self._doubted: list[Claim] = []
        self._reread = False
        self._claims: dict[Part | None, list[Claim]] = defaultdict(list)
        for part, claim in claims:
            self._claims[part].append(claim)
        self._witnesses: dict[Part | None, Witnesses] = {}
        self.verdicts = Verdicts(key)

    @property
    def whole(self) -> Constraints:
        """What holds of the whole."""
        return self._whole

    @cached_property
    def reported(self) -> list[int]:
        """The days (ordinals), in order, that have a daily figure of the whole, once all reports are taken."""
        return sorted({claim.end // 2 for claim in self._whole if claim.daily})

    @property
    def is_calm(self) -> bool:
        """Whether all stands in the books as it was first read: no contradiction, no count begun anew."""
        return (
            not self._phases and not self._reread and all(one.verdict != "unbalanced" for one in self.verdicts.findings)
        )

    def leave_out_doubted(self) -> None:
        """Take out whatever stands in a contradiction of which nothing shows who is wrong."""
        self._whole.remove(self._doubted)

    def take_report(self, claims: Sequence[tuple[Part | None, Claim]]) -> None:
        """Enter what one report says: parts first, then what they add up to, then the whole."""
        if all(part is None for part, _ in claims):
            self._enter_all(None, self._whole, [claim for _, claim in claims])
            return
        by_part: dict[Part | None, list[Claim]] = defaultdict(list)
        for part, claim in claims:
            by_part[part].append(claim)
        for part in sorted(one for one in by_part if one is not None):
            self._enter_all(part, self._books[part], by_part[part])
        sums = self._parts.sums(by_part)
        for added in sums:
            if fits(added, *self._whole.bounds(added.start, added.end)):
                self._whole.add(added)
        self._enter_all(None, self._whole, by_part[None])
        self._compare(sums, by_part[None])

    def _compare(self, sums: Sequence[Claim], whole: Sequence[Claim]) -> None:
        for added in sums:
            for claim in whole:
                if claim.daily and (claim.start, claim.end) == (added.start, added.end) and len(added.observations) > 1:
                    self.verdicts.accept_parts(claim, added)
                    self._parts.close_day(added, claim)

    def _enter_all(self, part: Part | None, books: Constraints, claims: Sequence[Claim]) -> None:
        for stated in loosen(claims):
            start = self._phases.get(stated.start, stated.start)
            claim = stated if start == stated.start else replace(stated, start=start)
            first = part is None and isinstance(start, str) and not books.touch(start)
            support = self._parts.support(claim) if first else None
            if support is None:
                self._judge(part, books, claim)
            else:
                books.add(support)
                self._judge(part, books, claim)
                self._parts.close(claim, support)
                books.remove([support])

    def _judge(self, part: Part | None, books: Constraints, claim: Claim) -> None:
        for _ in range(MOST_WRONG):
            low, high = books.bounds(claim.start, claim.end)
            if fits(claim, low, high):
                books.add(claim)
                if not claim.daily:
                    self.verdicts.accept(claim, low, high, books)
                return
            if self._settle(part, books, claim, (low, high)):
                return

    def _settle(self, part: Part | None, books: Constraints, claim: Claim, limits: tuple[Bound, Bound | None]) -> bool:
        """Tell a contradiction and take out what is wrong; True where the claim is done with.

        Who is suspect shows by all that can be said; where nobody is, the fewest assumptions that contradict speak.
        """
        bound = _broken(claim, limits)
        moved = self._read_by_event_days(books, [claim, *(step.claim for step in bound.steps)])
        if moved is not None:
            return moved is claim
        witnesses = self._ask(part)
        suspicions = weigh(claim, bound, limits, witnesses)
        falls = bound.value > claim.low and claim.observations[0].measure == "cumulative"
        if falls and begins_anew(claim, suspicions, witnesses):
            self._begin_phase(part, books, claim, bound)
            return True
        found = find_suspect(suspicions)
        if found is None:
            limits = _fewest_assumed(books, claim, *limits)
            bound = _broken(claim, limits)
            suspicions = weigh(claim, bound, limits, witnesses)
        if found is None and falls:
            found, gone = settle_fall(claim, suspicions, books, witnesses)
            books.remove(gone)
        if found is not None and found.claim is not claim:
            books.remove([found.claim])
            found, limits = _confine(books, claim, found)
        self.verdicts.contradict(claim, found, bound, limits)
        if found is None:
            self._doubted += [claim, *(step.claim for step in bound.steps)]
            self._rebase(books, claim, bound)
            return True
        return found.claim is claim

    def _read_by_event_days(self, books: Constraints, members: Sequence[Claim]) -> Claim | None:
        """Read one of the claims that contradict each other by its event's day, where that meets what others say.

        Return the claim that was read anew; None where no other reading is confirmed.
        """
        for claim in members:
            other = by_event_day(claim)
            if other is None:
                continue
            judged = claim is members[0]
            if not judged:
                books.remove([claim])
            pinned = books.pin(other.start, other.end)
            if pinned is not None and other.low == other.high == pinned.value and len(pinned.steps) >= A_SUM:
                books.add(other)
                self._reread = True
                self.verdicts.accept(other, pinned, pinned, books)
                return claim
            if not judged:
                books.add(claim)
        return None

    def _ask(self, part: Part | None) -> Witnesses:
        """Return all statements on a part, or the whole; most counters never need them."""
        if part not in self._witnesses:
            self._witnesses[part] = Witnesses(loosen(self._claims[part]))
        return self._witnesses[part]

    def _begin_phase(self, part: Part | None, books: Constraints, claim: Claim, bound: Bound) -> None:
        start = f"{claim.start} after {report_day(claim)}"
        first = next((first for first, newest in self._phases.items() if newest == claim.start), claim.start)
        self._phases[first] = start
        later = [one for one in self._claims[part] if one.end >= claim.end]
        moved = [replace(one, start=start) if one.start == first else one for one in later]
        self._witnesses[part] = Witnesses(loosen(moved))
        books.add(replace(claim, start=start))
        self.verdicts.begin_phase(claim, bound)

    def _rebase(self, books: Constraints, claim: Claim, bound: Bound) -> None:
        """Let the newest total stand and the same report's smaller figures give way; any other figure is left out."""
        if claim.observations[0].measure != "cumulative":
            return
        day = report_day(claim)
        books.remove([step.claim for step in bound.steps if step.claim.daily and report_day(step.claim) == day])
        if fits(claim, *books.bounds(claim.start, claim.end)):
            books.add(claim)


def place_in_books(claim: Claim) -> tuple[object, ...]:
    """Report by report: daily figures first, then totals, then those of several days, which both of them prove."""
    one = claim.observations[0]
    return (
        one.reference_day,
        not claim.daily,
        one.measure != "cumulative",
        claim.end,
        str(claim.start),
        one.value,
        str(one.id),
    )


def _broken(claim: Claim, limits: tuple[Bound, Bound | None]) -> Bound:
    """Return the bound that a claim does not keep."""
    low, high = limits
    return low if high is None or (claim.high is not None and claim.high < low.value) else high


def _confine(books: Constraints, claim: Claim, found: Suspicion) -> tuple[Suspicion, tuple[Bound, Bound | None]]:
    """Return the suspect with what the books, from which it was taken, and a claim that is not in them allow it to be.

    Where they allow less than the contradiction does, and nothing else speaks for that, the narrower bound accounts.
    """
    if fits(claim, *books.bounds(claim.start, claim.end)):
        books.add(claim)
        limits = books.bounds(found.claim.start, found.claim.end)
        books.remove([claim])
        nearest = _broken(found.claim, limits)
        if nearest.value != found.account.value and found.slip is None and found.support is None:
            found = found._replace(account=nearest)
        if nearest.value == found.account.value:
            # Below a bound alone there is always some number that a slip leads from.
            return restore_digits(found, limits) if limits[0].steps else found, limits
    return found, (found.account, found.account)


def _fewest_assumed(books: Constraints, claim: Claim, low: Bound, high: Bound | None) -> tuple[Bound, Bound | None]:
    """Return the bounds that contradict a claim under the fewest assumptions that do."""
    steps = chain(low.steps, high.steps if high is not None else ())
    needed = claim.assumptions.union(*(step.claim.assumptions for step in steps))
    for allowed in SMALLER_SETS:
        if claim.assumptions <= allowed and len(allowed) < len(needed):
            lower, upper = books.bounds(claim.start, claim.end, allowed)
            if not fits(claim, lower, upper):
                return lower, upper
    return low, high


def balance(key: CounterKey, observations: Iterable[Observation]) -> Balance:
    """Return the books of one counter with what can be said of its totals; the same for any order of observations."""
    claims = [(part_of_counter(one), claim) for one in observations if (claim := as_claim(one)) is not None]
    claims.sort(key=lambda pair: place_in_books(pair[1]))
    books = Balance(key, claims)
    for _, report in groupby(claims, key=lambda pair: report_day(pair[1])):
        books.take_report(list(report))
    return books
