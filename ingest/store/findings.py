"""Counters that wait for a check, what feeds them, and what the checks found."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.checks import BEARINGS, Gazetteer, MissingDays
from ingest.model import CounterKey, Finding, Observation
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection


BEARING_COLUMNS: Final = dict(
    zip(("indicators", "units", "on_indicators", "on_units"), map(list, zip(*BEARINGS, strict=True)), strict=True)
)
"""The kinds of figures that bear on others, as parameters of a statement."""


class Held(NamedTuple):
    """The newest row on a rule and subject: its number, and what was found; None where it was withdrawn."""

    id: int
    finding: Finding | None


class Judged(NamedTuple):
    """A finding to keep, the contradiction that it closes, and the observation that closed it."""

    finding: Finding
    closes: int | None = None
    closed_by: int | None = None


class Ended(NamedTuple):
    """Where a check ended: the version of the checks, the digest of what is held since, and the bookmark, if any."""

    checks: str
    imprint: bytes
    bookmark: bytes | None


class Place(NamedTuple):
    """What a counter counts, the day of the newest report of all that were read, and where its last check ended."""

    key: CounterKey
    newest: date | None
    ended: Ended | None


class FindingStore:
    """Statements on findings."""

    def __init__(self, conn: Connection) -> None:
        self._run = Statements(conn)

    def mark_all(self) -> None:
        """Mark every counter as touched."""
        self._run.run("mark_all_counters")

    def touched(self) -> list[int]:
        """Return the counters that wait for a check."""
        return [row[0] for row in self._run.rows("touched_counters")]

    def take(self, counter: int) -> list[int | None]:
        """Take a counter until the transaction ends, and its marks off: each names a statement, or None.

        Empty where another worker has the counter, or is done with it.
        """
        return [added for (added,) in self._run.rows("take_counter", counter=counter)]

    def place(self, counter: int) -> Place:
        """Return what a counter counts, and where its last check ended."""
        (row,) = self._run.rows("key_of_counter", counter=counter)
        originator, indicator, unit, scope, newest, checks, imprint, bookmark = row
        key = CounterKey(originator=originator, indicator=indicator, unit=unit, scope=scope)
        return Place(key, newest, Ended(checks, imprint, bookmark) if checks is not None else None)

    def keep_place(self, counter: int, ended: Ended) -> None:
        """Keep where the check of a counter ended."""
        self._run.run(
            "keep_bookmark", counter=counter, checks=ended.checks, imprint=ended.imprint, bookmark=ended.bookmark
        )

    def observations(self, counter: int, since: date = date.min) -> list[Observation]:
        """Return the statements that feed a counter and end on a day or later."""
        series = {
            number: (fields[:4], fields[4:]) for number, *fields in self._run.rows("series_of_counter", counter=counter)
        }
        found = []
        for row in self._run.rows("observations_of_counter", series=list(series), since=since):
            counted, told_of = series[row[0]]
            found.append(Observation(*row[1:9], *counted, *row[9:], *told_of))
        return found

    def beside(self, counter: int) -> dict[CounterKey, int]:
        """Return the counters whose figures bear on those of one."""
        rows = self._run.rows("counters_beside", counter=counter, **BEARING_COLUMNS)
        return {
            CounterKey(originator=originator, indicator=indicator, unit=unit, scope=scope): number
            for number, originator, indicator, unit, scope in rows
        }

    def places_within(self, counter: int) -> Gazetteer:
        """Return what lies in the place of a counter."""
        rows = self._run.rows("places_within", counter=counter)
        partitions: dict[str, frozenset[str]] = {}
        for part, whole, in_partition in rows:
            if in_partition:
                partitions[whole] = partitions.get(whole, frozenset()) | {part}
        return Gazetteer({part: whole for part, whole, _ in rows}, partitions)

    def newest(self, counter: int, key: CounterKey) -> dict[tuple[str, int], Held]:
        """Return the newest finding for each rule and subject."""
        found = {}
        for number, rule, subject, verdict, assumptions, *rest in self._run.rows(
            "findings_of_counter", counter=counter
        ):
            stated, low, high, difference, suspect, slip, would_be, explanation, proof = rest
            held = None if verdict == "withdrawn" else Finding(
                rule=rule, verdict=verdict, counter=key, subject=subject, proof=tuple(proof),
                assumptions=tuple(assumptions), stated=stated, low=low, high=high, difference=difference,
                suspect=suspect, slip=slip, would_be=would_be, words=partial(str, explanation),
            )  # fmt: skip
            found[rule, subject] = Held(number, held)
        return found

    def add(self, counter: int, judged: Sequence[Judged]) -> None:
        """Keep findings with their proofs; a note on an earlier one with the same proof holds for it too."""
        numbers = self._run.numbers("add_finding", [_row(counter, one) for one in judged])
        proofs = (
            (number, n, observation)
            for number, one in zip(numbers, judged, strict=True)
            for n, observation in enumerate(one.finding.proof)
        )
        if numbers:
            self._run.copy("copy_finding_proof", proofs)
        wrong = [
            {"finding": number}
            for number, one in zip(numbers, judged, strict=True)
            if one.finding.verdict == "unbalanced"
        ]
        self._run.run_many("carry_acknowledgement", wrong)

    def withdraw(self, counter: int, key: tuple[str, int], closes: int | None, closed_by: int | None) -> None:
        """Say that what was found of a subject no longer holds, and what settled it."""
        rule, subject = key
        self._run.run(
            "add_finding",
            counter=counter, rule=rule, subject=subject, verdict="withdrawn", assumptions=[],
            stated=None, low=None, high=None, difference=None, suspect=None, slip=None, would_be=None,
            explanation="A later report or reading settled this.", closes=closes, closed_by=closed_by,
        )  # fmt: skip

    def acknowledge(self, finding: int, note: str) -> bool:
        """Note what somebody made of a contradiction; False where none of that number holds."""
        return self._run.run("acknowledge_finding", finding=finding, note=note) > 0

    def missing_days(self, counter: int) -> set[MissingDays]:
        """Return the stretches of a counter that nobody reported, as they are bounded now."""
        return {MissingDays(*row) for row in self._run.rows("missing_days_of_counter", counter=counter)}

    def add_missing_days(self, counter: int, days: MissingDays, *, holds: bool) -> None:
        """Keep the bounds of a stretch, or say that they no longer hold."""
        low, high = (days.low, days.high) if holds else (None, None)
        self._run.run("add_missing_days", counter=counter, first=days.first, last=days.last, low=low, high=high)


def _row(counter: int, judged: Judged) -> dict[str, object]:
    one = judged.finding
    return {
        "counter": counter, "rule": one.rule, "subject": one.subject, "verdict": one.verdict,
        "assumptions": list(one.assumptions), "stated": one.stated, "low": one.low, "high": one.high,
        "difference": one.difference, "suspect": one.suspect, "slip": one.slip, "would_be": one.would_be,
        "explanation": one.explanation, "closes": judged.closes, "closed_by": judged.closed_by,
    }  # fmt: skip
