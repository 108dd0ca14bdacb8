"""Counters that wait for a check, what feeds them, and what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import CounterKey, Finding, Observation
from ingest.store.statement import Statements

if TYPE_CHECKING:
    from psycopg import Connection


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

    def take(self, counter: int) -> bool:
        """Take a counter until the transaction ends, and its marks off; False where another has it or is done."""
        row = self._run.row("lock_counter", counter=counter)
        return bool(row and row[0]) and self._run.run("clear_counter", counter=counter) > 0

    def observations(self, counter: int) -> list[Observation]:
        """Return all statements that feed a counter."""
        return [
            Observation(**dict(zip(_OBSERVATION_FIELDS, row, strict=True)))
            for row in self._run.rows("observations_of_counter", counter=counter)
        ]

    def newest(self, counter: int) -> dict[tuple[str, int], Finding | None]:
        """Return the newest finding for each rule and subject; None where it was withdrawn."""
        found: dict[tuple[str, int], Finding | None] = {}
        row = self._run.row("key_of_counter", counter=counter)
        if row is None:
            return found
        key = CounterKey(**dict(zip(_KEY_FIELDS, row, strict=True)))
        for rule, subject, verdict, assumptions, *numbers, proof in self._run.rows(
            "findings_of_counter", counter=counter
        ):
            stated, low, high, difference, suspect, slip, would_be, explanation = numbers
            found[rule, subject] = None if verdict == "withdrawn" else Finding(
                rule=rule, verdict=verdict, counter=key, subject=subject, proof=tuple(proof),
                assumptions=tuple(assumptions), stated=stated, low=low, high=high, difference=difference,
                suspect=suspect, slip=slip, would_be=would_be, explanation=explanation,
            )  # fmt: skip
        return found

    def add(self, counter: int, finding: Finding) -> None:
        """Keep one finding with its proof."""
        number = self._run.number(
            "add_finding",
            counter=counter,
            rule=finding.rule,
            subject=finding.subject,
            verdict=finding.verdict,
            assumptions=list(finding.assumptions),
            stated=finding.stated,
            low=finding.low,
            high=finding.high,
            difference=finding.difference,
            suspect=finding.suspect,
            slip=finding.slip,
            would_be=finding.would_be,
            explanation=finding.explanation,
        )
        self._run.run_many(
            "add_finding_proof",
            [{"finding": number, "ordinal": n, "observation": one} for n, one in enumerate(finding.proof)],
        )

    def withdraw(self, counter: int, rule: str, subject: int) -> None:
        """Say that what was found of a subject no longer holds."""
        self._run.run(
            "add_finding",
            counter=counter, rule=rule, subject=subject, verdict="withdrawn", assumptions=[],
            stated=None, low=None, high=None, difference=None, suspect=None, slip=None, would_be=None,
            explanation="A later report or reading settled this.",
        )  # fmt: skip


_KEY_FIELDS = ("originator", "indicator", "unit", "scope")
_OBSERVATION_FIELDS = (
    "id", "originator", "outlet", "document", "vintage", "reference_day", "value", "value_high", "qualifier",
    "indicator", "unit", "population", "measure", "period", "start", "end", "origin", "destination", "via",
    "location", "part_of", "status", "since_label",
)  # fmt: skip
